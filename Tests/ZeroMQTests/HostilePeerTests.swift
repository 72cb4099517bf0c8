import Glibc
import Testing
import Threads
import ZeroMQ

/// Peers that do not play by the rules. Whatever they do, the socket goes on serving others.
@Suite(.timeLimit(.minutes(1))) struct HostilePeerTests {
    private let context: Context
    private let router: RouterSocket
    private let endpoint: Endpoint

    init() throws {
        context = try Context()
        router = try RouterSocket(
            context,
            options: options {
                $0.maxMessageSize = 1000
                $0.maxFrames = 8
                $0.handshakeInterval = .milliseconds(200)
            })
        endpoint = try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
    }

    /// A peer without the router's limits.
    private func giant() throws -> DealerSocket {
        let dealer = try DealerSocket(
            context,
            options: options {
                $0.maxFrames = 100_000
                $0.sendHighWaterMark = 0
            })
        try dealer.connect(to: endpoint)
        return dealer
    }

    private func serves() throws {
        let dealer = try DealerSocket(context, options: quick)
        try dealer.connect(to: endpoint)
        try sendWhenReady(dealer, [[UInt8]("well behaved")])
        let received = try eventually("a message") { try router.receive() }
        #expect(received.frames == [[UInt8]("well behaved")])
        #expect(try router.send(to: received.identity, [[1]]) == .sent)
        #expect(try eventually("an answer") { try dealer.receive() }.frames == [[1]])
    }

    @Test("a message with too many frames is dropped whole, and the next one is read")
    func manyFrames() throws {
        let dealer = try giant()
        try sendWhenReady(dealer, [[UInt8]](repeating: [1], count: 1000))
        #expect(try dealer.send([[2]]) == .sent)
        #expect(try eventually("a message") { try router.receive() }.frames == [[2]])
        #expect(router.droppedMessages == 1)
    }

    @Test("many dropped messages in a row do not hold up their receiver")
    func manyDrops() throws {
        let dealer = try giant()
        for _ in 0..<100 { try sendWhenReady(dealer, [[UInt8]](repeating: [], count: 20)) }
        #expect(try dealer.send([[3]]) == .sent)
        #expect(try eventually("a message") { try router.receive() }.frames == [[3]])
        #expect(router.droppedMessages == 100)
    }

    @Test("empty frames are frames like any other")
    func emptyFrames() throws {
        let dealer = try giant()
        try sendWhenReady(dealer, [[], [], []])
        #expect(try eventually("a message") { try router.receive() }.frames == [[], [], []])
        try sendWhenReady(dealer, [[]])
        #expect(try eventually("a message") { try router.receive() }.frames == [[]])
    }

    @Test("a message too large in all is dropped, one frame too large ends the connection")
    func oversize() throws {
        let dealer = try giant()
        try sendWhenReady(dealer, [[UInt8]](repeating: [UInt8](repeating: 0, count: 400), count: 5))
        #expect(try dealer.send([[4]]) == .sent)
        #expect(try eventually("a message") { try router.receive() }.frames == [[4]])
        #expect(router.droppedMessages == 1)
        #expect(try dealer.send([[UInt8](repeating: 0, count: 1001)]) == .sent)
        try serves()
        // It never arrived; what comes next is from the connection made anew.
        try eventually("a connection anew") {
            try dealer.send([[5]]) == .sent ? try router.receive() : nil
        }
    }

    @Test(
        "bytes that are not ZMTP change nothing for others",
        arguments: [
            [UInt8]("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), [UInt8](repeating: 0, count: 100_000),
            [UInt8](repeating: 0xFF, count: 100_000), [0xFF], [],
            // A greeting of ZMTP 3.0 with the mechanism NULL, then a command of 2^63 bytes.
            [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8)
                + [UInt8](repeating: 0, count: 48) + [6, 0x80, 0, 0, 0, 0, 0, 0, 0],
            // The same, then a READY command whose property claims 4 GiB.
            [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0] + Array("NULL".utf8)
                + [UInt8](repeating: 0, count: 48) + [4, 11, 5] + Array("READY".utf8)
                + [1, 65, 0xFF, 0xFF, 0xFF, 0xFF],
        ])
    func garbage(bytes: [UInt8]) throws {
        let raw = try RawConnection(port: try #require(endpoint.port))
        raw.send(bytes)
        try serves()
        raw.close()
        try serves()
        #expect(try router.receive() == nil)
    }

    @Test("peers that connect and vanish, many times, change nothing for others")
    func vanishing() throws {
        for _ in 0..<200 { try RawConnection(port: try #require(endpoint.port)).close() }
        try serves()
    }
}

/// A plain TCP connection to this machine.
struct RawConnection {
    private let descriptor: Int32

    struct Refused: Error { let code: Int32 }

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw Refused(code: errno) }
    }

    /// Sends what the other side takes; it may hang up halfway.
    func send(_ bytes: [UInt8]) {
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    func close() { Glibc.close(descriptor) }
}
