import CZeroMQ
import Glibc
import Testing
import Threads
import ZeroMQ

@Suite(.timeLimit(.minutes(1))) struct SocketTests {
    @Test("a router answers a dealer by its identity", arguments: Endpoint.Transport.all)
    func roundTrip(transport: Endpoint.Transport) throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        let dealer = try DealerSocket(
            context, options: options { $0.routingID = [UInt8]("stage-7") })
        let endpoint = try router.bind(to: transport.sample(in: folder))
        try dealer.connect(to: endpoint)
        let frames: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 100_000)]
        try sendWhenReady(dealer, frames)
        let received = try eventually("a message") { try router.receive() }
        #expect(received.identity == [UInt8]("stage-7"))
        #expect(received.frames == frames)
        #expect(received.message.userID == nil)
        #expect((received.message.peerAddress == nil) == (transport == .inproc))
        #expect(try router.send(to: received.identity, [[4]]) == .sent)
        #expect(try eventually("an answer") { try dealer.receive() }.frames == [[4]])
        #expect(try dealer.receive() == nil)
    }

    @Test("a loopback IPv6 address works too", .enabled(if: hasLoopbackIPv6()))
    func ipv6() throws {
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        let dealer = try DealerSocket(context, options: quick)
        let bound = try router.bind(to: Endpoint("tcp://[::1]:*"))
        try dealer.connect(to: bound)
        try sendWhenReady(dealer, [[1]])
        #expect(try eventually("a message") { try router.receive() }.frames == [[1]])
    }

    @Test("a message to an unknown peer is reported, not lost")
    func unroutable() throws {
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        let endpoint = try freshInproc()
        try router.bind(to: endpoint)
        #expect(try router.send(to: [UInt8]("nobody"), [[1], [2]]) == .unroutable)
        // The refusal left nothing behind that could prefix the next message.
        let dealer = try DealerSocket(context, options: options { $0.routingID = [7] })
        try dealer.connect(to: endpoint)
        try eventually("a route") { try router.send(to: [7], [[3]]) == .sent ? true : nil }
        #expect(try eventually("a message") { try dealer.receive() }.frames == [[3]])
    }

    @Test("sending beyond the high-water mark would block and sends nothing")
    func highWaterMark() throws {
        let context = try Context()
        let small = options {
            $0.sendHighWaterMark = 5
            $0.receiveHighWaterMark = 5
        }
        let router = try RouterSocket(context, options: small)
        let dealer = try DealerSocket(context, options: small)
        let endpoint = try freshInproc()
        try router.bind(to: endpoint)
        try dealer.connect(to: endpoint)
        var sent = 0
        while sent < 100, try dealer.send([[UInt8(sent)], [1], [2]]) == .sent { sent += 1 }
        #expect(sent == 10)
        let first = try eventually("a message") { try router.receive() }
        for index in 1..<sent {
            let received = try eventually("message \(index)") { try router.receive() }
            #expect(received.frames == [[UInt8(index)], [1], [2]])
        }
        #expect(try router.receive() == nil)
        var answers = 0
        while answers < 100, try router.send(to: first.identity, [[0], [0]]) == .sent {
            answers += 1
        }
        #expect(answers == 10)
        #expect(try router.send(to: first.identity, [[0]]) == .wouldBlock)
    }

    @Test("a socket without a connection would block rather than queue")
    func immediate() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let dealer = try DealerSocket(try Context(), options: quick)
        try dealer.connect(to: folder.endpoint("nobody"))
        #expect(try dealer.send([[1]]) == .wouldBlock)
    }

    @Test("messages beyond our own limits are refused before they leave")
    func ownLimits() throws {
        let dealer = try DealerSocket(
            try Context(),
            options: options {
                $0.maxMessageSize = 10
                $0.maxFrames = 3
            })
        for frames in [[], [[1], [2], [3], [4]], [[UInt8](repeating: 0, count: 11)]] {
            #expect(throws: ZeroMQError.self) { try dealer.send(frames as [[UInt8]]) }
        }
        #expect(try dealer.send([[1], [2], [3]]) == .wouldBlock)
    }

    @Test("frames are lent in place and sent without copying")
    func frames() throws {
        let context = try Context()
        let router = try RouterSocket(context, options: quick)
        let dealer = try DealerSocket(context, options: quick)
        let endpoint = try freshInproc()
        try router.bind(to: endpoint)
        try dealer.connect(to: endpoint)
        var frame = Frame([5, 6, 7])
        #expect(frame.count == 3)
        let sent = try dealer.send(&frame)
        #expect(sent == .sent)
        #expect(frame.count == 0)
        var seen: [[UInt8]] = []
        try eventually("a message") {
            try router.receive { index, frame in
                if index > 0 { seen.append(frame.bytes) }
                #expect(frame.hasMore == (index == 0))
            } ? true : nil
        }
        #expect(seen == [[5, 6, 7]])
        var refused = Frame([1])
        let result = try router.send(to: [0xAA], &refused)
        #expect(result == .unroutable)
        #expect(refused.bytes == [1])
        #expect(Frame([]).bytes.isEmpty)
    }

    @Test("a request is answered, and one without an answer times out")
    func request() async throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let context = try Context()
        let endpoint = try folder.endpoint("ask")
        let client = try RequestSocket(context, options: quick)
        try client.connect(to: endpoint)
        let error = #expect(throws: ZeroMQError.self) {
            try client.request([[1]], timeout: .milliseconds(20))
        }
        #expect(error?.code == ETIMEDOUT)
        let loop = try EventLoop(name: "answers")
        let echo = try Echo(context: context, loop: loop)
        try await echo.start(at: endpoint)
        let second = try RequestSocket(context, options: quick)
        try second.connect(to: endpoint)
        #expect(try second.request([[1], [2]], timeout: .seconds(10)).frames == [[1], [2]])
        second.close()
        #expect(throws: ZeroMQError.self) { try second.request([[1]], timeout: .seconds(1)) }
        loop.stop()
    }

    @Test("options that do not belong to the role are refused")
    func misplacedOptions() throws {
        let context = try Context()
        let wrong: [SocketOptions] = [
            options { $0.routerHandover = true }, options { $0.xpubVerboser = true },
            options { $0.welcomeMessage = [1] }, options { $0.routingID = [0, 1] },
            options { $0.routingID = [UInt8](repeating: 1, count: 256) },
            options { $0.linger = .seconds(-1) }, options { $0.linger = .seconds(3600) },
            options { $0.maxFrames = 0 }, options { $0.sendHighWaterMark = -1 },
        ]
        for options in wrong {
            let error = #expect(throws: ZeroMQError.self) {
                try DealerSocket(context, options: options)
            }
            #expect(error?.code == EINVAL)
        }
        #expect(context.openSockets == 0)
        let all = options {
            $0.heartbeat = Heartbeat(interval: .seconds(1))
            $0.tcpKeepalive = .seconds(60)
            $0.routerHandover = true
        }
        _ = try RouterSocket(context, options: all)
    }

    @Test("errors say what was done, where, and whether to try again")
    func errors() throws {
        let context = try Context()
        let first = try RouterSocket(context, options: quick)
        let second = try RouterSocket(context, options: quick)
        let endpoint = try first.bind(to: Endpoint("tcp://127.0.0.1:*"))
        #expect(!endpoint.hasWildcardPort)
        let error = #expect(throws: ZeroMQError.self) { try second.bind(to: endpoint) }
        #expect(error?.code == EADDRINUSE)
        #expect(error?.isRetriable == true)
        #expect(error?.description == "cannot bind \(endpoint): address already in use")
    }

    @Test(
        "using a socket off its thread traps")
    func wrongThread() async {
        await #expect(processExitsWith: .failure) {
            let loop = try EventLoop(name: "owner")
            let dealer = try DealerSocket(try Context(), on: loop)
            _ = try dealer.send([[1]])
        }
    }
}

extension Endpoint.Transport {
    static let all: [Self] = [.inproc, .ipc, .tcp]

    func sample(in folder: ScratchFolder) throws -> Endpoint {
        switch self {
        case .inproc: try freshInproc()
        case .ipc: try folder.endpoint("sample")
        case .tcp: try Endpoint("tcp://127.0.0.1:*")
        }
    }
}
