/// Reads a DOCTYPE for the general entities it declares, and for nothing else.
struct DocumentType {
    let bytes: [UInt8]
    /// The index after `<!DOCTYPE`.
    var position: Int

    /// Declares the entities and returns the index after the whole.
    mutating func read(into references: inout CharacterReferences) -> Int {
        var isInside = false
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "["):
                isInside = true
                position += 1
            case UInt8(ascii: "]"):
                isInside = false
                position += 1
            case UInt8(ascii: ">") where !isInside: return position + 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = quoted()
            case UInt8(ascii: "<"):
                // Markup where none can be: the DOCTYPE was never closed.
                guard isInside else { return position }
                readDeclaration(into: &references)
            default: position += 1
            }
        }
        return position
    }

    /// Reads `<!ENTITY name "value">`; passes over every other declaration.
    private mutating func readDeclaration(into references: inout CharacterReferences) {
        let start = position
        if matches("<!--") {
            while position < bytes.count,
                !bytes[start..<position].suffix(3).elementsEqual("-->".utf8)
            {
                position += 1
            }
            return
        }
        guard matches("<!ENTITY") else {
            position = start + 1
            while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
                if bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") {
                    _ = quoted()
                } else {
                    position += 1
                }
            }
            position = min(position + 1, bytes.count)
            return
        }
        let name = word()
        skipSpace()
        if name != "%", position < bytes.count,
            bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
        {
            references.declare(name, quoted())
        }
        while position < bytes.count, bytes[position] != UInt8(ascii: ">") {
            if bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") {
                _ = quoted()
            } else {
                position += 1
            }
        }
        position = min(position + 1, bytes.count)
    }

    private mutating func matches(_ mark: String) -> Bool {
        guard bytes[position...].starts(with: mark.utf8) else { return false }
        position += mark.utf8.count
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count, Ascii.isSpace(bytes[position]) { position += 1 }
    }

    private mutating func word() -> String {
        skipSpace()
        let start = position
        while position < bytes.count, !Ascii.isSpace(bytes[position]),
            bytes[position] != UInt8(ascii: ">")
        {
            position += 1
        }
        return String(decoding: bytes[start..<position].prefix(64), as: UTF8.self)
    }

    /// The text between the quotation mark here and the next one like it.
    private mutating func quoted() -> [UInt8] {
        let mark = bytes[position]
        position += 1
        let start = position
        while position < bytes.count, bytes[position] != mark { position += 1 }
        defer { position = min(position + 1, bytes.count) }
        return Array(bytes[start..<position])
    }
}
