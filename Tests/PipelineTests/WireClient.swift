import Testing
import Threads
import ZeroMQ

/// A DEALER for tests: sends frames and keeps what comes back.
actor WireClient {
    private nonisolated let loop: EventLoop
    private let socket: DealerSocket
    private var inbox: [[[UInt8]]] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(maximumFrames: Int = 64, security: SecurityOptions = .none) throws {
        let loop = try EventLoop(name: "wire-client")
        self.loop = loop
        socket = try DealerSocket(
            try Context(), on: loop,
            options: SocketOptions { options in
                options.linger = .seconds(1)
                options.maxFrames = maximumFrames
                options.immediate = false
                options.security = security
            })
    }

    isolated deinit {
        socket.close()
        loop.stop()
    }

    func connect(to endpoint: String) throws {
        try socket.connect(to: try Endpoint(endpoint))
        loop.register(socket, for: self) { $0.inbox.append($1.frames) }
    }

    /// Sends a message; false if the socket has no room.
    func send(_ frames: [[UInt8]]) throws -> Bool { try socket.send(frames) == .sent }

    /// The next message that came; nil if there is none.
    func next() -> [[UInt8]]? { inbox.isEmpty ? nil : inbox.removeFirst() }

    /// How many messages came and were not taken.
    var waiting: Int { inbox.count }
}

extension WireClient {
    /// Sends one frame and waits for the answer's last frame.
    nonisolated func ask(_ json: String) async throws -> [UInt8] {
        let sent = try await self.send([Array(json.utf8)])
        try #require(sent)
        var answer: [[UInt8]]?
        let answered = try await eventually {
            answer = await self.next()
            return answer != nil
        }
        try #require(answered, "never silence")
        return answer?.last ?? []
    }
}
