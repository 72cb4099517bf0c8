import CXML

/// The attributes of one element of a live document.
struct HTMLAttributes {
    private let first: UnsafeMutablePointer<xmlAttr>?

    /// Attributes of one element that are looked at.
    private static let countLimit = 64
    /// Bytes of a value that are read; an attribute may be megabytes long.
    private static let lengthLimit = 4096

    /// The attributes of `node`, which must be an element of a document that outlives this.
    init(_ node: xmlNodePtr) { first = node.pointee.properties }

    /// The value of the attribute with a lower-case `name`, cut to a sane length.
    subscript(name: StaticString) -> String? {
        var value: String?
        forEach { key, text in
            guard value == nil, Self.equal(key, name) else { return }
            value = text.map { Self.string($0) } ?? ""
        }
        return value
    }

    /// What class, id, role, itemprop and style say about the element.
    func role(_ names: ElementNames) -> (role: ElementRole, isMain: Bool) {
        var role: ElementRole = []
        var isMain = false
        forEach { key, text in
            switch key[0] {
            case UInt8(ascii: "c") where Self.equal(key, "class"),
                UInt8(ascii: "i") where Self.equal(key, "id"):
                if let text { role.formUnion(names.roles(of: text)) }
            case UInt8(ascii: "r") where Self.equal(key, "role"):
                guard let text else { return }
                role.formUnion(names.roles(of: text))
                if Self.equal(text, "main") { isMain = true }
            case UInt8(ascii: "i") where Self.equal(key, "itemprop"):
                guard let text else { return }
                if Self.holds(text, "articlebody") { role.insert(.body) }
                if Self.holds(text, "datepublished") { role.insert(.date) }
                if Self.holds(text, "author") { role.insert(.byline) }
            case UInt8(ascii: "h") where Self.equal(key, "hidden"): role.insert(.hidden)
            case UInt8(ascii: "a") where Self.equal(key, "aria-hidden"):
                if let text, Self.equal(text, "true") { role.insert(.hidden) }
            case UInt8(ascii: "s") where Self.equal(key, "style"):
                guard let text else { return }
                if Self.holds(text, "display:none") || Self.holds(text, "visibility:hidden") {
                    role.insert(.hidden)
                }
            default: break
            }
        }
        return (role, isMain)
    }

    /// The names and values, in order; a value without text is nil.
    private func forEach(_ visit: (UnsafePointer<xmlChar>, UnsafePointer<xmlChar>?) -> Void) {
        var next = first
        var count = 0
        while let attribute = next, count < Self.countLimit {
            next = attribute.pointee.next
            count += 1
            guard let name = attribute.pointee.name else { continue }
            let value = attribute.pointee.children?.pointee.content
            visit(name, value.map { UnsafePointer($0) })
        }
    }

    private static func equal(_ text: UnsafePointer<xmlChar>, _ name: StaticString) -> Bool {
        for index in 0..<name.utf8CodeUnitCount where text[index] != name.utf8Start[index] {
            return false
        }
        return text[name.utf8CodeUnitCount] == 0
    }

    /// Whether the lower-case `word` stands in `text`, not minding case and white space.
    private static func holds(_ text: UnsafePointer<xmlChar>, _ word: StaticString) -> Bool {
        let first = word.utf8Start[0]
        var start = 0
        while start < lengthLimit, text[start] != 0 {
            defer { start += 1 }
            guard lower(text[start]) == first else { continue }
            var (position, matched) = (start, 0)
            while matched < word.utf8CodeUnitCount, text[position] != 0 {
                if text[position] > 0x20 {
                    guard lower(text[position]) == word.utf8Start[matched] else { break }
                    matched += 1
                }
                position += 1
            }
            if matched == word.utf8CodeUnitCount { return true }
        }
        return false
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    private static func string(_ text: UnsafePointer<xmlChar>) -> String {
        var count = 0
        while count < lengthLimit, text[count] != 0 { count += 1 }
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }
}
