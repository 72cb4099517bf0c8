/// Sizes that hold for everything that travels. Senders check before sending, because a ROUTER
/// with a size limit drops an oversized message without a word.
public enum Limits {
    /// Largest raw document, in bytes.
    public static let document = 8 << 20
    /// Longest article text, in UTF-8 bytes; longer text is cut at a paragraph and marked.
    public static let articleText = 200_000
    /// Largest header of an internal message, in bytes.
    public static let header = 32 << 20
    /// Largest internal message, in bytes.
    public static let internalMessage = 64 << 20
    /// Largest message on a public socket, in bytes.
    public static let publicMessage = 16 << 20
    /// Most entries of any list inside a message.
    public static let listCount = 100_000
    /// Longest single-line text such as a title or a URL, in UTF-8 bytes.
    public static let line = 8192
    /// Longest reason in a failure or refusal, in UTF-8 bytes; longer ones are cut.
    public static let reason = 2000
}

extension String {
    /// The text, cut at a scalar boundary to at most `limit` UTF-8 bytes.
    public func prefix(utf8 limit: Int) -> String {
        if utf8.count <= limit { return self }
        var size = 0
        var cut = unicodeScalars.startIndex
        for index in unicodeScalars.indices {
            size += UTF8.width(unicodeScalars[index])
            if size > limit { break }
            cut = unicodeScalars.index(after: index)
        }
        return String(unicodeScalars[..<cut])
    }
}
