internal import CLinux
internal import Synchronization

/// The thread that actors with sockets live on.
///
/// One thread alternates between running its actors' jobs and waiting in `zmq_poll` for their
/// sockets, file descriptors and timers. An actor joins by returning ``asUnownedSerialExecutor()``
/// from its `unownedExecutor`; several may share a loop and then call each other without changing
/// threads. Start an actor's own work with `Task(executorPreference: loop)`: otherwise each
/// suspension takes a detour over the cooperative pool, at about twenty times the cost.
///
/// Registering, scheduling and using sockets is allowed only on the loop's thread, that is, inside
/// such an actor. Nothing that waits belongs there.
///
/// A loop runs until ``stop()``; forgetting to stop it leaks its thread.
public final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
    // Proof of @unchecked Sendable: `inbox` locks itself and `threadID` is atomic; `table`,
    // `timers` and `timerActions` are touched only by the loop's thread, which their users check.
    // A thread that takes over after the end is ordered behind it by the inbox's lock.

    /// The thread's name, of which the kernel shows 15 bytes.
    public let name: String
    let inbox: Inbox
    private let threadID = Atomic<UInt>(0)
    var table = PollTable()
    var timers = TimerQueue()
    var timerActions: [Int: () -> Void] = [:]

    /// Starts a loop and its thread.
    ///
    /// - Throws: the errno of `eventfd` when no descriptor is left.
    public init(name: String) throws(ZeroMQError) {
        self.name = name
        inbox = try Inbox()
        table.doorbell = inbox.doorbell
        inbox.markRunning()
        startThread()
    }

    /// Runs a job on the loop's thread, after those before it. Called by the runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        perform(inbox.append(UnownedJob(job)))
    }

    /// What an actor on this loop returns from `unownedExecutor`.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// The loop as the runtime refers to it in task preferences.
    public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
        UnownedTaskExecutor(ordinary: self)
    }

    /// Whether the caller runs on the loop's thread.
    public var isCurrent: Bool { threadID.load(ordering: .relaxed) == UInt(pthread_self()) }

    /// Traps when called off the loop's thread.
    public func checkIsolated() {
        precondition(isCurrent, "called off the event loop's thread")
    }

    /// What `assumeIsolated` asks first.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    /// Ends the loop: it lets go of all registrations and timers, runs the jobs that are left, and
    /// its thread ends. Does not wait, and may be called from anywhere, more than once.
    ///
    /// Jobs that come later still run, on a short-lived thread that takes the place of the first,
    /// so that an actor released late can close its sockets in its `isolated deinit`.
    public func stop() { perform(inbox.stop()) }

    /// Waits until the thread has ended after ``stop()``. Do not call it on the loop itself.
    public func ended() async { await inbox.wait() }

    private func perform(_ errand: Inbox.Errand) {
        switch errand {
        case .nothing: break
        case .ring: inbox.ring()
        case .startThread: startThread()
        }
    }

    private func startThread() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var created = pthread_t()
        let code = pthread_create(
            &created, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<EventLoop>.fromOpaque(argument).takeRetainedValue().runThread()
                return nil
            }, Unmanaged.passRetained(self).toOpaque())
        precondition(code == 0, "pthread_create failed with \(code)")
    }

    private func runThread() {
        pthread_setname_np(pthread_self(), String(name.prefix(15)))
        threadID.store(UInt(pthread_self()), ordering: .relaxed)
        repeat {
            turnUntilStopped()
        } while !inbox.finish { self.threadID.store(0, ordering: .relaxed) }
    }
}
