/// Text of a feed, with what is known about how to read it.
public struct FeedText: Hashable, Sendable {
    /// The text as the feed gives it: characters, or HTML.
    public var text: String
    /// Whether it is HTML, with markup and character references.
    public var isHTML: Bool

    /// Text in one of the two forms.
    public init(_ text: String, isHTML: Bool = false) {
        self.text = text
        self.isHTML = isHTML
    }

    /// The characters, without markup, white space run together.
    public var plain: String { isHTML ? PlainText.of(html: text) : PlainText.collapsed(text) }

    /// One line for people and programs that do not know which form it has: the characters, except
    /// where they would be taken for markup that the feed meant to show; then the HTML.
    public var line: String {
        let plain = plain
        return isHTML && plain.utf8.contains(UInt8(ascii: "<")) ? text : plain
    }
}
