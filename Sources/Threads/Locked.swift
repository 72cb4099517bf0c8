internal import CLinux

/// A value behind a `pthread` mutex.
///
/// `Synchronization.Mutex` would do, but ThreadSanitizer reports false races for it on Linux
/// (Swift 6.3), and the sanitizer runs of this project must be clean to mean something.
public final class Locked<Value>: @unchecked Sendable {
    // Proof of @unchecked Sendable: `value` is only touched between lock and unlock of `mutex`,
    // and values pass in and out only as `sending`.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    /// Wraps `value`; from here on it is only reached through ``withLock(_:)``.
    public init(_ value: sending Value) {
        mutex = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with exclusive access. Do not call out of the room from inside.
    public func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
