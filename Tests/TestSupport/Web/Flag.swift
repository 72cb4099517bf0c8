import Threads

/// Something that happened, perhaps, told from any thread.
public final class Flag: Sendable {
    private let state = Locked(false)

    /// Not yet.
    public init() {}

    /// It happened.
    public func raise() { state.withLock { $0 = true } }

    /// Whether it did.
    public var isRaised: Bool { state.withLock { $0 } }
}
