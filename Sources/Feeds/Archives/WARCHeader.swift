/// The named fields of a WARC record.
struct WARCHeader {
    private var fields: [String: String] = [:]
    /// Bytes of the record's block.
    let length: Int

    /// Reads the lines after the version; nil without a Content-Length that is a number.
    init?(_ lines: [[UInt8]]) {
        var last: String?
        for line in lines {
            if let first = line.first, first == 0x20 || first == 0x09, let name = last {
                // Folded lines go on the one before.
                fields[name]? += " " + Ascii.trimmed(String(decoding: line, as: UTF8.self))
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = Ascii.lowercased(line[..<colon])
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
            if fields[name] == nil { fields[name] = Ascii.trimmed(value) }
            last = name
        }
        guard let text = fields["content-length"], let length = Int(text), length >= 0 else {
            return nil
        }
        self.length = length
    }

    subscript(name: String) -> String? { fields[name] }
}
