/// The elements that matter, by what they do to text.
enum HTMLTag: UInt8 {
    /// Changes nothing: `span`, `a` and whatever is unknown.
    case inline
    case anchor, strong
    /// Separates paragraphs: `div`, `section` and the like.
    case block
    case paragraph, heading, quote, item, row, cell, preformatted, lineBreak
    case body, article, main
    /// The head of a page, which is furniture, or of an article, which is not.
    case header
    case figure, caption
    /// Furniture, unless the text is nowhere else.
    case noscript
    /// Never part of an article: navigation, forms, footers.
    case furniture
    /// Not text at all: scripts, styles, drawings, frames.
    case hidden

    /// The tag of a lower-case name that ends with a zero byte.
    init(_ name: UnsafePointer<UInt8>) {
        // Longer names are no HTML.
        var hash: UInt64 = 0
        var count = 0
        while name[count] != 0 {
            guard count < 10 else {
                self = .inline
                return
            }
            hash = hash &* 131 &+ UInt64(name[count])
            count += 1
        }
        self = Self.byHash[hash] ?? .inline
    }

    /// Whether text before and after its edges stands in different paragraphs.
    var separates: Bool {
        switch self {
        case .inline, .anchor, .strong, .cell, .lineBreak: false
        default: true
        }
    }

    /// The names by a hash of their letters, which nine of ASCII fit into without a clash.
    private static let byHash = [UInt64: HTMLTag](
        uniqueKeysWithValues: names.map { name, tag in
            (name.utf8.reduce(0) { $0 &* 131 &+ UInt64($1) }, tag)
        })

    private static let names: [String: HTMLTag] = [
        "a": .anchor, "b": .strong, "strong": .strong, "p": .paragraph, "br": .lineBreak,
        "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading,
        "h6": .heading, "blockquote": .quote, "li": .item, "dd": .item, "dt": .item, "tr": .row,
        "td": .cell, "th": .cell, "pre": .preformatted, "body": .body, "article": .article,
        "main": .main, "div": .block, "section": .block, "ul": .block, "ol": .block, "dl": .block,
        "table": .block, "tbody": .block, "thead": .block, "center": .block, "details": .block,
        "summary": .block, "hgroup": .block, "address": .block, "hr": .block, "fieldset": .block,
        "html": .block, "figure": .figure,
        "caption": .caption, "figcaption": .caption, "noscript": .noscript, "header": .header,
        "nav": .furniture, "footer": .furniture, "aside": .furniture,
        "form": .furniture, "dialog": .furniture, "menu": .furniture,
        "script": .hidden, "style": .hidden, "template": .hidden,
        "svg": .hidden, "iframe": .hidden, "object": .hidden, "canvas": .hidden, "video": .hidden,
        "audio": .hidden, "button": .hidden, "select": .hidden, "textarea": .hidden,
        "label": .hidden,
        "input": .hidden, "math": .hidden, "map": .hidden, "head": .hidden,
    ]
}
