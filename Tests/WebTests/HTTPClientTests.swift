import TestSupport
import Testing

@testable import Web

@Suite("The client", .timeLimit(.minutes(1)))
struct HTTPClientTests {
    private static let loopback = AddressPolicy(
        allowed: ["127.0.0.0/8"].compactMap(AddressRange.init))

    private func client(_ policy: AddressPolicy = loopback) throws -> HTTPClient {
        try HTTPClient(ClientSettings(userAgent: "tests/1", policy: policy))
    }

    private func request(
        _ server: WebServer, _ path: String = "/", limits: HTTPLimits = HTTPLimits(),
        validators: Validators = Validators()
    ) throws -> HTTPRequest {
        HTTPRequest(
            try WebAddress("http://127.0.0.1:\(server.port)\(path)"), validators: validators,
            limits: limits)
    }

    private func failure(_ work: () async throws -> HTTPResponse) async -> HTTPError.Code? {
        do {
            _ = try await work()
            return nil
        } catch {
            return (error as? HTTPError)?.code
        }
    }

    @Test("An answer comes with its header, body and validators")
    func answer() async throws {
        let server = try WebServer { request in
            .text("hello \(request["user-agent"] ?? "")", headers: [("ETag", "W/\"a b\"")])
        }
        defer { server.stop() }
        let response = try await client().send(try request(server))
        #expect(response.status == 200)
        #expect(response.body == Array("hello tests/1".utf8))
        #expect(response.headers["content-type"] == "text/html; charset=utf-8")
        #expect(response.validators.entityTag == Array("W/\"a b\"".utf8))
        #expect(response.remote == "127.0.0.1")
        #expect(response.times.total >= response.times.answered)
    }

    @Test("Validators go back byte for byte, and 304 has no body")
    func conditional() async throws {
        let tag: [UInt8] = Array("\"caf".utf8) + [0xE9, 0x22]
        let server = try WebServer { request in
            let isSame = request["if-none-match"]?.utf8.count == 8
            return isSame && request["if-modified-since"] == "yesterday, perhaps"
                ? .answer(304)
                : .raw(
                    Array("HTTP/1.1 200 OK\r\nETag: ".utf8) + tag
                        + Array("\r\nLast-Modified: yesterday, perhaps\r\n\r\nx".utf8))
        }
        defer { server.stop() }
        let client = try client()
        let first = try await client.send(try request(server))
        #expect(first.validators.entityTag == tag)
        let second = try await client.send(try request(server, validators: first.validators))
        #expect(second.status == 304)
        #expect(second.body.isEmpty)
    }

    @Test("An answer is unpacked, however it is packed", arguments: ["gzip", "br", "zstd"])
    func packed(_ encoding: String) async throws {
        let text = Array("The minister arrived on Monday.".utf8)
        let server = try WebServer { request in
            guard request["accept-encoding"]?.contains(encoding) == true else {
                return .answer(406)
            }
            let body =
                switch encoding {
                case "gzip": Packed.gzip(text)
                case "br": Packed.brotli(text)
                default: Packed.zstd(text)
                }
            return .answer(200, headers: [("Content-Encoding", encoding)], body: body)
        }
        defer { server.stop() }
        let response = try await client().send(try request(server))
        #expect(response.status == 200)
        #expect(response.body == text)
    }

    @Test(
        "A bomb is stopped where it unpacks to too much",
        arguments: ["gzip", "zstd", "gzip, gzip"])
    func bomb(_ encoding: String) async throws {
        // Made before anybody waits for it.
        let bomb = encoding == "zstd" ? Packed.zstdBomb(1 << 30) : Packed.gzipBomb(40 << 20)
        let body = encoding == "gzip, gzip" ? Packed.gzip(bomb) : bomb
        let server = try WebServer { _ in
            .answer(200, headers: [("Content-Encoding", encoding)], body: body)
        }
        defer { server.stop() }
        let limits = HTTPLimits(transferred: 4 << 20, body: 1 << 20)
        let client = try client()
        #expect(
            await failure { try await client.send(try request(server, limits: limits)) }
                == .tooLarge)
    }

    @Test("A body is stopped where too much of it came, announced or not")
    func large() async throws {
        let server = try WebServer { request in
            let body = [UInt8](repeating: 0x20, count: 300_000)
            return request.target == "/announced"
                ? .answer(200, body: body) : .raw(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + body)
        }
        defer { server.stop() }
        let client = try client()
        let limits = HTTPLimits(transferred: 100_000)
        for path in ["/announced", "/streamed"] {
            #expect(
                await failure { try await client.send(try request(server, path, limits: limits)) }
                    == .tooLarge)
        }
    }

    @Test("A header is stopped where it has too many bytes or lines")
    func header() async throws {
        let server = try WebServer { request in
            let line =
                request.target == "/lines"
                ? "X: y\r\n" : "X: \(String(repeating: "y", count: 1000))\r\n"
            return .raw(Array(("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 400)).utf8))
        }
        defer { server.stop() }
        let client = try client()
        for path in ["/lines", "/bytes"] {
            #expect(await failure { try await client.send(try request(server, path)) } == .tooLarge)
        }
    }

    @Test("Who is slow for too long is given up, before or within the answer")
    func late() async throws {
        let server = try WebServer { request in
            request.target == "/drip" ? .drip : .late(milliseconds: 3000, .text("late"))
        }
        defer { server.stop() }
        let client = try client()
        let limits = HTTPLimits(total: .milliseconds(300))
        for path in ["/drip", "/late"] {
            #expect(
                await failure { try await client.send(try request(server, path, limits: limits)) }
                    == .late)
        }
    }

    @Test(
        "What is not HTTP, or ends too early, is an error of its kind",
        arguments: [
            ("", HTTPError.Code.unreachable), ("SSH-2.0-OpenSSH\r\n", .malformed),
            ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", .malformed),
            (
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
                .malformed
            ),
        ])
    func broken(_ answer: String, _ code: HTTPError.Code) async throws {
        let server = try WebServer { _ in .raw(Array(answer.utf8)) }
        defer { server.stop() }
        let client = try client()
        #expect(await failure { try await client.send(try request(server)) } == code)
    }

    @Test("Nobody is connected to at a private address, whatever its name")
    func forbidden() async throws {
        let asked = Flag()
        let server = try WebServer { _ in
            asked.raise()
            return .text("secret")
        }
        defer { server.stop() }
        let client = try client(AddressPolicy())
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"] {
            let address = try WebAddress("http://\(host):\(server.port)/")
            #expect(
                await failure { try await client.send(HTTPRequest(address)) } == .forbidden,
                "\(host)")
        }
        #expect(!asked.isRaised)
    }

    @Test("A redirect is shown, not followed")
    func redirect() async throws {
        let server = try WebServer { request in
            request.target == "/" ? .answer(301, headers: [("Location", "/there")]) : .text("there")
        }
        defer { server.stop() }
        let response = try await client().send(try request(server))
        #expect(response.status == 301)
        #expect(response.isPermanentRedirect)
        #expect(response.headers["location"] == "/there")
    }

    @Test("Nobody there is unreachable, and a name that is none unresolved")
    func nobody() async throws {
        let server = try WebServer { _ in .hangUp }
        let port = server.port
        server.stop()
        let client = try client()
        let gone = try WebAddress("http://127.0.0.1:\(port)/")
        #expect(await failure { try await client.send(HTTPRequest(gone)) } == .unreachable)
        let nameless = try WebAddress("http://no-such-name.invalid/")
        // Without a name server it takes until the limit to find out.
        let code = await failure { try await client.send(HTTPRequest(nameless)) }
        #expect(code == .unresolved || code == .late)
    }

    @Test("Credentials go to the host they are for, in its header")
    func credentials() async throws {
        let server = try WebServer { .text($0["authorization"] ?? "none") }
        defer { server.stop() }
        let client = try client()
        let address = try WebAddress("http://me:pw@127.0.0.1:\(server.port)/")
        let response = try await client.send(HTTPRequest(address))
        #expect(String(decoding: response.body, as: UTF8.self) == "Basic bWU6cHc=")
        let elsewhere = try WebAddress("http://localhost:\(server.port)/", relativeTo: address)
        let other = try await client.send(HTTPRequest(elsewhere))
        #expect(String(decoding: other.body, as: UTF8.self) == "none")
    }

    @Test("A hundred exchanges at a time share the thread, and a cancelled one ends")
    func many() async throws {
        let server = try WebServer { request in
            request.target == "/slow" ? .late(milliseconds: 5000, .text("")) : .text(request.target)
        }
        defer { server.stop() }
        let client = try client()
        let slow = Task { await failure { try await client.send(try request(server, "/slow")) } }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    let response = try await client.send(try request(server, "/\(number)"))
                    return response.body == Array("/\(number)".utf8)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        slow.cancel()
        #expect(await slow.value == .cancelled)
        #expect(await client.active == 0)
    }

    @Test("The environment's proxy is not asked; the configured one is, for every host")
    func proxy() async throws {
        let server = try WebServer { .text("proxied \($0.host)") }
        defer { server.stop() }
        let client = try HTTPClient(
            ClientSettings(userAgent: "tests/1", proxy: "http://127.0.0.1:\(server.port)"))
        let response = try await client.send(HTTPRequest(try WebAddress("http://news.example/x")))
        #expect(String(decoding: response.body, as: UTF8.self) == "proxied news.example")
    }
}
