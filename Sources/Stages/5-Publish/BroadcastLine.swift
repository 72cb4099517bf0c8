import Messages
import Security
import ZeroMQ

/// The socket that broadcasts. Lives on the broadcaster's loop.
///
/// With a door, a subscription counts only once its sender's user id was looked at: so nobody
/// listens who merely got through a handshake that no authority watched.
final class BroadcastLine {
    private let context: Context
    private let loop: EventLoop
    private let endpoint: Endpoint
    private let access: SocketAccess
    private var publisher: XPublisherSocket
    private var monitor: SocketMonitor?

    init(_ parts: Broadcaster.Parts) throws(ZeroMQError) {
        context = parts.context
        loop = parts.loop
        endpoint = parts.broadcast
        access = SocketAccess(parts.door, for: .subscribe, at: parts.broadcast)
        publisher = try BroadcastLine.make(context, loop, access)
    }

    private static func make(
        _ context: Context, _ loop: EventLoop, _ access: SocketAccess
    ) throws(ZeroMQError) -> XPublisherSocket {
        try XPublisherSocket(
            context, on: loop,
            options: SocketOptions { options in
                options.security = access.options
                options.xpubManual = access.isGuarded
                options.sendHighWaterMark = 1000
                options.maxMessageSize = Limits.publicMessage
                options.linger = .seconds(1)
            })
    }

    /// Binds, and tells `owner` what listeners say: give it to ``heard(_:)``.
    func open<Owner: Actor>(
        for owner: Owner, onEvent: @escaping @Sendable (isolated Owner, SubscriptionEvent) -> Void
    ) throws(ZeroMQError) {
        monitor = try access.watch(publisher, for: owner)
        try publisher.bind(to: endpoint, mode: 0o660)
        loop.register(publisher, for: owner, onReceive: onEvent)
    }

    /// Ends every connection and listens anew; does nothing without a door.
    ///
    /// - Throws: why the endpoint could not be had again within two seconds.
    func reopen<Owner: Actor>(
        for owner: isolated Owner,
        onEvent: @escaping @Sendable (isolated Owner, SubscriptionEvent) -> Void
    ) async throws {
        guard access.isGuarded, publisher.isOpen else { return }
        close()
        var failure: ZeroMQError?
        // libzmq gives the port back a moment later, from another thread.
        for _ in 0..<100 {
            do throws(ZeroMQError) {
                publisher = try BroadcastLine.make(context, loop, access)
                try open(for: owner, onEvent: onEvent)
                return
            } catch {
                close()
                failure = error
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        if let failure { throw failure }
    }

    func heard(_ event: SubscriptionEvent) throws(ZeroMQError) {
        guard access.isGuarded else { return }
        switch event {
        case .subscribed(let topic, let userID):
            if access.admits(ZeroMQ.Message(frames: [topic], userID: userID)) {
                try publisher.grant(topic: topic)
            }
        case .unsubscribed(let topic, let userID):
            if access.admits(userID: userID) { try publisher.withdraw(topic: topic) }
        case .other: break
        }
    }

    func send(_ frames: [[UInt8]]) throws(ZeroMQError) { try publisher.send(frames) }

    func close() {
        monitor?.close()
        monitor = nil
        publisher.close()
    }
}
