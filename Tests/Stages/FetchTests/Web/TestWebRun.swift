import Glibc
import Logging
import Messages
import Storage
import TestSupport
import Threads
import Web

@testable import Fetch

/// A run of the poller over a test web, with a restart in between.
struct TestWebRun {
    let web: TestWeb
    let offering = RecordingOffering()
    let rules: PollRules
    let folder: TemporaryFolder

    init(sites: [TestSite], rules: PollRules) throws {
        self.rules = rules
        folder = try TemporaryFolder()
        web = try TestWeb(sites, clock: VirtualClock(to: .zero))
    }

    /// Polls from one moment to another of virtual time, as one process would.
    func poll(from begin: Duration, to end: Duration) async throws {
        let (ends, continuation) = AsyncStream.makeStream(of: Void.self)
        let clock = VirtualClock(from: begin, to: end) { continuation.yield() }
        web.live(by: clock)
        let state = try WebState(path: folder.path(of: "web.sqlite"))
        guard let loopback = AddressRange("127.0.0.0/8") else { return }
        let client = try HTTPClient(
            ClientSettings(
                userAgent: "Chancery/test (desk@example.org)",
                policy: AddressPolicy(allowed: [loopback]), connectTo: web.connectTo))
        let poller = WebPoller(
            WebPoller.Parts(
                rules: rules, client: client, state: state, offering: offering, clock: clock,
                log: .silent,
                limits: HTTPLimits(total: .seconds(2), transferred: 1 << 20, body: 2 << 20),
                configured: web.sites.map {
                    WebSourceRecord(kind: .feed, url: $0.feed, origin: .configuration)
                }))
        let polling = Task { await poller.run {} }
        for await _ in ends { break }
        polling.cancel()
        await polling.value
        await state.close()
    }

    /// What is known of each site at the end.
    func records() async throws -> [String: StoredSource] {
        let state = try WebState(path: folder.path(of: "web.sqlite"))
        let sources = try await state.sources(counting: true)
        await state.close()
        return Dictionary(sources.map { ($0.source.url, $0) }, uniquingKeysWith: { $1 })
    }

    /// Bytes of this process in memory.
    static var resident: Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, 256, file) != nil else { return 0 }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0)
            * sysconf(Int32(_SC_PAGESIZE))
    }
}
