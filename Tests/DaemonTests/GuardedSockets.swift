import Flow
import Glibc
import Logging
import Messages
import Publish
import Security
import Storage
import TestSupport
import Testing
import Threads
import ZeroMQ

@testable import Daemon

/// A port of this machine that nobody uses now.
func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            bind(descriptor, pointer, size) == 0 ? getsockname(descriptor, pointer, &size) : -1
        }
    }
    try #require(code == 0)
    return UInt16(bigEndian: address.sin_port)
}

/// Waits for what other threads do, with no event to wait for.
func eventually(
    _ limit: Duration = .seconds(15), _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}

/// Takes every offer.
struct TakesAll: Offering {
    func offer(_ document: RawDocument) async -> OfferAnswer { .accepted }
    func offerNow(_ document: RawDocument) async -> OfferAnswer { .accepted }
}

/// A client: a DEALER, or a SUB that wants everything.
actor Knocker {
    private nonisolated let loop: EventLoop
    private let dealer: DealerSocket?
    private let subscriber: SubscriberSocket?
    private(set) var heard: [[[UInt8]]] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ context: Context, _ loop: EventLoop, _ security: SecurityOptions, listens: Bool) throws {
        self.loop = loop
        let options = SocketOptions { options in
            options.immediate = false
            options.linger = .zero
            options.security = security
        }
        dealer = listens ? nil : try DealerSocket(context, on: loop, options: options)
        subscriber = listens ? try SubscriberSocket(context, on: loop, options: options) : nil
    }

    isolated deinit {
        dealer?.close()
        subscriber?.close()
    }

    func connect(to endpoint: Endpoint) throws {
        if let dealer {
            try dealer.connect(to: endpoint)
            loop.register(dealer, for: self) { $0.heard.append($1.frames) }
        }
        if let subscriber {
            try subscriber.connect(to: endpoint)
            try subscriber.subscribe(to: [])
            loop.register(subscriber, for: self) { $0.heard.append($1.frames) }
        }
    }

    func say(_ frames: [[UInt8]]) throws { _ = try dealer?.send(frames) }

    func close() {
        dealer?.close()
        subscriber?.close()
    }
}

/// Everything that listens over tcp, behind one door.
struct GuardedSockets {
    let folder: TemporaryFolder
    let loop: EventLoop
    let authorityLoop: EventLoop
    let clientLoop: EventLoop
    let context: Context
    let clientContext: Context
    let door: Door
    let authority: Authority
    let server: CurveKeyPair
    let keys: [String: CurveKeyPair]
    let journal: Journal
    let log: EventLog
    let hub: Hub
    let intake: IntakeService
    let broadcaster: Broadcaster
    let endpoints: [String: Endpoint]

    static let clients = ["publish", "subscribe", "work:extract", "work", "stranger"]

    init() async throws {
        folder = try TemporaryFolder()
        loop = try EventLoop(name: "guarded")
        authorityLoop = try EventLoop(name: "authority")
        clientLoop = try EventLoop(name: "clients")
        context = try Context()
        clientContext = try Context()
        server = try CurveKeyPair.generate()
        keys = try Dictionary(
            uniqueKeysWithValues: Self.clients.map { ($0, try CurveKeyPair.generate()) })
        door = Door(keys: server, list: try Self.list(keys, without: ["stranger"]), log: .silent)
        authority = try door.authority(context: context, loop: authorityLoop)
        try await authority.start()
        let endpoints = try Dictionary(
            uniqueKeysWithValues: ["hub", "intake", "broadcast", "follow"].map {
                ($0, try Endpoint("tcp://127.0.0.1:\(try freePort())"))
            })
        func endpoint(_ name: String) throws -> Endpoint { try #require(endpoints[name]) }
        self.endpoints = endpoints
        journal = try Journal(path: folder.path(of: "journal.sqlite"))
        log = try EventLog(path: folder.path(of: "events.sqlite"))
        intake = try IntakeService(
            context: context, loop: loop, endpoint: try endpoint("intake"), offering: TakesAll(),
            log: .silent, door: door)
        broadcaster = try Broadcaster(
            Broadcaster.Parts(
                context: context, loop: loop, broadcast: try endpoint("broadcast"),
                follow: try endpoint("follow"), reader: try EventLogReader(path: log.path),
                bounds: try await log.bounds(), maximumFollowers: 9, log: .silent, door: door))
        hub = try await Hub.open(
            Hub.Parts(
                context: context, loop: loop,
                endpoints: [try Endpoint("inproc://hub"), try endpoint("hub")], journal: journal,
                flight: folder.path(of: "flight"), process: "here", settings: FlowSettings(),
                log: .silent, door: door))
        try await hub.start()
        try await intake.start()
        try await broadcaster.start()
    }

    func stop() async {
        await hub.stop()
        await intake.stop()
        await broadcaster.stop()
        await authority.stop()
        await journal.close()
        await log.close()
        for loop in [loop, authorityLoop, clientLoop] { loop.stop() }
    }

    /// The allow-list: each key but some, with the role it is named after.
    static func list(
        _ keys: [String: CurveKeyPair], without left: Set<String> = [], more: String = ""
    ) throws -> AllowList {
        let lines = keys.filter { !left.contains($0.key) }.map { name, pair in
            "\(pair.publicKey) \(name) \(name.filter { $0 != ":" })\n"
        }
        return try AllowList.read(Array((lines.joined() + more).utf8), file: "clients")
    }

    func security(_ client: String, server: CurvePublicKey? = nil) throws -> SecurityOptions {
        let pair = try #require(keys[client])
        return .curveClient(
            serverKey: server ?? self.server.publicKey, publicKey: pair.publicKey,
            secretKey: pair.secretKey)
    }

    /// Connects to a socket with a client's key.
    func knock(_ socket: String, _ security: SecurityOptions) async throws -> Knocker {
        let knocker = try Knocker(
            clientContext, clientLoop, security, listens: socket == "broadcast")
        try await knocker.connect(to: try #require(endpoints[socket]))
        return knocker
    }

    /// What a client of a socket says, to which there is an answer if it is let in.
    static func question(_ socket: String, stage: StageName = .extract) throws -> [[UInt8]] {
        switch socket {
        case "intake":
            [Array(#"{"id": "1", "text": "The ministers met."}"#.utf8)]
        case "follow":
            FollowMessage(
                .follow,
                header: FollowHeader(after: 0, epoch: nil, filter: FollowFilter(), credit: 10)
            ).frames
        default:
            Envelope(
                .hello,
                payload: Payload(
                    header: try JSON.encode(
                        Greeting(
                            stage: stage, version: "test",
                            worker: "w-\(UInt64.random(in: 0 ... .max))", process: "there",
                            instances: 1)))
            ).frames
        }
    }

    /// Whether a client gets an answer.
    func isServed(_ socket: String, _ security: SecurityOptions) async throws -> Bool {
        let refused = door.report
        let knocker = try await knock(socket, security)
        if socket != "broadcast" { try await knocker.say(try Self.question(socket)) }
        var served = false
        let settled = try await eventually {
            served = await !knocker.heard.isEmpty
            let now = door.report
            return served || now.refused > refused.refused || now.dropped > refused.dropped
        }
        try #require(settled, "neither served nor refused")
        await knocker.close()
        return served
    }
}
