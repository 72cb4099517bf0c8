import Messages
import TestSupport
import Threads
import Web

@testable import Fetch

/// A web of sites on loopback that live by a virtual clock, and a record of every request.
final class TestWeb: Sendable {
    /// A request, and when it came.
    struct Visit: Sendable {
        var host: String
        var target: String
        var wall: Int64
        var seconds: Double
        var isConditional: Bool
        var status: Int
    }

    private struct State {
        var visits: [Visit] = []
        var underWay = 0
        var most = 0
        var clock: VirtualClock
    }

    let sites: [TestSite]
    let server: WebServer
    private let state: Locked<State>
    private let strangeAgents = Locked(0)

    init(_ sites: [TestSite], clock: VirtualClock) throws {
        self.sites = sites
        let state = Locked(State(clock: clock))
        self.state = state
        let byHost = Dictionary(sites.map { ($0.host, $0) }, uniquingKeysWith: { $1 })
        let strange = strangeAgents
        server = try WebServer { request in
            let now = state.withLock { state in
                state.underWay += 1
                state.most = max(state.most, state.underWay)
                return state.clock.now
            }
            if request["user-agent"]?.contains("desk@example.org") != true {
                strange.withLock { $0 += 1 }
            }
            let site = byHost[request.host]
            let reply = site.map { TestWeb.reply($0, request, now.wall) } ?? .hangUp
            state.withLock { state in
                state.underWay -= 1
                state.visits.append(
                    Visit(
                        host: request.host, target: request.target, wall: now.wall,
                        seconds: Double(now.instant.nanoseconds) / 1e9,
                        isConditional: request["if-none-match"] != nil
                            || request["if-modified-since"] != nil,
                        status: TestWeb.status(reply)))
            }
            return reply
        }
    }

    /// Goes on with another clock, as after a restart.
    func live(by clock: VirtualClock) { state.withLock { $0.clock = clock } }

    var visits: [Visit] { state.withLock { $0.visits } }
    var mostUnderWay: Int { state.withLock { $0.most } }
    var unnamedVisits: Int { strangeAgents.withLock { $0 } }

    /// Where a client finds the sites.
    var connectTo: [String] { sites.map { "\($0.host):80:127.0.0.1:\(server.port)" } }

    private static func status(_ reply: WebServer.Reply) -> Int {
        switch reply {
        case .answer(let status, _, _): status
        case .late(_, let reply): status(reply)
        case .raw, .drip: 200
        case .hangUp: 0
        }
    }

    /// From when on a site that comes into trouble is in it, and until when, after the start.
    static let trouble = 3600...9000

    private static let bomb = Packed.gzipBomb(64 << 20)

    private static func reply(
        _ site: TestSite, _ request: WebServer.Request, _ wall: Int64
    ) -> WebServer.Reply {
        let age = Int(wall - VirtualClock.start)
        if request.target == "/robots.txt" { return robots(site) }
        if request.target.hasPrefix("/page/") { return page(site, request, age) }
        switch site.manner {
        case .moved where request.target == "/feed":
            return .answer(301, headers: [("Location", "/new-feed")])
        case .detoured where request.target == "/feed":
            return .answer(302, headers: [("Location", "http://\(site.host)/a")])
        case .detoured where request.target == "/a":
            return .answer(307, headers: [("Location", "feed-here")])
        case .looping: return .answer(302, headers: [("Location", request.target + "x")])
        case .inward: return .answer(302, headers: [("Location", "http://10.0.0.1/feed")])
        case .foreign: return .answer(302, headers: [("Location", "file:///etc/passwd")])
        case .busy where trouble.contains(age):
            return .answer(429, headers: [("Retry-After", "5400")])
        case .overloaded where trouble.contains(age):
            return .answer(503, headers: [("Retry-After", HTTPDate.text(wall + 3000))])
        case .passingTrouble where trouble.contains(age): return .answer(500)
        case .gone where age > 3000: return .answer(410)
        case .dripping: return .drip
        case .missing: return .answer(404)
        case .hangingUp: return .hangUp
        case .bomb:
            return .answer(
                200, headers: [("Content-Encoding", "gzip")], body: bomb)
        case .huge: return .answer(200, body: [UInt8](repeating: 0x20, count: 3 << 20))
        case .garbage: return .answer(200, body: (0..<5000).map { UInt8(($0 * 37) & 0xFF) })
        case .page:
            return .text(
                "<html><head><link rel=alternate type=application/rss+xml href=/rss></head></html>")
        case .cut:
            return .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<rss>".utf8))
        default: break
        }
        guard request.target == site.feedTarget else { return .answer(404) }
        return feed(site, request, wall)
    }

    private static func feed(
        _ site: TestSite, _ request: WebServer.Request, _ wall: Int64
    ) -> WebServer.Reply {
        let text = Array(site.document(at: wall).utf8)
        let tag = "\"\(Digest.hexadecimal(Digest.sha256(of: text).prefix(6)))--x\""
        let date = HTTPDate.text(site.time(of: site.published(by: wall) - 1))
        var headers = [("Content-Type", "application/rss+xml; charset=utf-8")]
        var body = text
        switch site.manner {
        case .bare: break
        case .dated:
            headers.append(("Last-Modified", date))
            if request["if-modified-since"] == date { return .answer(304) }
        default:
            headers.append(("ETag", tag))
            if request["if-none-match"] == tag { return .answer(304) }
        }
        if site.manner == .fresh { headers.append(("Cache-Control", "max-age=3600")) }
        if site.manner == .wrongCharset {
            headers[0] = ("Content-Type", "text/xml; charset=us-ascii")
        }
        if site.manner == .packed {
            headers.append(("Content-Encoding", "gzip"))
            body = Packed.gzip(body)
        }
        return .answer(200, headers: headers, body: body)
    }

    private static func robots(_ site: TestSite) -> WebServer.Reply {
        switch site.manner {
        case .crawlDelay: .text("User-agent: *\nCrawl-delay: 30\n", type: "text/plain")
        case .robotsForbidSome:
            .text(
                "User-agent: chancery\nDisallow: /page/*3$\nUser-agent: *\nDisallow: /",
                type: "text/plain")
        case .robotsBroken: .answer(500)
        default: .answer(404)
        }
    }

    private static func page(
        _ site: TestSite, _ request: WebServer.Request, _ age: Int
    ) -> WebServer.Reply {
        guard let index = Int(request.target.dropFirst(6)) else { return .answer(404) }
        switch site.manner {
        case .pagesMissing: return .answer(404)
        case .busy where trouble.contains(age):
            return .answer(429, headers: [("Retry-After", "5400")])
        case .passingTrouble where trouble.contains(age) && index % 2 == 0: return .answer(500)
        default:
            let text = site.text(index, at: VirtualClock.start)
            return .text(
                "<html><title>Entry \(index)</title><article><p>\(text)</p></article></html>")
        }
    }
}
