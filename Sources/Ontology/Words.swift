public import Messages

/// The words of a text, in lower case, with where they stand.
public struct Words: Sendable {
    /// The words.
    public private(set) var texts: [String] = []
    /// Where they stand.
    public private(set) var spans: [Span] = []
    private let scalars: [Unicode.Scalar]

    /// The words of `text`.
    public init(_ text: ScalarText) {
        scalars = text.scalars
        var start: Int?
        for index in 0...scalars.count {
            let inside = index < scalars.count && Words.isInside(scalars, index)
            if inside, start == nil { start = index }
            if !inside, let first = start {
                texts.append(text[Span(first, index)].lowercased())
                spans.append(Span(first, index))
                start = nil
            }
        }
    }

    /// Whether a mark that ends a clause stands right before `position`, after `start` if given.
    func isEnded(between start: Int?, _ position: Int) -> Bool {
        var index = position - 1
        while index >= (start ?? 0), !Words.isInside(scalars, index) {
            if ["." as Unicode.Scalar, ";", ":", "!", "?"].contains(scalars[index]) { return true }
            index -= 1
        }
        return false
    }

    /// Letters, digits, and what joins them: hyphens and apostrophes between them.
    private static func isInside(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        func isWord(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        if isWord(scalars[index]) { return true }
        guard ["-" as Unicode.Scalar, "'", "\u{2019}"].contains(scalars[index]), index > 0,
            index + 1 < scalars.count
        else { return false }
        return isWord(scalars[index - 1]) && isWord(scalars[index + 1])
    }
}
