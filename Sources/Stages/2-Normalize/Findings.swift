import Messages

/// What a document says about itself.
struct Findings {
    var title: String?
    var byline: String?
    var publisher: String?
    var url: String?
    var language: String?
    var dateline: String?
    var published: Timestamp?
    var updated: Timestamp?

    /// Fills what is still unknown from the first lines of the text.
    mutating func complete(from front: FrontMatter) {
        title = title ?? front.title
        byline = byline ?? front.byline
        dateline = dateline ?? front.dateline
        published = published ?? front.published
        updated = updated ?? front.updated
    }

    /// `text` on one line and within the limit; nil if nothing is left.
    static func singleLine(_ text: String?) -> String? {
        guard let text else { return nil }
        let lines = TextCleaner.lines(text, limit: Limits.line).lines.filter { !$0.isEmpty }
        let line = lines.joined(separator: " ").prefix(utf8: Limits.line)
        return line.isEmpty ? nil : line
    }
}
