/// Why bytes are not a message: what is wrong, and where.
public struct MessageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault.
    public enum Code: String, Hashable, Sendable {
        /// The frames are not an envelope: count, magic or a fixed-size frame is wrong.
        case malformedFrames
        /// The envelope names a command that does not exist.
        case unknownCommand
        /// The header is not JSON.
        case malformedJSON
        /// The header is for another message or another version.
        case wrongSchema
        /// A key is missing, unknown, null or of the wrong type.
        case malformedField
        /// A value is of the right type but not allowed, such as a span outside the text.
        case invalidValue
        /// A size limit is exceeded.
        case tooLarge
    }

    /// The kind of fault.
    public var code: Code
    /// Where, as `header.paragraphs[3].span`; empty for the whole message.
    public var path: String
    /// What is wrong there, for a person.
    public var reason: String

    /// An error of kind `code` at `path`.
    public init(_ code: Code, at path: String = "", _ reason: String) {
        self.code = code
        self.path = MessageError.oneLine(path)
        self.reason = MessageError.oneLine(reason)
    }

    /// The text with control characters replaced: keys and values of strangers end up in logs.
    private static func oneLine(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else {
            return text
        }
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            view.append(scalar.properties.generalCategory == .control ? "?" : scalar)
        }
        return String(view)
    }

    public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}
