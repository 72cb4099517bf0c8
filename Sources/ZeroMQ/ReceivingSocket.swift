/// A role that receives something an event loop can deliver.
public protocol ReceivingSocket: Socket {
    /// What arrives, in the role's own terms.
    associatedtype Received: Sendable

    /// The next thing to arrive, or nil when there is none now. Never waits.
    func receive() throws(ZeroMQError) -> Received?
}
