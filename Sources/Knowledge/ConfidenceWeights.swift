internal import Glibc
internal import Language

/// How what is known of a coding adds up to the chance that it is right: a logistic function whose
/// coefficients stand in `predicates/confidence.tsv`, one column for codings that the language model
/// has a say in and one for the lexicon alone.
public struct ConfidenceWeights: Sendable, Hashable {
    /// What is looked at. Chances enter by their logarithmic odds, flags as 0 or 1.
    public enum Feature: String, CaseIterable, Sendable {
        /// 1.
        case bias
        /// Odds that the trigger tells an event, by the model.
        case act
        /// Odds of the type, by the model.
        case type
        /// Odds of the status, by the model.
        case status
        /// Odds of the words of the actors, by the model.
        case actors
        /// How reliable the entry of the lexicon is that says the same type; 0 if none does.
        case agree
        /// The same of one that says another type.
        case differ
        /// How sure the source is known that is known least, 0 to 1.
        case sources
        /// The same of the targets; 0 if there are none.
        case targets
        /// Nobody is acted upon by an act that is done to somebody.
        case alone
        /// Nobody is acted upon by an act that is often done together with others, or by oneself.
        case open
        /// Odds of who is acted upon, if it was guessed from the rest of the article.
        case implied
        /// Nobody known is acted upon, in an act that is usually done to somebody.
        case lacking
        /// It is only possible, or did not happen.
        case unreal
        /// It is planned or going on.
        case unfinished
        /// The rules take it for the content of another act.
        case content
        /// Words in the sentence speak of sport, fiction, history and the like.
        case against
        /// It stands in a heading.
        case heading
        /// It stands in quotation marks.
        case quoted
        /// The day of publication is not known.
        case undated
    }

    /// Codings less likely to be right than this are no events.
    public let threshold: Double
    /// The same, where the lexicon codes alone.
    public let lexicalThreshold: Double
    private let model: [Feature: Double]
    private let lexicon: [Feature: Double]

    init(_ table: Table) throws(LanguageError) {
        var columns: [[Feature: Double]] = [[:], [:]]
        var thresholds = [0.0, 0.0]
        for row in table.rows {
            let name = try row.text(0)
            for column in 0...1 {
                guard let value = try row.number(column + 1), value.isFinite else {
                    throw row.error("\"\(row.fields[column + 1])\" is no number")
                }
                if name == "threshold" {
                    guard (0...1).contains(value) else {
                        throw row.error("the threshold is not from 0 to 1")
                    }
                    thresholds[column] = value
                } else {
                    guard let feature = Feature(rawValue: name) else {
                        throw row.error("\"\(name)\" is nothing that is looked at")
                    }
                    columns[column][feature] = value
                }
            }
        }
        (model, lexicon) = (columns[0], columns[1])
        (threshold, lexicalThreshold) = (thresholds[0], thresholds[1])
    }

    /// The chance that a coding is right, from 0.01 to 0.99, to three places.
    public func chance(_ features: [Feature: Double], byModel: Bool) -> Double {
        var sum = 0.0
        for (feature, value) in features {
            sum += (byModel ? model : lexicon)[feature, default: 0] * value
        }
        let chance = 1 / (1 + exp(-sum))
        return (min(0.99, max(0.01, chance)) * 1000).rounded() / 1000
    }

    /// The logarithmic odds of a chance, from −5 to 5.
    public static func odds(_ chance: Double) -> Double {
        let inner = min(0.9933, max(0.0067, chance))
        return log(inner / (1 - inner))
    }
}
