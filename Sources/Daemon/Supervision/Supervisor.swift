import Flow
import Logging
import Threads
import ZeroMQ

/// Tells the service manager how the daemon is: that it is ready, what it does, that it is alive.
///
/// Lives on the daemon's event loop, so that a loop that stands still says nothing.
actor Supervisor {
    /// Between two status lines.
    static let statusInterval = Duration.seconds(5)
    /// How much longer a drain may take, asked for again and again while it gets on.
    static let respite = Duration.seconds(15)

    /// What it asks.
    struct Probes: Sendable {
        /// The stages, by name, and what they have done.
        var stages: @Sendable () async -> [(String, StageActivity)]
        /// Returns when the journal has answered.
        var journal: @Sendable () async -> Void
        /// What the daemon does, in a few words.
        var status: @Sendable () async -> String
    }

    private enum Phase: String { case running, stopping }

    private nonisolated let loop: EventLoop
    private let manager: ServiceManager
    private let probes: Probes
    private let log: Logger
    private let beat: Duration
    private var watchdog: Watchdog
    private var phase = Phase.running
    private var timer: LoopToken?
    private var isLooking = false
    private var isAsking = false
    private var lastPing: Instant?
    private var lastStatus: (text: String, at: Instant)?
    private var complaint: String?

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// A supervisor that says nothing until ``start()``.
    ///
    /// - Parameter patience: how long a stage or the journal may stand still.
    init(
        _ manager: ServiceManager, loop: EventLoop, probes: Probes, log: Logger,
        patience: Duration = Watchdog.patience
    ) {
        self.manager = manager
        self.loop = loop
        self.probes = probes
        self.log = log.child("supervision")
        beat = min(.seconds(1), (manager.watchdog ?? .seconds(4)) / 4)
        watchdog = Watchdog(interval: beat, patience: patience)
    }

    isolated deinit { if let timer { loop.cancel(timer) } }

    /// Says that the daemon is ready, and from now on how it is.
    func start() async {
        lastPing = .now
        manager.send(.ready, .alive)
        timer = loop.schedule(after: beat, repeating: beat) { [weak self] in
            self?.assumeIsolated { $0.tick() }
        }
        await look()
    }

    /// The configuration is read again; ends with ``reloaded()``.
    func reloading() {
        manager.send(
            .reloading(microseconds: ServiceManager.monotonicMicroseconds),
            .status("reading the configuration again"))
    }

    /// The configuration was read again.
    func reloaded() {
        lastStatus = nil
        manager.send(.ready)
    }

    /// The end has begun; goes on saying that the daemon is alive.
    func stopping(_ reason: String) {
        phase = .stopping
        lastStatus = nil
        manager.send(
            .stopping, .status("stopping: \(reason)"),
            .extendTimeout(Supervisor.respite))
    }

    /// Says no more.
    func stop() {
        if let timer { loop.cancel(timer) }
        timer = nil
    }

    private func tick() {
        if isLooking { return }
        isLooking = true
        // Ends at once: stages live on this loop, and nothing else is waited for.
        Task(executorPreference: loop) { [weak self] in await self?.look() }
    }

    private func look() async {
        let now = Instant.now
        watchdog.look(at: now)
        for (name, activity) in await probes.stages() {
            watchdog.saw(name, activity, at: now)
        }
        isLooking = false
        if !isAsking { ask() }
        ping(at: now)
        if phase == .stopping && complaint == nil {
            manager.send(.extendTimeout(Supervisor.respite))
        }
    }

    private func ask() {
        isAsking = true
        watchdog.askedJournal(at: .now)
        // Not awaited: that it may never come back is what is to be noticed.
        Task(executorPreference: loop) { [weak self, probes] in
            await probes.journal()
            await self?.journalAnswered()
            let text = await probes.status()
            await self?.say(text)
        }
    }

    private func journalAnswered() { watchdog.journalAnswered() }

    private func ping(at now: Instant) {
        let before = complaint
        complaint = watchdog.complaint(at: now)
        if let complaint {
            if before == nil {
                log.warning("not well: the watchdog is left alone", [.reason: complaint])
                manager.send(.status("not well: \(complaint)"))
                lastStatus = nil
            }
            return
        }
        if before != nil { log.notice("well again") }
        guard let interval = manager.watchdog else { return }
        // A beat early rather than late.
        if let lastPing, now - lastPing + beat < interval / 2 { return }
        lastPing = now
        manager.send(.alive)
    }

    private func say(_ text: String) {
        isAsking = false
        let text = "\(phase.rawValue): \(text)"
        guard complaint == nil, lastStatus?.text != text else { return }
        let now = Instant.now
        if let lastStatus, now - lastStatus.at < Supervisor.statusInterval { return }
        if timer != nil, manager.send(.status(text)) { lastStatus = (text, now) }
    }
}
