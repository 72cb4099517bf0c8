import Arguments
import Daemon
import Model

/// `chancery parse`: what the language model reads in a text.
enum ParseCommand: Verb {
    enum Format: String, CaseIterable {
        /// The treebanks' format, with roles and entities in MISC.
        case conllu
        /// One JSON object a sentence.
        case json
        /// For people.
        case tree
    }

    /// Largest text, in bytes.
    static let sizeLimit = 16 << 20

    static let command = Command(
        "parse", "sentences, trees, roles and entities, as the language model reads them",
        discussion: """
            Reads plain text in English, in which empty lines divide paragraphs, and prints each \
            sentence with its words, parts of speech, features, lemmas and dependency tree (as \
            Universal Dependencies have them), predicates with their roles (as PropBank has them), \
            and mentions of persons, places, organisations and so on; mentions with the same number \
            name the same.

            In JSON words count from 0 and places in the text are Unicode scalars; in CoNLL-U \
            `Pred`, `Arg` and `Entity` in the last column tell predicates, roles and mentions. \
            A sentence that is too long for the model is read in parts, with a note.
            """,
        options: [
            Option(
                "format", .choice(of: Format.self),
                "how it looks (default: tree on a terminal, else json)")
        ] + ModelPlace.options,
        positionals: [Positional("file", .path, "a text file; - is standard input")],
        examples: [
            .init("chancery parse article.txt", "on a terminal, as trees"),
            .init("echo 'Norway signed.' | chancery parse - --format conllu", "for other tools"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let path = parsed.string("file") ?? "-"
        let bytes = try WholeFile.read(path, limit: sizeLimit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DaemonError(.badInput, "\(path): is not UTF-8")
        }
        let (model, words) = try ModelPlace.load(parsed, console)
        let read = ParsedText(text, Reader(model), words)
        for (number, sentence) in read.sentences.enumerated() where sentence.reading.parts > 1 {
            console.complain(
                "\(path): sentence \(number + 1) has \(sentence.tokens.count) words, which is too "
                    + "long: it was read in \(sentence.reading.parts) parts")
        }
        let format =
            parsed.choice("format", as: Format.self)
            ?? (console.output.isTerminal ? .tree : .json)
        switch format {
        case .conllu:
            try console.print(ConlluText(text: read, labels: model.labels).lines, terminator: "")
        case .json:
            for number in read.sentences.indices {
                try console.print(json: SentenceLine(read, number, model.labels))
            }
        case .tree:
            let tree = SentenceTree(
                text: read, labels: model.labels, colours: console.output.allowsColour)
            try console.print(tree.lines, terminator: "")
        }
        return .ok
    }
}
