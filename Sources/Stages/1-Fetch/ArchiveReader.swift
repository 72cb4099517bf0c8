import Feeds
import Glibc
import Messages

/// Reads the pages that a WARC archive keeps, plain or gzip, one after the other.
struct ArchiveReader {
    let source: String
    let publisher: String?
    /// Largest page, in bytes.
    let limit: Int

    /// Whether a file's name is one of an archive's.
    static func isArchive(_ path: String) -> Bool {
        let name = path.lowercased()
        return name.hasSuffix(".warc") || name.hasSuffix(".warc.gz")
    }

    /// Reads an open file to its end. What is no page, such as an image, a redirect or an error,
    /// gives nothing; what is broken gives a fault.
    func read(
        _ descriptor: Int32, fetched: Timestamp,
        _ take: (DocumentReader.Finding) async throws -> Void
    ) async rethrows {
        var reader = WARCReader(limit: limit) { count in
            var buffer = [UInt8](repeating: 0, count: count)
            while true {
                let got = Glibc.read(descriptor, &buffer, count)
                if got >= 0 { return Array(buffer[..<got]) }
                if errno != EINTR { throw FetchError(String(cString: strerror(errno))) }
            }
        }
        while true {
            let page: WARCPage?
            do {
                page = try reader.next()
            } catch {
                try await take(.fault(line: nil, reason: "\(error)"))
                return
            }
            guard let page else { break }
            guard page.status == 200, let document = document(page, fetched) else { continue }
            try await take(.document(document, ignored: [], line: nil))
        }
        let skipped = reader.skipped
        if skipped.count > 0 {
            try await take(
                .fault(
                    line: nil,
                    reason: "\(skipped.count) records cannot be read, the last one: "
                        + (skipped.last ?? "")))
        }
    }

    private func document(_ page: WARCPage, _ fetched: Timestamp) -> RawDocument? {
        guard page.url.utf8.count <= Limits.line,
            let format = EntryDocument.format(page.header("content-type"))
        else { return nil }
        return RawDocument(
            source: source, item: page.url, format: format, url: page.url, publisher: publisher,
            fetched: page.date ?? fetched,
            body: StatedEncoding.applied(to: page.body, contentType: page.header("content-type")))
    }
}
