/// The elements that matter, by what they do to text.
enum HTMLTag: UInt8 {
    /// Changes nothing: `span`, `a` and whatever is unknown.
    case inline
    case anchor, strong
    /// Separates paragraphs: `div`, `section` and the like.
    case block
    case paragraph, heading, quote, item, row, cell, preformatted, lineBreak
    case body, article, main
    /// Never part of an article: navigation, forms, footers.
    case furniture
    /// Not text at all: scripts, styles, drawings, frames.
    case hidden

    init(_ name: String) { self = Self.names[name] ?? .inline }

    /// Whether text before and after its edges stands in different paragraphs.
    var separates: Bool {
        switch self {
        case .inline, .anchor, .strong, .cell, .lineBreak: false
        default: true
        }
    }

    private static let names: [String: HTMLTag] = [
        "a": .anchor, "b": .strong, "strong": .strong, "p": .paragraph, "br": .lineBreak,
        "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading,
        "h6": .heading, "blockquote": .quote, "li": .item, "dd": .item, "dt": .item, "tr": .row,
        "td": .cell, "th": .cell, "pre": .preformatted, "body": .body, "article": .article,
        "main": .main, "div": .block, "section": .block, "ul": .block, "ol": .block, "dl": .block,
        "table": .block, "tbody": .block, "thead": .block, "center": .block, "details": .block,
        "summary": .block, "hgroup": .block, "address": .block, "hr": .block, "fieldset": .block,
        "html": .block, "caption": .block, "figcaption": .block, "figure": .block,
        "nav": .furniture, "header": .furniture, "footer": .furniture, "aside": .furniture,
        "form": .furniture, "dialog": .furniture, "menu": .furniture,
        "script": .hidden, "style": .hidden, "noscript": .hidden, "template": .hidden,
        "svg": .hidden, "iframe": .hidden, "object": .hidden, "canvas": .hidden, "video": .hidden,
        "audio": .hidden, "button": .hidden, "select": .hidden, "textarea": .hidden,
        "input": .hidden, "math": .hidden, "map": .hidden, "head": .hidden,
    ]
}

/// What an element's class, id and role say about it.
enum HTMLRole {
    /// Whether these names mark navigation, notices, advertising or comments.
    static func isFurniture(_ names: String) -> Bool {
        var previous = ""
        for word in words(of: names) {
            if furniture.contains(word) || pairs.contains("\(previous) \(word)") { return true }
            previous = word
        }
        return false
    }

    /// `most`, `read`, `list` of `mostRead_list`.
    private static func words(of names: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        for byte in names.utf8.prefix(512) {
            let isUpper = (0x41...0x5A).contains(byte)
            let isLetter = isUpper || (0x61...0x7A).contains(byte)
            if !isLetter || (isUpper && wasLower) {
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
            }
            if isLetter { word.append(byte | 0x20) }
            wasLower = isLetter && !isUpper
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    private static let furniture: Set<String> = [
        "nav", "navigation", "navbar", "menu", "breadcrumb", "breadcrumbs", "complementary",
        "banner", "contentinfo", "search", "dialog", "alertdialog", "cookie", "cookies", "consent",
        "gdpr", "newsletter", "newsletters", "signup", "subscribe", "subscription", "paywall",
        "related", "recommended", "recommendations", "recirculation", "comments", "comment",
        "disqus", "respond", "promo", "promotion", "promoted", "advert", "advertisement",
        "advertising", "ad", "ads", "sponsored", "sponsor", "share", "sharing", "social",
        "sidebar", "footer", "masthead", "popup", "modal", "overlay", "toolbar", "pagination",
        "pager", "tags", "taglist", "outbrain", "taboola", "trending", "widget", "skip", "login",
        "register", "teaser", "teasers",
    ]
    private static let pairs: Set<String> = [
        "most read", "most popular", "read more", "read also", "see also", "also read",
        "more stories", "more news", "sr only", "site header", "page header", "global header",
    ]
}
