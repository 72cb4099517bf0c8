/// Makes UTF-8 of a document that states its encoding in up to three places.
///
/// A byte order mark is believed first, then the HTTP header, then the XML prolog, then the bytes
/// themselves: an encoding in which they are not valid text is passed over. A label of the Latin-1
/// family is passed over for bytes that are valid UTF-8 beyond ASCII: servers state it by default.
enum TextEncoding {
    /// What came of it.
    struct Decoded {
        /// Valid UTF-8 without a byte order mark and without characters that XML forbids.
        var bytes: [UInt8]
        /// Whether something had to be left out or replaced.
        var isRepaired = false
    }

    /// `bytes` as UTF-8.
    static func decode(_ bytes: [UInt8], contentType: String?) -> Decoded {
        if let (label, length) = byteOrderMark(bytes) {
            return clean(convert(bytes[length...], from: label))
        }
        if let label = wide(bytes) { return clean(convert(bytes[...], from: label)) }
        let stated = [charset(in: contentType), prolog(bytes)].compactMap { $0 }
            .map(EncodingLabel.init)
            // Bytes that begin like ASCII are in no encoding of wider units.
            .filter { !$0.isWide }
        let isUTF8 = (try? UTF8Span(validating: bytes.span)) != nil
        if isUTF8, stated.allSatisfy({ $0.isLatin || $0.isUTF8 }) || isASCII(bytes) {
            // Encodings such as ISO-2022-JP are ASCII all through.
            guard let label = stated.first(where: { $0.isStateful }) else {
                return clean(Decoded(bytes: bytes))
            }
            return clean(convert(bytes[...], from: label))
        }
        for label in stated where !label.isUTF8 {
            if label.isLatin { return clean(Decoded(bytes: Windows1252.utf8(bytes[...]))) }
            if let converted = Iconv.convert(bytes[...], from: label.name) {
                return clean(Decoded(bytes: converted))
            }
        }
        if isUTF8 { return clean(Decoded(bytes: bytes)) }
        // Nothing fits. Where UTF-8 was stated and nearly all is UTF-8, it is broken UTF-8.
        if Windows1252.isLikely(bytes) {
            return clean(Decoded(bytes: Windows1252.utf8(bytes[...]), isRepaired: true))
        }
        return clean(
            Decoded(
                bytes: Array(String(decoding: bytes, as: UTF8.self).utf8),
                isRepaired: true))
    }

    private static func isASCII(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { $0 < 0x80 } }

    private static func convert(_ bytes: ArraySlice<UInt8>, from label: EncodingLabel) -> Decoded {
        if label.isUTF8 {
            if (try? UTF8Span(validating: bytes.span)) != nil {
                return Decoded(bytes: Array(bytes))
            }
            return Decoded(
                bytes: Array(String(decoding: bytes, as: UTF8.self).utf8), isRepaired: true)
        }
        if let converted = Iconv.convert(bytes, from: label.name) {
            return Decoded(bytes: converted)
        }
        return Decoded(
            bytes: Iconv.convert(bytes, from: label.name, replacing: true) ?? [],
            isRepaired: true)
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> (EncodingLabel, Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (EncodingLabel("utf-8"), 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return (EncodingLabel("utf-32le"), 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (EncodingLabel("utf-32be"), 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (EncodingLabel("utf-16le"), 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (EncodingLabel("utf-16be"), 2) }
        return nil
    }

    /// The encoding that the first character, an angle bracket, gives away (XML 1.0, appendix F).
    private static func wide(_ bytes: [UInt8]) -> EncodingLabel? {
        if bytes.starts(with: [0x3C, 0, 0, 0]) { return EncodingLabel("utf-32le") }
        if bytes.starts(with: [0, 0, 0, 0x3C]) { return EncodingLabel("utf-32be") }
        if bytes.count > 3, bytes[0] == 0x3C, bytes[1] == 0, bytes[3] == 0 {
            return EncodingLabel("utf-16le")
        }
        if bytes.count > 3, bytes[0] == 0, bytes[1] == 0x3C, bytes[2] == 0 {
            return EncodingLabel("utf-16be")
        }
        if bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { return EncodingLabel("cp037") }
        return nil
    }

    /// The charset parameter of a media type.
    static func charset(in contentType: String?) -> String? {
        guard let contentType, contentType.utf8.count < 1000 else { return nil }
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, Ascii.trimmed(parts[0]).lowercased() == "charset" else {
                continue
            }
            let value = Ascii.trimmed(parts[1]).filter { $0 != "\"" && $0 != "'" }
            return value.isEmpty ? nil : value
        }
        return nil
    }

    /// The encoding that an XML declaration at the beginning states.
    private static func prolog(_ bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(400), as: UTF8.self)
        guard let start = head.firstRange(of: "<?xml"),
            let end = head[start.upperBound...].firstRange(of: "?>"),
            let key = head[start.upperBound..<end.lowerBound].firstRange(of: "encoding")
        else { return nil }
        let rest = head[key.upperBound..<end.lowerBound]
        guard let mark = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) else { return nil }
        let value = rest[rest.index(after: mark)...].prefix { $0 != rest[mark] }
        return value.isEmpty ? nil : Ascii.trimmed(value)
    }

    /// Leaves out what XML forbids: control characters, U+FFFE and U+FFFF.
    private static func clean(_ decoded: Decoded) -> Decoded {
        var decoded = decoded
        if decoded.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { decoded.bytes.removeFirst(3) }
        guard decoded.bytes.contains(where: { $0 < 0x20 && !Ascii.isSpace($0) || $0 == 0xEF })
        else { return decoded }
        var kept: [UInt8] = []
        kept.reserveCapacity(decoded.bytes.count)
        var index = 0
        let bytes = decoded.bytes
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20, !Ascii.isSpace(byte) {
                index += 1
            } else if byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF,
                bytes[index + 2] >= 0xBE
            {
                index += 3
            } else {
                kept.append(byte)
                index += 1
            }
        }
        decoded.isRepaired = decoded.isRepaired || kept.count < bytes.count
        decoded.bytes = kept
        return decoded
    }
}
