import Messages
import Storage
import TestSupport
import Testing

@Suite(
    "chancery sources, and what is fetched from the web", .timeLimit(.minutes(2 * Patience.factor)))
struct SourcesTests {
    private static let text = String(
        repeating: "Norland's foreign minister met his Südland counterpart on Monday. ", count: 12)

    private static func reply(_ request: WebServer.Request) -> WebServer.Reply {
        let base = "http://\(request["host"] ?? "")"
        switch request.target {
        case "/feed":
            return .text(
                """
                <rss version="2.0"><channel><title>Small News</title>
                <item><title>Talks</title><link>\(base)/talks</link><guid>1</guid>
                <description>In short.</description></item>
                <item><title>More</title><guid isPermaLink="false">2</guid>
                <description>\(text)\(text)</description></item></channel></rss>
                """, type: "application/rss+xml", headers: [("ETag", "\"1\"")])
        case "/":
            return .text(
                "<html><head><link rel=alternate type=application/rss+xml href=/feed></head>")
        case "/plain": return .text("<html><body><p>Nothing to see.</p></body></html>")
        case "/talks":
            return .text("<html><title>Talks</title><article><p>\(text)</p></article></html>")
        case "/away": return .answer(302, headers: [("Location", "/feed")])
        default: return .answer(404)
        }
    }

    /// A binary whose configuration allows loopback, and a server.
    private func place() throws -> (Binary, WebServer, [String]) {
        let server = try WebServer(SourcesTests.reply)
        let binary = try Binary()
        try binary.write(
            """
            state: \(binary.folder.path)/state
            runtime: \(binary.folder.path)/run
            fetch:
              web: {contact: desk@example.org, delay: 0s, allow: [127.0.0.0/8]}
            """, to: "chancery.yaml")
        return (binary, server, ["--config", binary.folder.path(of: "chancery.yaml")])
    }

    @Test("A feed is added, listed, exported and removed")
    func addAndRemove() async throws {
        let (binary, server, config) = try place()
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        let added = try await binary.run(["sources", "add", base + "/"] + config)
        #expect(added.code == 0, "\(added.errors)")
        #expect(added.output == "added feed \(base)/feed\n")
        let listed = try await binary.run(["sources", "list", "--format", "json"] + config)
        let lines = try JSONValue.parse(Array(listed.output.utf8))
        #expect(lines.entries.first?["url"]?.text == base + "/feed")
        #expect(lines.entries.first?["state"]?.text == "new")
        let exported = try await binary.run(["sources", "export"] + config)
        try binary.write(exported.output, to: "list.opml")
        #expect(exported.output.contains("xmlUrl=\"\(base)/feed\""))
        let removed = try await binary.run(["sources", "remove", base + "/feed"] + config)
        #expect(removed.output == "removed feed \(base)/feed\n")
        let again = try await binary.run(["sources", "remove", base + "/feed"] + config)
        #expect(again.code == 65)
        let imported = try await binary.run(
            ["sources", "import", binary.folder.path(of: "list.opml")] + config)
        #expect(imported.output == "1 added, 0 known, 0 refused\n", "\(imported.errors)")
    }

    @Test("What is nothing to poll is refused, each with its line")
    func refused() async throws {
        let (binary, server, config) = try place()
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        for (words, code, line) in [
            (["add", base + "/plain"], Int32(65), "is a page that names no feed"),
            (["add", base + "/none"], 66, "status 404"),
            (["add", "ftp://a.example/"], 64, "neither http:// nor https://"),
            (["add", "--unchecked", base + "/feed"], 64, "--kind"),
            (["add", "--kind", "sitemap", base + "/feed"], 65, "is a feed, not a sitemap"),
            (["test", base + "/none"], 66, "status 404"),
        ] {
            let result = try await binary.run(["sources"] + words + config)
            #expect(result.code == code, "\(words)")
            #expect(result.errors.contains(line), "\(result.errors)")
        }
    }

    @Test("A test shows what is there, and stores nothing")
    func tried() async throws {
        let (binary, server, config) = try place()
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        let result = try await binary.run(
            ["sources", "test", "--format", "json", base + "/away"] + config)
        #expect(result.code == 0, "\(result.errors)")
        let probe = try JSONValue.parse(Array(result.output.utf8))
        #expect(probe["kind"]?.text == "feed")
        #expect(probe["title"]?.text == "Small News")
        #expect(probe["entries"]?.json == "2")
        #expect(probe["pages"]?.json == "1")
        #expect(probe["robots"]?.text == "allowed")
        #expect(probe["redirects"]?.entries.first?.text == "302 \(base)/away")
    }

    @Test("An address that is not public is not connected to, unless it is allowed")
    func notPublic() async throws {
        let (binary, server, _) = try place()
        defer { server.stop() }
        let result = try await binary.run(["feed", "http://127.0.0.1:\(server.port)/feed"])
        #expect(result.code == 66)
        #expect(result.errors.contains("127.0.0.1, a loopback address"), "\(result.errors)")
    }

    @Test("chancery feed takes an address")
    func feed() async throws {
        let (binary, server, config) = try place()
        defer { server.stop() }
        let result = try await binary.run(
            ["feed", "http://127.0.0.1:\(server.port)/away"] + config)
        #expect(result.code == 0, "\(result.errors)")
        let feed = try JSONValue.parse(Array(result.output.utf8))
        #expect(feed["title"]?.text == "Small News")
    }

    @Test("chancery code takes an address; what is no page is named")
    func code() async throws {
        let (binary, server, config) = try place()
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        let data = ["--data", Repository.path("Data")]
        let result = try await binary.run(["code", base + "/talks"] + config + data)
        #expect(result.code == 0, "\(result.errors)")
        let refused = try await binary.run(["code", base + "/feed"] + config + data)
        #expect(refused.code == 65)
        #expect(refused.errors.contains("application/rss+xml is no page"), "\(refused.errors)")
        let missing = try await binary.run(["code", base + "/none"] + config + data)
        #expect(missing.code == 66)
    }

    @Test("A run polls what was added and what is named, once, and not again too early")
    func run() async throws {
        let (binary, server, config) = try place()
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        let first = try await binary.run(["run", "--once", "--feed", base + "/feed"] + config)
        #expect(first.code == 0, "\(first.errors)")
        let status = try await binary.run(["status", "--format", "json"] + config)
        let report = try JSONValue.parse(Array(status.output.utf8))
        #expect(report["journal"]?["finished"]?.json == "2", "\(first.errors)")
        let state = try WebState(path: binary.folder.path(of: "state/web.sqlite"))
        #expect(try await state.counts() == [.accepted: 2])
        #expect(try await state.sources().first?.poll.entityTag == Array("\"1\"".utf8))
        await state.close()
        server.stop()
        // Nobody is there now; nobody is missed, because nobody is asked.
        let second = try await binary.run(["run", "--once", "--feed", base + "/feed"] + config)
        #expect(second.code == 0)
        #expect(!second.errors.contains("cannot poll"), "\(second.errors)")
    }
}
