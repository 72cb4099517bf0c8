/// A verb with its auxiliaries: "will not have been attacked".
public struct VerbGroup: Hashable, Sendable {
    /// What kind of modal stands in it.
    public enum Modal: UInt8, Sendable { case none, future, possible }

    /// The first token, inside the sentence.
    public var start: Int
    /// The main verb.
    public var main: Int
    /// Whether something is done to its subject.
    public var passive = false
    /// Whether it has a `have`.
    public var perfect = false
    /// Whether it has a form of `be` and a gerund.
    public var progressive = false
    /// Its modal verb.
    public var modal = Modal.none
    /// Whether it is negated.
    public var negated = false
    /// Whether `to` stands before it.
    public var infinitive = false
    /// Whether it is a gerund or participle without auxiliaries.
    public var bare = false
    /// Whether its main verb is a form of `be` or `have` itself.
    public var copular = false

    /// Whether it can head a clause.
    public var isFinite: Bool { !infinitive && !bare }

    /// Finds the verb groups of a sentence.
    public static func groups(
        _ tokens: ArraySlice<Token>, _ tags: [Tag], _ vocabulary: Vocabulary
    ) -> [VerbGroup] {
        var groups: [VerbGroup] = []
        var index = 0
        while index < tags.count {
            guard tags[index] == .verb || tags[index] == .auxiliary || tags[index] == .to else {
                index += 1
                continue
            }
            if let group = group(at: index, tokens, tags, vocabulary) {
                groups.append(group)
                index = group.main + 1
            } else {
                index += 1
            }
        }
        return groups
    }

    private static func group(
        at start: Int, _ tokens: ArraySlice<Token>, _ tags: [Tag], _ vocabulary: Vocabulary
    ) -> VerbGroup? {
        var group = VerbGroup(start: start, main: start)
        var index = start
        var lastAuxiliary: WordClass = []
        var sawAuxiliary = false
        if tags[index] == .to {
            group.infinitive = true
            index += 1
        }
        var lastVerbal = -1
        while index < tags.count {
            let classes = vocabulary.classes(tokens[tokens.startIndex + index].word)
            switch tags[index] {
            case .negator: group.negated = true
            case .adverb: break
            case .auxiliary:
                if classes.contains(.futureModal) { group.modal = .future }
                if classes.contains(.possibleModal) { group.modal = .possible }
                if classes.contains(.have) { group.perfect = true }
                lastAuxiliary = classes
                sawAuxiliary = true
                lastVerbal = index
            case .verb:
                if sawAuxiliary {
                    let be = lastAuxiliary.contains(.be)
                    group.passive = be && !classes.contains(.gerund)
                    group.progressive = be && classes.contains(.gerund)
                } else if !group.infinitive {
                    group.bare = isBare(index, tokens, tags, classes)
                    group.passive = group.bare && !classes.contains(.gerund)
                }
                group.main = index
                return group
            default:
                // Only auxiliaries: "is", "will have" stand for themselves.
                guard lastVerbal >= 0 else { return nil }
                group.main = lastVerbal
                group.copular = true
                return group
            }
            index += 1
        }
        guard lastVerbal >= 0 else { return nil }
        group.main = lastVerbal
        group.copular = true
        return group
    }

    /// Whether a verb without auxiliaries heads no clause: gerunds, and participles before "by".
    private static func isBare(
        _ index: Int, _ tokens: ArraySlice<Token>, _ tags: [Tag], _ classes: WordClass
    ) -> Bool {
        if classes.contains(.gerund) { return true }
        if !classes.contains(.participle) { return false }
        if !classes.contains(.past) { return true }
        // "a town attacked by rebels": a participle between a noun and its agent.
        guard index > 0,
            tags[index - 1] == .noun || tags[index - 1] == .name
                || tags[index - 1] == .mark, index + 1 < tags.count
        else { return false }
        let next = tokens[tokens.startIndex + index + 1]
        return next.end - next.start == 2 && tags[index + 1] == .preposition
            && byWord(next, tokens)
    }

    private static func byWord(_ token: Token, _ tokens: ArraySlice<Token>) -> Bool {
        token.word == agentPreposition
    }

    /// The number of "by", interned first in every vocabulary the data makes.
    public static let agentPreposition: Int32 = 0
}
