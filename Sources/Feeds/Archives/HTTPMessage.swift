/// An HTTP response as it was sent, header and body.
struct HTTPMessage {
    let status: Int
    private(set) var headers: [WARCPage.Field] = []
    private let content: ArraySlice<UInt8>

    /// Takes `bytes` apart.
    ///
    /// - Throws: ``FeedError`` if they are no response.
    init(_ bytes: [UInt8]) throws(FeedError) {
        var index = bytes.startIndex
        func line() -> ArraySlice<UInt8>? {
            guard index < bytes.endIndex else { return nil }
            let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
            defer { index = min(end + 1, bytes.endIndex) }
            var line = bytes[index..<end]
            if line.last == 0x0D { line.removeLast() }
            return line
        }
        guard let first = line(), first.starts(with: "HTTP/".utf8) else {
            throw FeedError(.malformed, "it is no HTTP response")
        }
        let words = first.split(separator: 0x20, maxSplits: 2)
        guard words.count >= 2, let status = Int(String(decoding: words[1], as: UTF8.self)),
            (100...999).contains(status)
        else { throw FeedError(.malformed, "its HTTP response has no status") }
        self.status = status
        while let line = line(), !line.isEmpty {
            guard headers.count < 500, line.count <= 65_536 else {
                throw FeedError(.tooLarge, "its HTTP header is too large")
            }
            if line.first == 0x20 || line.first == 0x09, !headers.isEmpty {
                headers[headers.count - 1].value +=
                    " " + Ascii.trimmed(String(decoding: line, as: UTF8.self))
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            headers.append(
                WARCPage.Field(
                    name: String(decoding: line[..<colon], as: UTF8.self),
                    value: Ascii.trimmed(String(decoding: line[(colon + 1)...], as: UTF8.self))))
        }
        content = bytes[index...]
    }

    /// The body with its encodings undone. Archives often keep the header of a body that they keep
    /// decoded already: what does not look encoded is left as it is.
    func body(limit: Int) throws(FeedError) -> [UInt8] {
        var body = Array(content)
        for coding in list("transfer-encoding").reversed() where coding == "chunked" {
            body = ChunkedBody.decode(body) ?? body
        }
        let codings =
            list("content-encoding") + list("transfer-encoding").filter { $0 != "chunked" }
        guard codings.count <= 5 else {
            throw FeedError(.compression, "it is encoded \(codings.count) times")
        }
        for coding in codings.reversed() {
            body = try ContentCoding.decode(body, coding, limit: limit)
        }
        return body
    }

    /// The words of all fields called `name`, in lower case.
    private func list(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }
            .flatMap { $0.value.lowercased().split(separator: ",") }
            .map { Ascii.trimmed($0) }
    }
}
