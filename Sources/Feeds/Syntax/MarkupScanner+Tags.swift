extension MarkupScanner {
    /// Reads a tag that begins with `</`; false if it names nothing.
    mutating func readEndTag() -> Bool {
        tagStart = position
        var index = position + 2
        skipSpace(&index)
        let start = index
        while index < bytes.count, Ascii.continuesName(bytes[index]) { index += 1 }
        name = start..<index
        attributes.removeAll(keepingCapacity: true)
        // What else stands in it means nothing; a tag that is not closed ends before the next.
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            if bytes[index] == UInt8(ascii: "<") {
                isRepaired = true
                position = index
                return !name.isEmpty
            }
            index += 1
        }
        position = min(index + 1, bytes.count)
        return !name.isEmpty
    }

    /// Reads a tag that begins with `<` and a letter.
    mutating func readStartTag() {
        tagStart = position
        var index = position + 1
        let start = index
        while index < bytes.count, Ascii.continuesName(bytes[index]) { index += 1 }
        name = start..<index
        attributes.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        isSelfClosing = false
        while true {
            skipSpace(&index)
            guard index < bytes.count else {
                isRepaired = true
                break
            }
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                index += 1
                break
            }
            if byte == UInt8(ascii: "<") {
                isRepaired = true
                break
            }
            if byte == UInt8(ascii: "/") {
                index += 1
                if index < bytes.count, bytes[index] == UInt8(ascii: ">") {
                    isSelfClosing = true
                    index += 1
                    break
                }
                continue
            }
            readAttribute(&index)
        }
        position = index
        if isHTML { skipRawText() }
    }

    private mutating func readAttribute(_ index: inout Int) {
        let start = index
        while index < bytes.count, !Self.endsName(bytes[index]) { index += 1 }
        // Something that can be no name, such as a stray quotation mark, is passed over.
        if index == start { index += 1 }
        let name = start..<index
        skipSpace(&index)
        guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
            isRepaired = true
            keep(name, index..<index)
            return
        }
        index += 1
        skipSpace(&index)
        guard index < bytes.count else { return }
        let mark = bytes[index]
        if mark == UInt8(ascii: "\"") || mark == UInt8(ascii: "'") {
            let first = index + 1
            index = first
            while index < bytes.count, bytes[index] != mark { index += 1 }
            keep(name, first..<index)
            index = min(index + 1, bytes.count)
        } else {
            isRepaired = true
            let first = index
            while index < bytes.count, !Ascii.isSpace(bytes[index]),
                bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "<")
            {
                index += 1
            }
            keep(name, first..<index)
        }
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        Ascii.isSpace(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "<")
    }

    private mutating func keep(_ name: Range<Int>, _ raw: Range<Int>) {
        guard attributes.count < FeedLimits.attributes,
            values.count + raw.count <= FeedLimits.text
        else {
            isTruncated = true
            return
        }
        let start = values.count
        var index = raw.lowerBound
        while index < raw.upperBound {
            if bytes[index] == UInt8(ascii: "&"),
                let next = references.append(at: index, of: bytes[..<raw.upperBound], to: &values)
            {
                index = next
            } else {
                values.append(bytes[index])
                index += 1
            }
        }
        attributes.append(Attribute(name: name, value: start..<values.count, raw: raw))
    }

    private func skipSpace(_ index: inout Int) {
        while index < bytes.count, Ascii.isSpace(bytes[index]) { index += 1 }
    }

    /// Passes over the content of a script or style, which may hold what looks like tags.
    private mutating func skipRawText() {
        let name = Ascii.lowercased(tagName)
        guard !isSelfClosing, name == "script" || name == "style" else { return }
        var index = position
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "/"),
                Ascii.isSame(
                    bytes[
                        min(index + 2, bytes.count)..<min(index + 2 + name.utf8.count, bytes.count)],
                    Array(name.utf8)[...])
            {
                break
            }
            index += 1
        }
        position = index
    }
}
