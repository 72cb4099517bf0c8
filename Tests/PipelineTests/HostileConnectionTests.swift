import Flow
import Glibc
import Messages
import TestSupport
import Testing
import ZeroMQ

/// Whoever knocks at the daemon's sockets on the network without a key, with a wrong one, without
/// end, or with nonsense.
@Suite("Hostile connections", .serialized)
struct HostileConnectionTests {
    private typealias Network = NetworkTests.Network

    /// What caches and arenas may take once, whatever comes: libzmq's and the logger's.
    private static let allowance = 4 << 20

    @Test(
        "5,000 raw and wrong-key connections over all sockets: no end, and nothing kept of them",
        .timeLimit(.minutes(4 * Patience.factor)))
    func thousands() async throws {
        try await storm(5000)
    }

    @Test(
        "As many as asked, 1,000 for each minute", .enabled(if: LongRun.asked != nil),
        .timeLimit(.minutes(600 * Patience.factor)))
    func long() async throws {
        guard let run = LongRun.asked else { return }
        try await storm(1000 * run.minutes)
    }

    private func storm(_ count: Int) async throws {
        let network = try await Network()
        let daemon = try network.installation.daemon(level: "warning")
        #expect(
            try await network.submit(StreamingTests.sentence(1), as: "agency")
                .contains("accepted"))
        let attack = Attack(
            ports: network.ports, stranger: try network.security("stranger"),
            wrongServer: try .curveClient(
                serverKey: CurveKeyPair.generate().publicKey,
                publicKey: CurvePublicKey(try network.key("agency").1),
                secretKey: CurveSecretKey(try network.key("agency").0)))
        func attacked(_ count: Int) async throws -> Int {
            let before = try await network.refused()
            try attack.run(count)
            // libzmq says nothing of garbage that looks like a greeting of its first version.
            let counted = try await eventually(within: .seconds(60)) {
                try await network.refused() >= before + count / 2
            }
            #expect(counted)
            return try #require(daemon.residentBytes)
        }
        let begin = ContinuousClock.now
        let before = try await attacked(400)
        let after = try await attacked(count)
        let growth = after - before
        print(
            "\(count) hostile connections in \(ContinuousClock.now - begin): \(growth) bytes more")
        #expect(growth <= Self.allowance + 100 * count)
        #expect(
            try await network.submit(StreamingTests.sentence(2), as: "agency")
                .contains("accepted"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    @Test(
        "Handshakes that never come to an end are ended in time, and others are served meanwhile",
        .timeLimit(.minutes(2 * Patience.factor)))
    func slowLoris() async throws {
        let network = try await Network()
        let daemon = try network.installation.daemon(level: "warning")
        #expect(
            try await network.submit(StreamingTests.sentence(1), as: "agency")
                .contains("accepted"))
        var open: [(descriptor: Int32, bytes: [UInt8])] = []
        for number in 0..<240 {
            // A byte now and then: of the greeting, or of a command behind it that has no end.
            let curve: [UInt8] =
                [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("CURVE".utf8)
                + [UInt8](repeating: 0, count: 47)
            let endless = curve + [6, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF] + Array("HELLO".utf8)
            let port = network.ports[number % network.ports.count]
            let descriptor = try Attack.connection(port)
            let begin = number % 2 == 0 ? 1 : curve.count
            _ = send(descriptor, endless, begin, Int32(MSG_NOSIGNAL))
            open.append((descriptor, Array(endless[begin...])))
        }
        let begin = ContinuousClock.now
        var turn = 0
        while !open.isEmpty && ContinuousClock.now - begin < .seconds(40) {
            turn += 1
            let reply = try await network.submit(StreamingTests.sentence(turn + 1), as: "agency")
            #expect(reply.contains("accepted"), "served meanwhile")
            open = open.filter { connection in
                var byte = turn <= connection.bytes.count ? connection.bytes[turn - 1] : 0
                _ = send(connection.descriptor, &byte, 1, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
                if Attack.isOpen(connection.descriptor) { return true }
                close(connection.descriptor)
                return false
            }
            try await Task.sleep(for: .milliseconds(300))
        }
        print("240 slow handshakes ended after \(ContinuousClock.now - begin)")
        #expect(open.isEmpty, "\(open.count) are still open")
        for connection in open { close(connection.descriptor) }
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    @Test(
        "Random frames on every socket, from nobody and from clients on the list",
        .timeLimit(.minutes(2 * Patience.factor)))
    func randomFrames() async throws {
        let network = try await Network()
        try network.list(["reader": "subscribe", "agency": "publish", "worker": "work"])
        let daemon = try network.installation.daemon(level: "warning")
        #expect(
            try await network.submit(StreamingTests.sentence(1), as: "agency")
                .contains("accepted"))
        var random = SeededRandom(seed: 20_261_126)
        for round in 0..<200 {
            let descriptor = try Attack.connection(network.ports[round % network.ports.count])
            let bytes = Attack.frames(&random)
            _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(descriptor)
        }
        for (port, name) in [
            (network.intake, "agency"), (network.follow, "reader"), (network.broadcast, "reader"),
            (network.hub, "worker"),
        ] {
            let client = try WireClient(maximumFrames: 2000, security: try network.security(name))
            try await client.connect(to: "tcp://127.0.0.1:\(port)")
            for message in BadInputTests.hostile(&random) {
                let sent = try await client.send(message)
                // A publisher does not talk to a DEALER at all.
                #expect(sent || port == network.broadcast)
            }
            if port != network.broadcast {
                #expect(try await eventually { await client.waiting > 10 }, "\(name)")
            }
        }
        #expect(daemon.poll() == nil)
        #expect(
            try await network.submit(StreamingTests.sentence(2), as: "agency")
                .contains("accepted"))
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    @Test(
        "A key that is not on the list gets nothing, and a listed one only what its role says",
        .timeLimit(.minutes(2 * Patience.factor)))
    func roles() async throws {
        let network = try await Network()
        try network.list(["reader": "subscribe", "agency": "publish", "worker": "work"])
        let daemon = try network.installation.daemon(level: "warning")
        #expect(
            try await network.submit(StreamingTests.sentence(1), as: "agency")
                .contains("accepted"))
        let follow = FollowQuestion.frames
        let hello = Envelope(
            .hello,
            payload: Payload(
                header: try JSON.encode(
                    Greeting(
                        stage: .extract, version: "test", worker: "w", process: "p", instances: 1)))
        ).frames
        let article = [Array(#"{"id": "1", "text": "The ministers met."}"#.utf8)]
        for (port, question, role) in [
            (network.intake, article, "agency"), (network.follow, follow, "reader"),
            (network.hub, hello, "worker"),
        ] {
            for name in ["reader", "agency", "worker", "stranger"] {
                let before = try await network.refused()
                let client = try WireClient(security: try network.security(name))
                try await client.connect(to: "tcp://127.0.0.1:\(port)")
                _ = try await client.send(question)
                let settled = try await eventually {
                    if await client.waiting > 0 { return true }
                    return try await network.refused() > before
                }
                #expect(settled, "\(name) at \(role)'s socket")
                #expect(await (client.waiting > 0) == (name == role), "\(name) at \(role)'s socket")
            }
        }
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }
}

/// What a follower says first.
private enum FollowQuestion {
    static let frames = ["CHF1", "FOLLOW", #"{"after":0,"credit":10,"filter":{}}"#].map {
        Array($0.utf8)
    }
}

/// Connections that vanish, that send garbage, and that show wrong keys, in turn, at each port.
struct Attack {
    let ports: [UInt16]
    let stranger: SecurityOptions
    let wrongServer: SecurityOptions
    /// Handshakes at a time.
    private static let atOnce = 40

    /// Makes `count` connections, and waits until each with a key was refused.
    func run(_ count: Int) throws {
        let context = try Context()
        var raw: [Int32] = []
        var knocking: [(dealer: DealerSocket, monitor: SocketMonitor)] = []
        for number in 0..<count {
            let port = ports[number / 4 % ports.count]
            switch number % 4 {
            case 0: close(try Attack.connection(port))
            case 1:
                let descriptor = try Attack.connection(port)
                let garbage = [UInt8](repeating: UInt8(number / 16 & 0xFF), count: 300)
                _ = send(descriptor, garbage, garbage.count, Int32(MSG_NOSIGNAL))
                // Not closed at once, so that it is read.
                raw.append(descriptor)
                if raw.count > 50 { close(raw.removeFirst()) }
            default:
                let options = SocketOptions { options in
                    options.linger = .zero
                    options.security = number % 4 == 2 ? stranger : wrongServer
                    // Once each: it must not come again by itself.
                    options.reconnectInterval = .seconds(30)
                }
                let dealer = try DealerSocket(context, options: options)
                let monitor = try SocketMonitor(of: dealer)
                try dealer.connect(to: try Endpoint("tcp://127.0.0.1:\(port)"))
                knocking.append((dealer, monitor))
            }
            while knocking.count >= Attack.atOnce { try Attack.settle(&knocking) }
        }
        while !knocking.isEmpty { try Attack.settle(&knocking) }
        for descriptor in raw { close(descriptor) }
    }

    /// Waits until some were refused, and closes them.
    private static func settle(
        _ knocking: inout [(dealer: DealerSocket, monitor: SocketMonitor)]
    ) throws {
        let before = knocking.count
        for _ in 0..<20_000 where knocking.count == before {
            knocking = try knocking.filter { dealer, monitor in
                while let event = try monitor.receive() {
                    switch event.kind {
                    case .disconnected, .handshakeFailed, .protocolFailed, .authenticationFailed:
                        dealer.close()
                        monitor.close()
                        return false
                    default: break
                    }
                }
                return true
            }
            if knocking.count == before { usleep(1000) }
        }
        try #require(knocking.count < before, "wrong keys were not refused")
    }

    static func connection(_ port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0)
        return descriptor
    }

    /// Whether the other side has not hung up.
    static func isOpen(_ descriptor: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1000)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 { continue }
            return count < 0 && errno == EAGAIN
        }
    }

    /// Something that begins like ZMTP, more or less, and goes on at random.
    static func frames(_ random: inout SeededRandom) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0]
        bytes += Array((random.next(below: 2) == 0 ? "NULL" : "CURVE").utf8)
        bytes += [UInt8](repeating: 0, count: 64 - bytes.count)
        if random.next(below: 3) == 0 { bytes = random.damage(bytes) }
        for _ in 0..<random.next(below: 6) {
            let size = random.next(below: 200)
            bytes += [UInt8(random.next(below: 8)), UInt8(size)]
            if random.next(below: 2) == 0 {
                let name = ["READY", "HELLO", "INITIATE", "ERROR", "PING", "SUBSCRIBE"]
                let command = Array(name[random.next(below: name.count)].utf8)
                bytes += [UInt8(command.count)] + command
            }
            for _ in 0..<size { bytes.append(UInt8(random.next(below: 256))) }
        }
        return bytes
    }
}
