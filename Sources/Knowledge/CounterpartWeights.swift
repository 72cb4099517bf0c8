internal import Glibc
internal import Language

/// What tells whom an act is done to where its sentence does not say so, and how much: the table
/// `predicates/counterparts.tsv`.
public struct CounterpartWeights: Sendable, Hashable {
    /// What is looked at, for each actor of the article and for nobody. Counts enter by logarithms, flags
    /// as 0 or 1.
    public enum Feature: String, CaseIterable, Sendable {
        /// Nobody is meant.
        case nobody
        /// The same, of an act of several.
        case nobodyOfSeveral
        /// The same, of a demand.
        case nobodyAsked
        /// Of the country of who acts.
        case own
        /// The same, where police, a court or a parliament acts.
        case ownOfPolice
        /// The same, where people, parties or rebels act.
        case ownOfPeople
        /// The same, where an army acts.
        case ownOfArmy
        /// Named in the sentence, before the trigger.
        case before
        /// Named in the sentence, behind the trigger.
        case behind
        /// How many sentences away.
        case distance
        /// Named in the sentence before.
        case sentenceBefore
        /// Acted in the sentence before.
        case actedBefore
        /// Named in the first sentence.
        case first
        /// The share of the article's acts of which it is a party.
        case party
        /// Named most, but for who acts.
        case foremost
        /// How often who acts acted upon it.
        case acted
        /// How often it acted upon who acts.
        case suffered
        /// How often one of both acted against the other, if the act is hostile.
        case quarrel
        /// It acted upon who acts, a short while before.
        case answered
        /// Somebody acted upon it in the sentence before.
        case struckBefore
        /// It is no state.
        case stateless
    }

    /// So likely must a guess be.
    public let least: Double
    /// So large a part of all mentions, but for those of who acts, must be of whom is guessed, who is of
    /// another country: among many sides nobody can be guessed.
    public let share: Double
    /// So many sentences at least must an article have.
    public let sentences: Int
    private let weights: [Feature: Double]

    init(_ table: Table) throws(LanguageError) {
        var weights: [Feature: Double] = [:]
        var (least, share, sentences) = (1.0, 0.0, 0)
        for row in table.rows {
            guard let value = try row.number(1), value.isFinite else {
                throw row.error("\"\(row.fields[1])\" is no number")
            }
            switch try row.text(0) {
            case "least": least = value
            case "share": share = value
            case "sentences": sentences = Int(max(0, min(value, 1000)))
            case let name:
                guard let feature = Feature(rawValue: name) else {
                    throw row.error("\"\(name)\" is nothing that is looked at")
                }
                weights[feature] = value
            }
        }
        (self.least, self.share, self.sentences, self.weights) = (least, share, sentences, weights)
    }

    /// How likely each of several is, of whom one is meant.
    public func chances(_ features: [[Feature: Double]]) -> [Double] {
        let sums = features.map { features in
            Feature.allCases.reduce(0.0) { $0 + weights[$1, default: 0] * features[$1, default: 0] }
        }
        let highest = sums.max() ?? 0
        let powers = sums.map { exp($0 - highest) }
        let whole = powers.reduce(0, +)
        return powers.map { $0 / whole }
    }
}
