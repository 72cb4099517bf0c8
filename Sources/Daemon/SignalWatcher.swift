internal import CLinux
internal import Glibc
import ZeroMQ

/// Turns signals into calls on an event loop.
public actor SignalWatcher {
    /// The signals that end the daemon, have it read its configuration again, or (in tests) end a
    /// standstill.
    public static let watched: [Int32] = [SIGTERM, SIGINT, SIGHUP, SIGUSR1]

    private nonisolated let loop: EventLoop
    private let descriptor: Int32
    private let onSignal: @Sendable (Int32) -> Void
    private var token: LoopToken?

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// Blocks the watched signals in this thread and all it starts from now on. Call it first
    /// thing in `main`, before any other thread exists.
    public static func block() {
        var set = mask
        pthread_sigmask(SIG_BLOCK, &set, nil)
        // A closed pipe is an error to handle, not a reason to die.
        signal(SIGPIPE, SIG_IGN)
    }

    private static var mask: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for number in watched { sigaddset(&set, number) }
        return set
    }

    init(loop: EventLoop, onSignal: @escaping @Sendable (Int32) -> Void) throws(DaemonError) {
        self.loop = loop
        self.onSignal = onSignal
        var set = SignalWatcher.mask
        descriptor = signalfd(-1, &set, Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw DaemonError(.internalFault, "signalfd: \(String(cString: strerror(errno)))")
        }
    }

    func start() {
        token = loop.register(fileDescriptor: descriptor) { [weak self] _ in
            self?.assumeIsolated { $0.read() }
        }
    }

    func stop() {
        if let token { loop.unregister(token) }
        token = nil
    }

    private func read() {
        var info = signalfd_siginfo()
        while Glibc.read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size)
            == MemoryLayout<signalfd_siginfo>.size
        {
            onSignal(Int32(bitPattern: info.ssi_signo))
        }
    }

    isolated deinit {
        if let token { loop.unregister(token) }
        close(descriptor)
    }
}
