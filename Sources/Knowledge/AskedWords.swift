internal import Language
internal import Messages

/// Words for what somebody asks for, refuses or threatens to do, and the modes that it is of.
public struct AskedWords: Sendable {
    /// The mode by the verb's base form, its particle behind it: `pull out`.
    public private(set) var verbs: [String: String] = [:]
    /// The mode by the noun in the singular, or as it is used.
    public private(set) var nouns: [String: String] = [:]
    /// Words that only lead to what is asked for: "start talks", "agree to leave".
    public private(set) var leads: Set<String> = []

    /// The words by the types of acts that they belong to, from `path`.
    static func read(_ path: String) throws(LanguageError) -> [EventType: AskedWords] {
        var all: [EventType: AskedWords] = [:]
        for row in try Table(path: path, columns: 4...4).rows {
            let part = try row.text(1)
            guard ["verb", "noun", "light"].contains(part) else {
                throw row.error("\"\(part)\" is no part of speech")
            }
            let mode = try row.text(2)
            for name in row.list(0, separator: ",") {
                guard let type = EventType(rawValue: name) else {
                    throw row.error("\"\(name)\" is not an event type")
                }
                for word in row.list(3) {
                    switch part {
                    case "verb": all[type, default: AskedWords()].verbs[word] = mode
                    case "noun": all[type, default: AskedWords()].nouns[word] = mode
                    default: all[type, default: AskedWords()].leads.insert(word)
                    }
                }
            }
        }
        return all
    }
}
