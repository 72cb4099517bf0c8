import Testing
import Threads

@testable import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct SecurityTests {
    @Test("a known key is admitted under its name, an unknown one is not")
    func authority() async throws {
        let loop = try EventLoop(name: "authority")
        let context = try Context()
        let (server, known, unknown) = (
            try CurveKeyPair.generate(), try CurveKeyPair.generate(), try CurveKeyPair.generate()
        )
        let authority = try Authority(
            context: context, loop: loop,
            rule: { domain, key in
                domain == "chancery" && key == known.publicKey ? "archive" : nil
            })
        try await authority.start()
        try Self.exchange(context, server, known, unknown)
        #expect(await authority.refusals >= 1)
        loop.stop()
    }

    /// Apart, and synchronous, so that the sockets stay on one thread.
    private nonisolated static func exchange(
        _ context: Context, _ server: CurveKeyPair, _ known: CurveKeyPair, _ unknown: CurveKeyPair
    ) throws {
        let router = try RouterSocket(
            context, options: options { $0.security = .curveServer(secretKey: server.secretKey) })
        let monitor = try SocketMonitor(of: router)
        let endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
        func client(_ keys: CurveKeyPair?) throws -> DealerSocket {
            let dealer = try DealerSocket(
                context,
                options: options {
                    guard let keys else { return }
                    $0.security = .curveClient(
                        serverKey: server.publicKey, publicKey: keys.publicKey,
                        secretKey: keys.secretKey)
                })
            try dealer.connect(to: endpoint)
            return dealer
        }
        let stranger = try client(unknown)
        try eventually("a refusal") {
            try monitor.receive()?.kind == .authenticationFailed(status: 400) ? true : nil
        }
        let plain = try client(nil)
        try eventually("a failed handshake") {
            if case .protocolFailed = try monitor.receive()?.kind { true } else { nil }
        }
        let friend = try client(known)
        try sendWhenReady(friend, [[1], [2]])
        let received = try eventually("a message") { try router.receive() }
        #expect(received.frames == [[1], [2]])
        #expect(received.message.userID == "archive")
        #expect(received.message.peerAddress == "127.0.0.1")
        #expect(try stranger.send([[1]]) == .wouldBlock)
        #expect(try plain.send([[1]]) == .wouldBlock)
        #expect(try router.receive() == nil)
    }

    @Test("without an authority a message carries no user id")
    func noAuthority() throws {
        let context = try Context()
        let (server, client) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
        let router = try RouterSocket(
            context, options: options { $0.security = .curveServer(secretKey: server.secretKey) })
        let endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
        let dealer = try DealerSocket(
            context,
            options: options {
                $0.security = .curveClient(
                    serverKey: server.publicKey, publicKey: client.publicKey,
                    secretKey: client.secretKey)
            })
        try dealer.connect(to: endpoint)
        try sendWhenReady(dealer, [[1]])
        #expect(try eventually("a message") { try router.receive() }.message.userID == nil)
    }

    @Test(
        "a peer that begins a handshake and falls silent is let go",
        arguments: [
            [], [0xFF], [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3],
            [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("CURVE".utf8)
                + [UInt8](repeating: 0, count: 47),
        ] as [[UInt8]])
    func halfOpen(greeting: [UInt8]) throws {
        let context = try Context()
        let server = try CurveKeyPair.generate()
        let router = try RouterSocket(
            context,
            options: options {
                $0.security = .curveServer(secretKey: server.secretKey)
                $0.handshakeInterval = .milliseconds(200)
            })
        let monitor = try SocketMonitor(of: router)
        let endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
        let raw = try RawConnection(port: try #require(endpoint.port))
        raw.send(greeting)
        try eventually("the end of its time", within: .seconds(5)) {
            if case .handshakeFailed = try monitor.receive()?.kind { true } else { nil }
        }
        raw.close()
    }

    @Test("a subscription counts only once it is granted, where it needs to be")
    func manualSubscriptions() throws {
        let context = try Context()
        let publisher = try XPublisherSocket(context, options: options { $0.xpubManual = true })
        let endpoint = try publisher.bind(to: Endpoint("tcp://127.0.0.1:*"))
        let subscribers = try (0..<2).map { _ in try SubscriberSocket(context, options: quick) }
        for (number, subscriber) in subscribers.enumerated() {
            try subscriber.connect(to: endpoint)
            try subscriber.subscribe(to: [])
            let event = try eventually("a subscription") { try publisher.receive() }
            #expect(event == .subscribed(topic: [], userID: nil))
            if number == 0 { try publisher.grant(topic: []) }
        }
        try publisher.send([[1]])
        #expect(try eventually("a message") { try subscribers[0].receive() }.frames == [[1]])
        #expect(try subscribers[1].receive() == nil)
        let plain = try XPublisherSocket(context, options: quick)
        #expect(throws: ZeroMQError.self) { try plain.grant(topic: []) }
    }

    @Test("key pairs differ, fit together, and keep their secret")
    func keys() throws {
        let (first, second) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
        #expect(first != second)
        #expect(try first.secretKey.publicKey == first.publicKey)
        #expect(try CurvePublicKey(first.publicKey.text) == first.publicKey)
        #expect(!"\(first) \(first.secretKey)".contains(first.secretKey.text))
        var dumped = ""
        dump(first, to: &dumped)
        #expect(!dumped.contains(first.secretKey.text))
    }

    @Test(
        "malformed keys are refused, and secret ones not quoted",
        arguments: [
            "", "short", String(repeating: "~", count: 40), String(repeating: "a", count: 41),
        ])
    func malformedKeys(text: String) {
        #expect(throws: ZeroMQError.self) { try CurvePublicKey(text) }
        let error = #expect(throws: ZeroMQError.self) { try CurveSecretKey(text) }
        #expect(text.isEmpty || error?.description.contains(text) == false)
    }

    @Test(
        "authentication requests that are not well formed are refused",
        arguments: [
            [], [[]], [[], [49], [1], [], [], [], []], [[1], [49, 46, 48], [1], [], [], [], []],
        ] as [[[UInt8]]])
    func malformedRequests(frames: [[UInt8]]) {
        #expect(AuthenticationRequest(frames: frames) == nil)
    }

    @Test("a request with a key of the wrong length counts as another mechanism")
    func wrongKeyLength() {
        let frames = ["", "1.0", "7", "d", "1.2.3.4", "", "CURVE", "short"].map { [UInt8]($0.utf8) }
        let request = AuthenticationRequest(frames: frames)
        #expect(request?.credentials == .other(mechanism: "CURVE"))
        #expect(request?.refusal.count == 7)
    }
}
