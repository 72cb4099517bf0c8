import Messages
import TestSupport

extension JSONValue {
    /// The document that `text` holds.
    init(_ text: String) throws {
        self = try JSON.decode(JSONValue.self, from: Array(text.utf8))
    }

    /// The number, if it is a whole one.
    var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

    /// The text, if it is one.
    var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The entries, if it is a list.
    var list: [JSONValue] { if case .array(let entries) = self { entries } else { [] } }
}
