import Glibc
import Logging
import Messages
import TestSupport
import Testing
import Threads
import Web

@testable import Fetch
@testable import Storage

/// The poller over small webs of one host, by a virtual clock.
@Suite("Polling sitemaps, pages and what is added", .timeLimit(.minutes(2)))
struct WebPollerTests {
    private static let host = "http://news.test"

    /// Polls `sources` until `end`, and hands over what was offered.
    private func poll(
        _ sources: [WebSourceRecord], until end: Duration, from begin: Duration = .zero,
        in folder: TemporaryFolder, offering: some Offering = RecordingOffering(),
        rules: PollRules = PollRules(),
        _ answer: @escaping @Sendable (WebServer.Request) -> WebServer.Reply
    ) async throws {
        let server = try WebServer { request in
            request.target == "/robots.txt" ? .answer(404) : answer(request)
        }
        defer { server.stop() }
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let clock = VirtualClock(from: begin, to: end) { continuation.yield() }
        let state = try WebState(path: folder.path(of: "web.sqlite"))
        let loopback = try #require(AddressRange("127.0.0.0/8"))
        let poller = WebPoller(
            WebPoller.Parts(
                rules: rules,
                client: try HTTPClient(
                    ClientSettings(
                        userAgent: "tests/1", policy: AddressPolicy(allowed: [loopback]),
                        connectTo: ["news.test:80:127.0.0.1:\(server.port)"])),
                state: state, offering: offering, clock: clock, log: .silent,
                configured: sources))
        let polling = Task { await poller.run {} }
        for await _ in ends { break }
        polling.cancel()
        await polling.value
        await state.close()
    }

    private static func page(_ target: String) -> WebServer.Reply {
        .text("<html><article><p>The text of \(target).</p></article></html>")
    }

    @Test("A sitemap index leads to its sitemaps, and these to new pages, each once")
    func sitemaps() async throws {
        let folder = try TemporaryFolder()
        let offering = RecordingOffering()
        let index = WebSourceRecord(
            kind: .sitemap, url: Self.host + "/index.xml", origin: .configuration,
            publisher: "Small News")
        let opened = Locked(0)
        try await poll([index], until: .seconds(4 * 3600), in: folder, offering: offering) {
            request in
            let space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
            switch request.target {
            case "/index.xml":
                return .text(
                    """
                    <sitemapindex \(space)><sitemap><loc>\(Self.host)/new.xml</loc></sitemap>
                    <sitemap><loc>\(Self.host)/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap>
                    </sitemapindex>
                    """, type: "application/xml")
            case "/new.xml":
                let count = opened.withLock { count in
                    count += 1
                    return count
                }
                let late = count > 1 ? "<url><loc>\(Self.host)/late</loc></url>" : ""
                return .text(
                    """
                    <urlset \(space)>
                    <url><loc>\(Self.host)/fresh</loc><lastmod>2026-11-25</lastmod></url>
                    <url><loc>\(Self.host)/stale</loc><lastmod>2026-10-01</lastmod></url>
                    <url><loc>\(Self.host)/undated</loc></url>\(late)</urlset>
                    """, type: "application/xml")
            case "/fresh", "/late": return Self.page(request.target)
            default: return .answer(404)
            }
        }
        #expect(Set(offering.documents.map(\.item)) == [Self.host + "/fresh", Self.host + "/late"])
        #expect(offering.documents.count == 2)
        #expect(offering.documents.allSatisfy { $0.publisher == "Small News" })
        let state = try WebState(path: folder.path(of: "web.sqlite"))
        let sources = try await state.sources().map(\.source.url)
        #expect(sources == [Self.host + "/index.xml", Self.host + "/new.xml"])
    }

    @Test("A page that is watched is a document each time it has changed")
    func watched() async throws {
        let folder = try TemporaryFolder()
        let offering = RecordingOffering()
        let count = Locked(0)
        let source = WebSourceRecord(
            kind: .page, url: Self.host + "/press", origin: .configuration)
        try await poll([source], until: .seconds(6 * 3600), in: folder, offering: offering) { _ in
            let version = count.withLock { count in
                count += 1
                return count / 2
            }
            return Self.page("version \(version)")
        }
        let bodies = offering.documents.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.count >= 2)
        #expect(Set(bodies).count == bodies.count)
        #expect(offering.documents.allSatisfy { $0.url == Self.host + "/press" })
    }

    @Test("The header's charset goes before what a page says")
    func charset() async throws {
        let folder = try TemporaryFolder()
        let offering = RecordingOffering()
        let source = WebSourceRecord(
            kind: .page, url: Self.host + "/press", origin: .configuration)
        try await poll([source], until: .seconds(60), in: folder, offering: offering) { _ in
            .answer(
                200, headers: [("Content-Type", "text/html; charset=iso-8859-2")],
                body: Array("<meta charset=utf-8><p>Stan: ".utf8) + [0xB6, 0xF3, 0xB3])
        }
        let body = try #require(offering.documents.first).body
        #expect(body.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(String(decoding: body, as: UTF8.self).hasSuffix("Stan: śół"))
    }

    @Test("What another process adds is polled within seconds")
    func added() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "web.sqlite")
        let offering = RecordingOffering()
        let isAdded = Flag()
        let first = WebSourceRecord(kind: .page, url: Self.host + "/one", origin: .configuration)
        try await poll([first], until: .seconds(1800), in: folder, offering: offering) { request in
            if !isAdded.isRaised {
                isAdded.raise()
                let database = try? Database(path: path, schema: .webState)
                try? database?.execute(
                    """
                    INSERT INTO source (kind, url, origin, text, added, current)
                    VALUES ('page', ?1, 'command', 'auto', 1, ?1)
                    """, [.text(Self.host + "/two")])
            }
            return Self.page(request.target)
        }
        #expect(offering.documents.map(\.item) == [Self.host + "/one", Self.host + "/two"])
    }

    @Test("An entry that is not taken because the daemon stops waits for the next start")
    func stopping() async throws {
        let folder = try TemporaryFolder()
        let source = WebSourceRecord(
            kind: .page, url: Self.host + "/press", origin: .configuration)
        let answer: @Sendable (WebServer.Request) -> WebServer.Reply = { Self.page($0.target) }
        try await poll(
            [source], until: .seconds(10), in: folder, offering: StoppingOffering(), answer)
        let offering = RecordingOffering()
        try await poll(
            [source], until: .seconds(30), from: .seconds(20), in: folder, offering: offering,
            answer)
        #expect(offering.documents.count == 1)
    }

    @Test("Files of archives give their pages")
    func archive() async throws {
        let folder = try TemporaryFolder()
        let http = { (status: String, type: String, body: String) in
            "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\n\r\n\(body)"
        }
        let records = [
            ("a", http("200 OK", "text/html", "<p>One</p>")),
            ("b", http("200 OK", "image/png", "png")), ("c", http("404 No", "text/html", "gone")),
            ("d", http("200 OK", "text/plain; charset=utf-8", "Two")),
        ].map { name, block in
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: \(Self.host)/\(name)\r\n"
                + "WARC-Date: 2026-01-02T03:04:05Z\r\nContent-Length: \(block.utf8.count)\r\n\r\n"
                + block + "\r\n\r\n"
        }
        let path = folder.path(of: "crawl.warc.gz")
        let bytes = Packed.gzip(Array(records.joined().utf8))
        let file = try #require(fopen(path, "w"))
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        let offering = RecordingOffering()
        let source = OnceSource(.files([path]), into: offering, log: .silent)
        #expect(await source.run() == SourceSummary(accepted: 2))
        #expect(Set(offering.documents.map(\.url)) == [Self.host + "/a", Self.host + "/d"])
        #expect(Set(offering.documents.map(\.format)) == [.html, .text])
        #expect(offering.documents.first?.fetched.text == "2026-01-02T03:04:05Z")
    }
}

/// A hub that stops.
private struct StoppingOffering: Offering {
    func offer(_ document: RawDocument) async -> OfferAnswer {
        .busy(reason: "stopping", retryAfter: .seconds(5))
    }

    func offerNow(_ document: RawDocument) async -> OfferAnswer { await offer(document) }
}
