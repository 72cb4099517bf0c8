import Messages
import TestSupport

extension JSONValue {
    /// The document that `text` holds.
    init(_ text: String) throws {
        self = try JSON.decode(JSONValue.self, from: Array(text.utf8))
    }

    /// The number, if it is a whole one.
    var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }
}
