import Feeds
import Messages
import Testing

@Suite("An archive") struct WARCTests {
    private func record(
        _ type: String, _ block: [UInt8], uri: String = "https://n.example/a",
        version: String = "1.0", length: Int? = nil
    ) -> [UInt8] {
        Array(
            ("WARC/\(version)\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(uri)\r\n"
                + "WARC-Date: 2024-05-01T08:00:00Z\r\nContent-Length: \(length ?? block.count)\r\n\r\n")
                .utf8) + block + Array("\r\n\r\n".utf8)
    }

    private func http(_ header: String, _ body: [UInt8], status: Int = 200) -> [UInt8] {
        Array("HTTP/1.1 \(status) OK\r\n\(header)\r\n".utf8) + body
    }

    /// All pages of `bytes`, read `piece` bytes at a time, and how many were skipped.
    private func read(
        _ bytes: [UInt8], piece: Int = 1000, limit: Int = 1 << 20
    ) throws -> ([WARCPage], Int, String?) {
        var rest = bytes[...]
        var reader = WARCReader(limit: limit) { wanted in
            let next = Array(rest.prefix(min(piece, wanted)))
            rest = rest.dropFirst(next.count)
            return next
        }
        var pages: [WARCPage] = []
        while let page = try reader.next() { pages.append(page) }
        return (pages, reader.skipped.count, reader.skipped.last)
    }

    private var three: [[UInt8]] {
        [
            record("warcinfo", Array("software: x\r\n".utf8)),
            record(
                "response", http("Content-Type: text/html\r\nX: 1\r\n", Array("<p>one</p>".utf8))),
            record("request", Array("GET / HTTP/1.1\r\n\r\n".utf8)),
            record(
                "response", http("Location: /x\r\n", [], status: 301), uri: "<https://n.example/b>",
                version: "1.1"),
        ]
    }

    @Test("gives its responses, plain, a gzip member each, or gzip as a whole", arguments: 1...3)
    func reads(form: Int) throws {
        let bytes =
            switch form {
            case 1: three.flatMap { $0 }
            case 2: three.flatMap { Samples.gzip($0) }
            default: Samples.gzip(three.flatMap { $0 })
            }
        for piece in [1, 7, 100_000] {
            let (pages, skipped, _) = try read(bytes, piece: piece)
            #expect(pages.map(\.url) == ["https://n.example/a", "https://n.example/b"])
            #expect(pages.map(\.status) == [200, 301])
            #expect(pages[0].body == Array("<p>one</p>".utf8))
            #expect(pages[0].header("content-TYPE") == "text/html")
            #expect(pages[0].date?.text == "2024-05-01T08:00:00Z")
            #expect(skipped == 0)
        }
    }

    @Test(
        "undoes transfer and content encodings, also where only the header is left of them",
        arguments: [
            (
                "Transfer-Encoding: chunked\r\n",
                Array("5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n".utf8)
            ),
            ("Content-Encoding: gzip\r\n", Samples.gzip(Array("hello world".utf8))),
            (
                "Content-Encoding: deflate\r\n",
                Samples.deflate(Array("hello world".utf8), windowBits: 15)
            ),
            (
                "Content-Encoding: deflate\r\n",
                Samples.deflate(Array("hello world".utf8), windowBits: -15)
            ),
            ("Content-Encoding: zstd\r\n", Samples.zstd(Array("hello world".utf8))),
            ("content-encoding: br\r\n", [0x0B, 0x05, 0x80] + Array("hello world".utf8) + [0x03]),
            ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", Array("hello world".utf8)),
            ("", Array("hello world".utf8)),
        ])
    func encodings(header: String, body: [UInt8]) throws {
        let (pages, _, reason) = try read(record("response", http(header, body)))
        #expect(
            pages.first.map { String(decoding: $0.body, as: UTF8.self) } == "hello world",
            "\(reason ?? "")")
    }

    @Test("goes on after records that are broken, and counts them")
    func broken() throws {
        let good = record("response", http("", Array("x".utf8)))
        let bytes =
            good + record("response", Array("no http".utf8)) + good
            + Array("WARC/1.0\r\nWARC-Type: response\r\n\r\n".utf8)
            + Array("rubbish\r\nmore\r\n".utf8)
            + good + record("response", http("Content-Encoding: x-foo\r\n", [1])) + good
            + record("response", http("", Array("cut".utf8)), length: 5000)
        let (pages, skipped, reason) = try read(bytes)
        #expect(pages.count == 4)
        #expect(skipped == 4)
        #expect(reason?.contains("ends within it") == true)
    }

    @Test("goes on at the next gzip member after a broken one, and passes over padding")
    func brokenMembers() throws {
        let good = Samples.gzip(record("response", http("", Array("x".utf8))))
        var bad = Samples.gzip(
            record("response", http("", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0) })))
        for index in 100..<140 { bad[index] = 0xFF }
        let bytes = good + bad + good + [0, 0, 0] + good + bad
        for piece in [1, 100, 100_000] {
            let (pages, skipped, reason) = try read(bytes, piece: piece)
            #expect(pages.count == 3)
            #expect(skipped == 2)
            #expect(reason?.contains("broken") == true)
        }
    }

    @Test("is bounded: what is too large, before or after decompression, is skipped")
    func limits() throws {
        let zeros = [UInt8](repeating: 0, count: 3 << 20)
        let bytes =
            record("response", http("", zeros))
            + record("response", http("Content-Encoding: gzip\r\n", Samples.gzip(zeros)))
            + record("response", http("", [1]))
        let (pages, skipped, _) = try read(bytes)
        #expect(pages.map(\.body) == [[1]])
        #expect(skipped == 2)
    }

    @Test("is told from other files, and one without anything is empty")
    func refused() throws {
        #expect(throws: FeedError.self) { try read(Array("hello\n".utf8)) }
        #expect(throws: FeedError.self) {
            try read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF])
        }
        #expect(try read([]).0.isEmpty)
    }
}
