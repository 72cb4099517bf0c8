import Arguments
import Daemon
import Evaluation
import Extract
import Knowledge
import Messages
import Model

/// The coders that can be measured. A new one is a case here, and what makes it.
enum CoderConfiguration: String, CaseIterable {
    /// Extract and Classify by rules and the lexicon alone.
    case rules
    /// With the language model, every sentence read, in the precision that is asked for.
    case model
    /// The same in int8.
    case int8

    /// What the pipeline uses.
    static let usual = model

    static let option = Option(
        "configuration", .choice(of: CoderConfiguration.self), fallback: usual.rawValue,
        "the coder that is measured")

    /// In what numbers its model is to compute.
    func precision(_ parsed: Parsed) -> Precision {
        self == .int8 ? .int8 : ModelPlace.precision(parsed)
    }

    /// Loads what coders of this configuration share, and tells how each thread's own is made. Says
    /// so if the model computes otherwise than was asked for.
    func load(
        _ data: LanguageData, _ parsed: Parsed, _ console: Console, today: Day
    ) throws -> @Sendable () throws -> any EventCoder {
        switch self {
        case .rules: return { RuleCoder(data: data, today: today) }
        case .model, .int8:
            let directory = try DataDirectory.find(given: parsed.string("data"))
            let opened = try SentenceModel.open(
                data: directory, folder: parsed.string("model"),
                precision: precision(parsed))
            guard let model = opened.model else {
                throw DaemonError(.configuration, opened.note ?? "there is no language model")
            }
            if let note = opened.note { console.complain(note) }
            return { ModelCoder(data: data, model: model, today: today) }
        }
    }
}
