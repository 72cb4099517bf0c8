import Arguments
import Daemon
import Language
import Model

/// Which model and which word lists a command reads with.
enum ModelPlace {
    static let options: [Option] = [
        Option(
            "model", .path, placeholder: "DIR", environment: "CHANCERY_MODEL",
            "the folder of the language model (default: model in the data directory)"),
        Option(
            "precision", .choice(of: Precision.self), fallback: Precision.usual.rawValue,
            "in what numbers the language model computes; int8 needs AVX-512 VNNI or AVX-VNNI"),
        Option(
            "data", .path, placeholder: "DIR", environment: "CHANCERY_DATA",
            "the directory of models and lexicons"),
    ]

    /// Loads both; says so if the model computes otherwise than was asked for.
    static func load(
        _ parsed: Parsed, _ console: Console
    ) throws -> (LanguageModel, TreebankWords) {
        let data = try DataDirectory.find(given: parsed.string("data"))
        let words = try TreebankWords(path: data + "/language/treebank.tsv")
        let model = try LanguageModel(
            folder: parsed.string("model") ?? data + "/model", precision: precision(parsed))
        if let note = model.note(asked: precision(parsed)) { console.complain(note) }
        return (model, words)
    }

    /// In what numbers the model is to compute.
    static func precision(_ parsed: Parsed) -> Precision {
        parsed.choice("precision", as: Precision.self) ?? .usual
    }
}
