internal import CLinux
internal import Glibc
internal import Threads

/// The jobs that wait for an event loop, and the doorbell that wakes it.
final class Inbox: Sendable {
    /// What a caller has to do after leaving a job.
    enum Errand { case nothing, ring, startThread }
    /// What the loop has to do next.
    enum Next { case sleep, look, end }

    private struct State {
        var jobs: [UnownedJob] = []
        var isAsleep = false
        var isStopping = false
        var isRunning = false
        var waiters: [CheckedContinuation<Void, Never>] = []

        /// Notes that whoever asked will do the errand.
        mutating func takeErrand() -> Errand {
            if !isRunning {
                isRunning = true
                return .startThread
            }
            if isAsleep {
                isAsleep = false
                return .ring
            }
            return .nothing
        }
    }

    private let state = Locked(State())
    /// An eventfd, so that one `zmq_poll` waits for jobs and messages alike.
    let doorbell: Int32

    init() throws(ZeroMQError) {
        doorbell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        if doorbell < 0 {
            throw ZeroMQError(code: errno, operation: "start an event loop")
        }
    }

    deinit { close(doorbell) }

    func append(_ job: UnownedJob) -> Errand {
        state.withLock { state in
            state.jobs.append(job)
            return state.takeErrand()
        }
    }

    /// The jobs that have come in, oldest first.
    func take() -> [UnownedJob] {
        state.withLock { state in
            let jobs = state.jobs
            state.jobs = []
            return jobs
        }
    }

    func stop() -> Errand {
        state.withLock { state in
            state.isStopping = true
            return state.isRunning ? state.takeErrand() : .nothing
        }
    }

    /// Called by the loop before it polls: whoever comes after `sleep` will ring.
    func prepareToPoll() -> Next {
        state.withLock { state in
            if state.isStopping { return .end }
            guard state.jobs.isEmpty else { return .look }
            state.isAsleep = true
            return .sleep
        }
    }

    /// Called by the loop after it slept.
    func wake(rung: Bool) {
        state.withLock { $0.isAsleep = false }
        if rung {
            var count: UInt64 = 0
            _ = read(doorbell, &count, MemoryLayout<UInt64>.size)
        }
    }

    func ring() {
        var one: UInt64 = 1
        // EAGAIN means it is ringing already.
        _ = write(doorbell, &one, MemoryLayout<UInt64>.size)
    }

    func markRunning() { state.withLock { $0.isRunning = true } }

    /// Ends the thread's right to run jobs, unless some have come in.
    func finish(_ atEnd: () -> Void) -> Bool {
        let waiters: [CheckedContinuation<Void, Never>]? = state.withLock { state in
            guard state.jobs.isEmpty else { return nil }
            atEnd()
            state.isRunning = false
            let waiters = state.waiters
            state.waiters = []
            return waiters
        }
        guard let waiters else { return false }
        for waiter in waiters { waiter.resume() }
        return true
    }

    /// Resumes once the thread has ended.
    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isRunning { return true }
                state.waiters.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
