/// Takes out of a page what would hold up libxml2: NUL bytes, which end the page for it, and tags
/// with very many attributes, each of which it compares with all others (20,000 took a second).
enum HTMLGuard {
    /// Attributes of one tag that are let through, counted by what separates them.
    private static let attributeLimit = 500

    /// `page`, with the rest of every overlong tag left out.
    static func bounded(_ page: [UInt8]) -> [UInt8] {
        // Most pages have nothing of the kind, and looking is cheaper than copying.
        guard isSuspect(page) else { return page }
        var result: [UInt8] = []
        result.reserveCapacity(page.count)
        var place = Place.text
        var separators = 0
        var previous: UInt8 = 0
        for byte in page where byte != 0 {
            defer { previous = byte }
            switch place {
            case .text:
                if previous == UInt8(ascii: "<"), (0x61...0x7A).contains(byte | 0x20) {
                    place = .tag
                    separators = 0
                }
            case .tag:
                switch byte {
                case UInt8(ascii: ">"): place = .text
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    // Only a value is quoted; a stray mark is a name's.
                    separators += 1
                    if previous == UInt8(ascii: "=") { place = .quoted(byte) }
                case 0x00...0x20, UInt8(ascii: "/"), UInt8(ascii: "="): separators += 1
                default: break
                }
                if separators > 2 * attributeLimit {
                    place = .dropped
                    result.append(UInt8(ascii: ">"))
                    continue
                }
            case .quoted(let mark): if byte == mark { place = .tag }
            case .dropped:
                // A tag that is never closed must not swallow the next one.
                if byte == UInt8(ascii: ">") {
                    place = .text
                    continue
                }
                guard byte == UInt8(ascii: "<") else { continue }
                place = .text
            }
            result.append(byte)
        }
        return result
    }

    /// Whether there is a NUL byte, or as many separators as a tag may have between two `<`.
    private static func isSuspect(_ page: [UInt8]) -> Bool {
        page.withUnsafeBufferPointer { page in
            var separators = 0
            for byte in page {
                switch byte {
                case 0: return true
                case UInt8(ascii: "<"): separators = 0
                case 0x01...0x20, UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "\""),
                    UInt8(ascii: "'"):
                    separators += 1
                    if separators > 2 * attributeLimit { return true }
                default: break
                }
            }
            return false
        }
    }

    private enum Place { case text, tag, dropped, quoted(UInt8) }
}
