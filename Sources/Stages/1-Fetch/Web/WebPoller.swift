import Feeds
public import Logging
public import Messages
public import Storage
import Threads
public import Web

/// Asks the sources on the web for what is new, and brings it. Acts on what a ``PollMachine``
/// decides; what it must not forget stands in a ``WebState``.
public actor WebPoller {
    /// What it works with.
    public struct Parts: Sendable {
        public var rules: PollRules
        public var client: HTTPClient
        public var state: WebState
        public var offering: any Offering
        public var clock: any PollClock
        public var log: Logger
        /// Limits of one exchange.
        public var limits: HTTPLimits
        /// Sources that the configuration names.
        public var configured: [WebSourceRecord]
        /// Sources that only this run has.
        public var once: [WebSourceRecord]
        /// Sources to take up that other processes named, by `chancery sources add`.
        public var takesAdded: Bool

        /// The parts; see the properties.
        public init(
            rules: PollRules, client: HTTPClient, state: WebState, offering: any Offering,
            clock: any PollClock = SystemPollClock(), log: Logger,
            limits: HTTPLimits = HTTPLimits(), configured: [WebSourceRecord] = [],
            once: [WebSourceRecord] = [], takesAdded: Bool = true
        ) {
            self.rules = rules
            self.client = client
            self.state = state
            self.offering = offering
            self.clock = clock
            self.log = log.child("fetch")
            self.limits = limits
            self.configured = configured
            self.once = once
            self.takesAdded = takesAdded
        }
    }

    /// How often the file is looked at for sources that others named.
    static let refresh = Duration.seconds(5)
    /// How long something waits that could not be stored.
    static let patience = Duration.seconds(60)
    /// Entries offered at the same time, of one poll.
    static let inFlight = 16

    let parts: Parts
    let schedule: PollSchedule
    var machine: PollMachine
    var sources: [Int64: StoredSource] = [:]
    /// Entries that wait for their pages.
    var waiting: [Int64: PendingEntry] = [:]
    /// Entries that wait to be offered once more.
    var postponed = DueQueue<PendingEntry>()
    /// Sitemaps that an index lists, from its reading to its storing.
    var children: [Int64: [String]] = [:]
    /// All entries that wait.
    var backlog = 0
    private var dataVersion: Int64 = -1
    private var nextRefresh: Instant = .zero
    private var underWay = 0
    private var bell: CheckedContinuation<Void, Never>?
    private var isRung = false
    private let thread = DedicatedThread(name: "web-poll")

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// A poller; ``run(onFirstLook:)`` has it begin.
    public init(_ parts: Parts) {
        self.parts = parts
        schedule = PollSchedule(rules: parts.rules)
        machine = PollMachine(rules: parts.rules, at: parts.clock.now)
    }

    var now: PollTime { parts.clock.now }
    var log: Logger { parts.log }

    /// Polls until the task is cancelled.
    ///
    /// - Parameter onFirstLook: called when everything that was due at the start was asked for, and
    ///   what came of it is settled.
    public func run(onFirstLook: @Sendable () async -> Void) async {
        await load()
        var isFirst = true
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                await refreshIfDue()
                machine.stall(backlog > parts.rules.backlog, at: now)
                machine.tick(at: now)
                while case let actions = machine.takeActions(), !actions.isEmpty {
                    for action in actions {
                        underWay += 1
                        group.addTask {
                            await self.perform(action)
                            await self.ended()
                        }
                    }
                }
                while let entry = postponed.next(by: now.instant) {
                    underWay += 1
                    group.addTask {
                        await self.bring([entry])
                        await self.ended()
                    }
                }
                if isFirst, underWay == 0, machine.unseen == 0,
                    machine.isQuiet(for: PollRules.longestCrawlDelay)
                {
                    isFirst = false
                    await onFirstLook()
                }
                await wait()
            }
            group.cancelAll()
        }
        if isFirst { await onFirstLook() }
    }

    /// Requests, readings and offers under way.
    public var busy: Int { underWay }

    private func ended() {
        underWay -= 1
        ring()
    }

    // MARK: Waiting

    func ring() {
        isRung = true
        bell?.resume()
        bell = nil
    }

    /// Returns when something has come to an end, or something is due.
    private func wait() async {
        if isRung || Task.isCancelled {
            isRung = false
            return
        }
        let due = [machine.nextDue, postponed.first, nextRefresh].compactMap { $0 }.min()
        let clock = parts.clock
        let isIdle = underWay == 0
        let timer = Task {
            await clock.sleep(until: due ?? nextRefresh, isIdle: isIdle)
            if !Task.isCancelled { ring() }
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // It may have rung on the way here.
                if isRung { continuation.resume() } else { bell = continuation }
            }
        } onCancel: {
            Task { await self.ring() }
        }
        timer.cancel()
        isRung = false
    }

    // MARK: Sources

    private func load() async {
        do throws(StorageError) {
            try await parts.state.configure(parts.configured, now: now.wall)
            for source in parts.once { try await parts.state.put(source, now: now.wall) }
            for (domain, until) in try await parts.state.cooled() where until > now.wall {
                machine.leaveAlone(domain, until: until, at: now)
            }
            try await refresh()
            let pending = try await parts.state.pending()
            backlog = pending.count
            // What waited when the last run ended is brought like what waits now.
            for entry in pending where entry.page == nil {
                postponed.insert(entry, at: now.instant)
            }
            await take(pages: pending.filter { $0.page != nil })
        } catch {
            log.error("cannot read what is known of sources", [.reason: "\(error)"])
        }
    }

    private func refreshIfDue() async {
        guard nextRefresh <= now.instant else { return }
        nextRefresh = now.instant + WebPoller.refresh
        do throws(StorageError) {
            let version = try await parts.state.dataVersion()
            if version != dataVersion { try await refresh() }
            dataVersion = version
        } catch {
            log.error("cannot read what is known of sources", [.reason: "\(error)"])
        }
    }

    /// Reads which sources there are.
    func refresh() async throws(StorageError) {
        let all = try await parts.state.sources()
        let once = Set(parts.once.map { "\($0.kind) \($0.url)" })
        var live: Set<Int64> = []
        let active = all.filter { stored in
            let isLive =
                switch stored.source.origin {
                case .configuration: true
                case .command: parts.takesAdded
                case .index: stored.source.parent.map { live.contains($0) } ?? false
                case .once: once.contains("\(stored.source.kind) \(stored.source.url)")
                }
            if isLive { live.insert(stored.id) }
            return isLive
        }
        sources = Dictionary(active.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        machine.sync(active, at: now)
    }

    // MARK: Actions

    private func perform(_ action: PollAction) async {
        switch action {
        case .fetch(let order): await ask(order)
        case .polled(let id, let outcome): await store(id, outcome, [])
        case .pageFailed(let entry, let failure): await pageFailed(entry, failure)
        case .cool(let domain, let until):
            log.notice("leaving a domain alone", [.peer: domain, .seconds: until - now.wall])
            do throws(StorageError) {
                try await parts.state.cool(domain, until: until, now: now.wall)
            } catch {
                log.error("cannot remember it", [.peer: domain, .reason: "\(error)"])
            }
        }
    }

    private func ask(_ order: FetchOrder) async {
        var limits = parts.limits
        var accept = "text/html, application/xhtml+xml, text/plain;q=0.5"
        switch order.subject {
        case .robots:
            // More of it than is read is left, not refused.
            limits.body = max(limits.body, 4 * RobotsRules.limit)
            accept = "text/plain, */*;q=0.5"
        case .poll(let id) where sources[id]?.source.kind != .page:
            accept =
                "application/atom+xml, application/rss+xml, application/feed+json, "
                + "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
        default: break
        }
        let request = HTTPRequest(
            order.address, accept: accept, validators: order.validators, limits: limits)
        let result: Result<HTTPResponse, HTTPError>
        do throws(HTTPError) {
            result = .success(try await parts.client.send(request))
        } catch {
            result = .failure(error)
        }
        // Given up because the daemon stops: nobody is to blame.
        if Task.isCancelled { return }
        let verdict = machine.finished(order, result, at: now)
        guard verdict == .read, case .success(let response) = result else { return }
        switch order.subject {
        case .poll(let id): await read(id, order, response)
        case .page(let entry): await bring(page: response, at: order.address, of: entry)
        case .robots: break
        }
    }
}
