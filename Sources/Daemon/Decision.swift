import Threads

/// Something that is settled once, and one who waits for it.
final class Decision<Value: Sendable>: Sendable {
    private struct State {
        var settled: Value?
        var waiter: CheckedContinuation<Value, Never>?
    }

    private let state = Locked(State())

    /// Settles it, unless it is settled.
    func settle(_ value: Value) {
        let waiter: CheckedContinuation<Value, Never>? = state.withLock { state in
            guard state.settled == nil else { return nil }
            state.settled = value
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: value)
    }

    /// What it was settled to; waits until it is.
    var value: Value {
        get async {
            await withCheckedContinuation { continuation in
                let settled: Value? = state.withLock { state in
                    if state.settled == nil { state.waiter = continuation }
                    return state.settled
                }
                if let settled { continuation.resume(returning: settled) }
            }
        }
    }
}
