import Arguments
import Evaluation
import Knowledge
import Messages

/// The coders that can be measured. A new one is a case here, and what makes it.
enum CoderConfiguration: String, CaseIterable {
    /// Extract and Classify by rules.
    case rules

    /// What the pipeline uses.
    static let usual = rules

    static let option = Option(
        "configuration", .choice(of: CoderConfiguration.self), fallback: usual.rawValue,
        "the coder that is measured")

    /// Loads what coders of this configuration share, and tells how each thread's own is made.
    func load(
        _ data: LanguageData, _ parsed: Parsed, today: Day
    ) throws -> @Sendable () throws -> any EventCoder {
        switch self {
        case .rules: { RuleCoder(data: data, today: today) }
        }
    }
}
