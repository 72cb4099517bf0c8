/// The encoding that an HTTP header states for a page, which goes before what the page says.
public enum StatedEncoding {
    /// The page in UTF-8 with a byte order mark, if the header states an encoding and the bytes are
    /// no UTF-8; else the bytes as they are.
    public static func applied(to bytes: [UInt8], contentType: String?) -> [UInt8] {
        guard let contentType, contentType.lowercased().contains("charset="),
            !bytes.starts(with: [0xEF, 0xBB, 0xBF]), !bytes.starts(with: [0xFE, 0xFF]),
            !bytes.starts(with: [0xFF, 0xFE]),
            (try? UTF8Span(validating: bytes.span)) == nil
        else { return bytes }
        return [0xEF, 0xBB, 0xBF]
            + TextEncoding.decode(bytes, contentType: contentType).bytes
    }
}
