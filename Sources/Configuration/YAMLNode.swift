/// A piece of a YAML document that knows where it stands.
struct YAMLNode: Equatable, Sendable {
    enum Content: Equatable, Sendable {
        /// Text; `plain` if it stood there without quotes.
        case scalar(String, plain: Bool)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    struct Entry: Equatable, Sendable {
        var key: String
        /// The line of the key, from 1.
        var line: Int
        var value: YAMLNode
    }

    var content: Content
    /// From 1.
    var line: Int
    /// From 1.
    var column: Int

    /// Whether nothing stands there, or YAML's word for nothing.
    var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// What it is, for error messages.
    var kind: String {
        switch content {
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a group of keys"
        }
    }
}

/// Words from the file inside an error message: short, quoted, and on one line.
func quoted(_ text: String) -> String {
    YAMLText.quoted(text.count > 60 ? text.prefix(60) + "…" : text)
}
