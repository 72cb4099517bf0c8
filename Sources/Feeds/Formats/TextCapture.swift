/// The text of one element while it is read.
struct TextCapture {
    /// How the text is written.
    enum Form {
        /// Characters; elements inside mean nothing.
        case value
        /// Characters by what the feed says.
        case plain
        /// HTML in the form of characters.
        case html
        /// HTML as elements.
        case xhtml
        /// Nobody says: RSS.
        case unstated
        /// Bytes in base64; `isHTML` once they are decoded, nil if nobody says.
        case base64(isHTML: Bool?)
        /// Nothing that can be read.
        case unreadable
    }

    let element: FeedElement
    let form: Form
    /// The number of elements it stands in, itself included.
    let depth: Int
    /// What addresses inside are relative to, if the feed says so.
    let base: String?
    /// For a guid, whether it is an address.
    var isPermalink = false
    /// For a link, all of it but the address.
    var link: FeedLink?
    private var bytes: [UInt8] = []
    private var hasMarkup = false
    /// The `div` that wraps XHTML in Atom is not part of the text.
    private var wrapper: Int?

    init(_ element: FeedElement, _ form: Form, depth: Int, base: String?) {
        self.element = element
        self.form = form
        self.depth = depth
        self.base = base
    }

    private var isMarkup: Bool {
        if case .xhtml = form { return true }
        return hasMarkup
    }

    private var hasRoom: Bool { bytes.count < FeedLimits.text }

    mutating func append(_ text: [UInt8]) {
        guard bytes.count + text.count <= FeedLimits.text else { return }
        if isMarkup { HTMLText.append(escaping: text, to: &bytes) } else { bytes += text }
    }

    /// Takes in the start tag that `scanner` has just read. `depth` counts it, too.
    mutating func start(_ scanner: MarkupScanner, base: String?, depth: Int) {
        if case .value = form { return }
        guard hasRoom else { return }
        let name = Self.localName(scanner.tagName)
        if case .xhtml = form, wrapper == nil, name == "div", depth == self.depth + 1,
            bytes.allSatisfy(Ascii.isSpace)
        {
            wrapper = depth
            return
        }
        if !isMarkup {
            hasMarkup = true
            if !HTMLText.isLikely(bytes[...]) {
                var escaped: [UInt8] = []
                HTMLText.append(escaping: bytes, to: &escaped)
                bytes = escaped
            }
        }
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        for attribute in scanner.attributes {
            let key = Ascii.lowercased(scanner.bytes[attribute.name])
            guard !key.hasPrefix("xml") else { continue }
            bytes.append(0x20)
            bytes.append(contentsOf: key.utf8)
            bytes.append(UInt8(ascii: "="))
            let value = scanner.values[attribute.value]
            if let base, HTMLText.isAddress(attribute: key) {
                let text = String(decoding: value, as: UTF8.self)
                HTMLText.append(
                    quoting: URLReference.resolve(text, against: base).utf8, to: &bytes)
            } else {
                HTMLText.append(quoting: value, to: &bytes)
            }
        }
        if HTMLText.void.contains(name) { bytes.append(contentsOf: " /".utf8) }
        bytes.append(UInt8(ascii: ">"))
    }

    /// Takes in the end of the element `name`, at `depth`.
    mutating func end(_ name: ArraySlice<UInt8>, depth: Int) {
        if case .value = form { return }
        guard hasRoom, wrapper != depth else { return }
        let name = Self.localName(name)
        guard !HTMLText.void.contains(name) else { return }
        bytes.append(contentsOf: "</\(name)>".utf8)
    }

    private static func localName(_ name: ArraySlice<UInt8>) -> String {
        let colon = name.lastIndex(of: UInt8(ascii: ":"))
        return Ascii.lowercased(colon.map { name[($0 + 1)...] } ?? name)
    }

    /// The characters, without white space around them.
    var value: String { Ascii.trimmed(String(decoding: bytes, as: UTF8.self)) }

    /// The text in the form it has.
    var text: FeedText {
        switch form {
        case .value, .plain: FeedText(value, isHTML: hasMarkup)
        case .html: FeedText(resolved(value), isHTML: true)
        case .xhtml: FeedText(value, isHTML: true)
        case .unstated:
            hasMarkup
                ? FeedText(value, isHTML: true) : guessed(value)
        case .base64(let isHTML):
            if let decoded = Base64.decode(bytes) {
                Self.text(decoded, isHTML: isHTML, self)
            } else {
                guessed(value)
            }
        case .unreadable: FeedText("")
        }
    }

    private static func text(_ bytes: [UInt8], isHTML: Bool?, _ capture: TextCapture) -> FeedText {
        guard let text = String(validating: bytes, as: UTF8.self) else { return FeedText("") }
        let trimmed = Ascii.trimmed(text)
        guard let isHTML else { return capture.guessed(trimmed) }
        return FeedText(isHTML ? capture.resolved(trimmed) : trimmed, isHTML: isHTML)
    }

    private func guessed(_ text: String) -> FeedText {
        HTMLText.isLikely(text)
            ? FeedText(resolved(text), isHTML: true) : FeedText(text, isHTML: false)
    }

    private func resolved(_ html: String) -> String {
        guard let base else { return html }
        return String(
            decoding: HTMLText.resolved(Array(html.utf8), against: base), as: UTF8.self)
    }
}
