internal import Language
internal import Messages

/// A row of words that make a CAMEO code another one.
struct Wording: Sendable {
    let type: EventType
    /// The modes it is for; nil among them is no mode. Empty: all.
    let modes: [String?]
    let from: String
    let to: String
    /// Phrases of which the trigger must hold one; nil: any trigger.
    let trigger: [[Substring]]?
    /// Phrases of which the trigger or the words after it must hold one; nil: none. One that begins
    /// with `..` may stand anywhere behind the trigger, with `<` among the words before it.
    let nearby: [[Substring]]?

    init(_ row: Table.Row) throws(LanguageError) {
        guard let type = EventType(rawValue: try row.text(0)) else {
            throw row.error("\"\(row.fields[0])\" is not an event type")
        }
        self.type = type
        modes = row.list(1).map { $0 == "none" ? nil : $0 }
        from = try row.text(2)
        to = try row.text(3)
        trigger = try row.text(4) == "*" ? nil : Wording.phrases(row.list(4))
        nearby = row.optional(5) == nil ? nil : Wording.phrases(row.list(5))
    }

    /// Whether it fits an act that is told so. A code that is exact already needs words to change.
    func fits(_ act: Act, code: String, isExact: Bool) -> Bool {
        guard type == act.type, code.hasPrefix(from), modes.isEmpty || modes.contains(act.mode),
            !isExact || trigger != nil || nearby != nil
        else { return false }
        if let trigger, !trigger.contains(where: { Wording.holds(act.trigger, $0) }) {
            return false
        }
        guard let nearby else { return true }
        let words = act.trigger + act.nearby
        return nearby.contains { phrase in
            switch phrase.first {
            case "..": Wording.holds(act.behind, Array(phrase.dropFirst()))
            case "<": Wording.holds(act.before, Array(phrase.dropFirst()))
            default: Wording.holds(words, phrase)
            }
        }
    }

    private static func phrases(_ list: [String]) -> [[Substring]] {
        list.map { $0.split(separator: " ") }
    }

    private static func holds(_ words: [String], _ phrase: [Substring]) -> Bool {
        guard words.count >= phrase.count else { return false }
        return (0...words.count - phrase.count).contains { start in
            zip(words[start...], phrase).allSatisfy { word, wanted in
                wanted.last == "*" ? word.hasPrefix(wanted.dropLast()) : word == wanted
            }
        }
    }
}
