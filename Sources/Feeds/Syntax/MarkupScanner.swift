/// Takes XML apart, one tag or stretch of text after another, and goes on whatever it meets.
///
/// libxml2's recovery gives up what comes after a stray `<`, an attribute without quotes or an
/// unknown entity, which feeds are full of; this one reads on. It obeys no DTD: of a DOCTYPE only
/// the values of general entities are taken, as text. Time is linear in the input.
struct MarkupScanner {
    /// What was found.
    enum Token {
        /// A tag that opens `name`; ``isSelfClosing`` says whether it closes it, too.
        case start
        /// A tag that closes `name`.
        case end
        /// Characters, in ``text``.
        case text
    }

    /// An attribute of the last tag.
    struct Attribute {
        /// The name's place in ``bytes``.
        var name: Range<Int>
        /// The value's place in ``values``, references replaced.
        var value: Range<Int>
        /// The value's place in ``bytes``, without quotes.
        var raw: Range<Int>
    }

    /// The document, valid UTF-8.
    let bytes: [UInt8]
    /// Whether it is HTML: scripts and styles hold no tags, there are no CDATA sections.
    let isHTML: Bool
    var position = 0
    /// The place of the last tag's name.
    var name = 0..<0
    /// Where the last tag begins.
    var tagStart = 0
    var attributes: [Attribute] = []
    var values: [UInt8] = []
    var isSelfClosing = false
    /// The characters of the last text.
    var text: [UInt8] = []
    /// Whether something was not as XML wants it.
    var isRepaired = false
    /// Whether something was left out because it was too much.
    var isTruncated = false
    var references = CharacterReferences()

    init(_ bytes: [UInt8], isHTML: Bool = false) {
        self.bytes = bytes
        self.isHTML = isHTML
    }

    /// The next tag or text; nil at the end.
    mutating func next() -> Token? {
        text.removeAll(keepingCapacity: true)
        while position < bytes.count {
            let byte = bytes[position]
            if byte != UInt8(ascii: "<") {
                readCharacters()
                continue
            }
            let following = position + 1 < bytes.count ? bytes[position + 1] : 0
            switch following {
            case UInt8(ascii: "!"): readDeclaration()
            case UInt8(ascii: "?"): position = end(of: "?>", from: position + 2) ?? bytes.count
            case UInt8(ascii: "/"):
                if !text.isEmpty { return .text }
                if readEndTag() { return .end }
            default:
                guard Ascii.beginsName(following) else {
                    isRepaired = true
                    append(position..<(position + 1))
                    position += 1
                    continue
                }
                if !text.isEmpty { return .text }
                readStartTag()
                return .start
            }
        }
        if references.isExhausted { isTruncated = true }
        return text.isEmpty ? nil : .text
    }

    /// The name of the last tag.
    var tagName: ArraySlice<UInt8> { bytes[name] }

    /// The value of an attribute of the last tag, by its name in lower case.
    func value(_ wanted: StaticString) -> String? {
        wanted.withUTF8Buffer { wanted in
            for attribute in attributes
            where attribute.name.count == wanted.count
                && zip(bytes[attribute.name], wanted).allSatisfy({ Ascii.lowered($0) == $1 })
            {
                return String(decoding: values[attribute.value], as: UTF8.self)
            }
            return nil
        }
    }

    // MARK: Text

    private mutating func append(_ range: Range<Int>) {
        guard text.count + range.count <= FeedLimits.text else {
            isTruncated = true
            return
        }
        text.append(contentsOf: bytes[range])
    }

    private mutating func readCharacters() {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "<"),
            bytes[position] != UInt8(ascii: "&")
        {
            position += 1
        }
        append(start..<position)
        guard position < bytes.count, bytes[position] == UInt8(ascii: "&") else { return }
        guard text.count < FeedLimits.text else {
            isTruncated = true
            position += 1
            return
        }
        if let next = references.append(at: position, of: bytes[...], to: &text) {
            position = next
        } else {
            isRepaired = true
            text.append(UInt8(ascii: "&"))
            position += 1
        }
    }

    // MARK: What is no element

    /// The index after the next `mark` at or after `start`.
    func end(of mark: StaticString, from start: Int) -> Int? {
        mark.withUTF8Buffer { mark in
            guard start >= 0, bytes.count >= start + mark.count else { return nil }
            var index = start
            let last = bytes.count - mark.count
            while index <= last {
                if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark)
                {
                    return index + mark.count
                }
                index += 1
            }
            return nil
        }
    }

    private func begins(with mark: StaticString, at index: Int) -> Bool {
        mark.withUTF8Buffer { mark in
            bytes.count - index >= mark.count
                && zip(bytes[index...], mark).allSatisfy { Ascii.lowered($0) == Ascii.lowered($1) }
        }
    }

    private mutating func readDeclaration() {
        if begins(with: "<!--", at: position) {
            position = end(of: "-->", from: position + 4) ?? bytes.count
        } else if !isHTML, begins(with: "<![CDATA[", at: position) {
            let start = position + 9
            let after = end(of: "]]>", from: start)
            if after == nil { isRepaired = true }
            append(start..<(after.map { $0 - 3 } ?? bytes.count))
            position = after ?? bytes.count
        } else if !isHTML, begins(with: "<!DOCTYPE", at: position) {
            var doctype = DocumentType(bytes: bytes, position: position + 9)
            position = doctype.read(into: &references)
        } else {
            position = end(of: ">", from: position) ?? bytes.count
        }
    }
}
