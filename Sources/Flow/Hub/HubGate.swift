import Messages
import Security
import ZeroMQ

/// The hub's socket for workers on other machines: CURVE, and a role for every message.
///
/// A socket of its own, so that what is inside the machine cannot be mistaken for what is outside.
/// Its peers get identities that no peer of the hub's own socket can have. Lives on the hub's loop.
final class HubGate {
    private let router: RouterSocket
    private let loop: EventLoop
    private let endpoints: [Endpoint]
    private let access: SocketAccess
    private var monitor: SocketMonitor?

    init(
        _ context: Context, loop: EventLoop, endpoints: [Endpoint], door: Door?,
        options: SocketOptions
    ) throws(ZeroMQError) {
        self.loop = loop
        self.endpoints = endpoints
        access = endpoints.first.map { SocketAccess(door, for: .work(nil), at: $0) } ?? .open
        let security = access.options
        router = try RouterSocket(
            context, on: loop,
            options: SocketOptions {
                $0 = options
                $0.security = security
            })
    }

    func open<Owner: Actor>(
        for owner: Owner, onReceive: @escaping @Sendable (isolated Owner, RoutedMessage) -> Void
    ) throws(ZeroMQError) {
        monitor = try access.watch(router, for: owner)
        for endpoint in endpoints { try router.bind(to: endpoint) }
        loop.register(router, for: owner, onReceive: onReceive)
    }

    /// Whether a message may be looked at. HELLO says for which stage; afterwards the hub knows
    /// it, and a key that lost the role is not heard any more.
    func admits(_ received: RoutedMessage, at stage: StageName?) -> Bool {
        var stage = stage
        if received.frames.count > 1, received.frames[1] == HubGate.hello {
            // One that cannot be read is answered as any other, to whoever may work at all.
            stage = (try? Envelope(frames: received.frames)).flatMap { envelope in
                (try? envelope.header() as Greeting)?.stage
            }
        }
        return access.admits(received.message, as: .work(stage))
    }

    func send(to identity: [UInt8], _ frames: [[UInt8]]) -> RouteResult? {
        try? router.send(to: identity, frames)
    }

    func close() {
        monitor?.close()
        monitor = nil
        router.close()
    }

    private static let hello = [UInt8](Envelope.Command.hello.rawValue.utf8)

    /// libzmq's own identities are a zero and four bytes, a peer's own begin with another byte; so
    /// none has six zeros before it.
    private static let mark = [UInt8](repeating: 0, count: 6)

    /// The identity of an outside peer, as the hub knows it.
    static func mark(_ identity: [UInt8]) -> [UInt8] { mark + identity }

    /// The identity its socket knows; nil for a peer inside.
    static func unmarked(_ identity: [UInt8]) -> [UInt8]? {
        guard identity.count > mark.count, identity.starts(with: mark) else { return nil }
        return Array(identity.dropFirst(mark.count))
    }
}
