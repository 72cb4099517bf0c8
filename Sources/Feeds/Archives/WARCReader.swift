internal import Messages

/// Reads the responses of an archive in the order of its records (WARC 1.0 and 1.1, ISO 28500),
/// plain, with a gzip member for each record, or gzip as a whole.
///
/// Nothing but the record in hand is in memory. A record that is broken costs itself: reading goes
/// on at the next one, and ``skipped`` counts it with its reason.
public struct WARCReader: ~Copyable {
    /// Gives the next bytes of the archive, at most so many; none at its end.
    public typealias Source = (Int) throws -> [UInt8]

    /// Responses that could not be read, and the reason of the last one.
    public private(set) var skipped = (count: 0, last: String?.none)

    private var input: WARCInput
    /// Bytes of a response, before its encodings are undone and after.
    private let limit: Int

    /// Reads what `source` gives; responses larger than `limit` bytes are skipped.
    public init(limit: Int = 16 << 20, from source: @escaping Source) {
        self.limit = limit
        input = WARCInput(source)
    }

    /// The next response; nil at the end.
    ///
    /// - Throws: ``FeedError`` if this is no WARC or its compression is broken beyond repair, and
    ///   what the source throws.
    public mutating func next() throws -> WARCPage? {
        while true {
            guard let (header, offset) = try readHeader() else { return nil }
            let type = header["warc-type"]?.lowercased()
            guard type == "response", let target = header["warc-target-uri"] else {
                try input.skip(header.length)
                continue
            }
            guard header.length <= limit else {
                try input.skip(header.length)
                skip("\(target): its \(header.length) bytes are more than \(limit)")
                continue
            }
            let block = try input.take(header.length)
            guard block.count == header.length else {
                guard let goesOn = try input.passBrokenData() else {
                    skip("\(target): the archive ends within it")
                    return nil
                }
                skip("\(target): its compressed data are broken")
                guard goesOn else { return nil }
                continue
            }
            do throws(FeedError) {
                return try page(header, target, block, offset)
            } catch {
                skip("\(target): \(error)")
            }
        }
    }

    private mutating func skip(_ reason: String) {
        skipped = (skipped.count + 1, reason)
    }

    private mutating func readHeader() throws -> (WARCHeader, Int)? {
        while true {
            // Empty lines separate records.
            try input.skipEmptyLines()
            let offset = input.offset
            guard let line = try input.line() else {
                guard let goesOn = try input.passBrokenData() else { return nil }
                guard goesOn || offset > 0 else {
                    throw FeedError(.compression, "its compressed data are broken")
                }
                skip("byte \(offset): its compressed data are broken")
                guard goesOn else { return nil }
                continue
            }
            if line.starts(with: "WARC/".utf8) {
                if let header = try fields() {
                    isResyncing = false
                    return (header, offset)
                }
                // One that breaks off in its header is counted below.
                guard !input.isBroken else { continue }
                skip("byte \(offset): its header has no length that can be read")
                isResyncing = true
            } else if offset == 0 {
                throw FeedError(.notAFeed, "this is no WARC archive")
            } else if !isResyncing {
                isResyncing = true
                skip("byte \(offset): no record begins here")
            }
        }
    }

    /// Whether lines are passed over in search of a record.
    private var isResyncing = false

    private mutating func fields() throws -> WARCHeader? {
        var lines: [[UInt8]] = []
        var size = 0
        while let line = try input.line(), !line.isEmpty {
            size += line.count
            guard size <= 65_536, lines.count < 200 else { return nil }
            lines.append(line)
        }
        return WARCHeader(lines)
    }

    private func page(
        _ header: WARCHeader, _ target: String, _ block: [UInt8], _ offset: Int
    ) throws(FeedError) -> WARCPage {
        // WARC 1.0 has the address in angle brackets by its grammar.
        let url =
            target.hasPrefix("<") && target.hasSuffix(">")
            ? String(target.dropFirst().dropLast()) : target
        let response = try HTTPMessage(block)
        return WARCPage(
            url: url, date: header["warc-date"].flatMap(FeedDate.read), status: response.status,
            headers: response.headers, body: try response.body(limit: limit), offset: offset)
    }
}
