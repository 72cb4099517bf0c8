import Logging
import Messages
import Security
public import Storage
import Threads
public import ZeroMQ

/// Sends what was committed to whoever listens, and serves followers.
///
/// XPUB carries `[event.<TYPE>.][{"epoch","sequence"}][event JSON]` and, each second,
/// `[control.heartbeat][{"epoch","sequence"}]` with the last sequence. A slow listener loses only
/// its own messages and sees the hole. Followers speak ``FollowMessage`` to a ROUTER.
public actor Broadcaster {
    private nonisolated let loop: EventLoop
    private let log: Logger
    private let parts: Parts
    private let line: BroadcastLine
    private let router: RouterSocket
    private let access: SocketAccess
    private var monitor: SocketMonitor?
    /// As whom the followers came in.
    private var users: [[UInt8]: String] = [:]
    private var bounds: LogBounds
    private var followers: [[UInt8]: FollowerMachine] = [:]
    private var recent = RecentEntries()
    private var timer: LoopToken?
    private var reads: [Int: Task<Void, Never>] = [:]
    private var lastRead = 0
    private var ended = false

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        loop.asUnownedSerialExecutor()
    }

    /// A broadcaster of the log `parts.reader` reads; call ``start()`` next.
    public init(_ parts: Parts) throws(ZeroMQError) {
        self.parts = parts
        loop = parts.loop
        log = parts.log.child("publish")
        bounds = parts.bounds
        line = try BroadcastLine(parts)
        let access = SocketAccess(parts.door, for: .subscribe, at: parts.follow)
        self.access = access
        router = try RouterSocket(
            parts.context, on: parts.loop,
            options: SocketOptions { options in
                options.security = access.options
                options.sendHighWaterMark = 256
                options.maxMessageSize = Limits.publicMessage
                options.linger = .seconds(1)
            })
    }

    // No `isolated deinit`: with one, the optimizer of Swift 6.3 gives up on any module that makes a
    // broadcaster ("circular reference"). If one is dropped without ``stop()``, its timer finds
    // nobody, and the loop drops its sockets at their next event or at its end.

    /// Binds the sockets and begins.
    public func start() throws(ZeroMQError) {
        try line.open(for: self) { try? $0.line.heard($1) }
        monitor = try access.watch(router, for: self)
        try router.bind(to: parts.follow, mode: 0o660)
        loop.register(router, for: self) { $0.received($1) }
        timer = loop.schedule(after: .seconds(1), repeating: .seconds(1)) { [weak self] in
            self?.assumeIsolated { $0.heartbeat() }
        }
    }

    /// Looks again at who is connected, after the door's list took something from somebody.
    public func recheck() async {
        guard !ended else { return }
        for id in followers.keys where !access.admits(userID: users[id]) { letGo(id, "refused") }
        // A broadcast cannot be denied to one listener. All connect again, and see the hole.
        do {
            try await line.reopen(for: self) { try? $0.line.heard($1) }
            if ended { line.close() }
        } catch {
            log.error("the broadcast is closed until a restart", [.reason: "\(error)"])
        }
    }

    private func letGo(_ id: [UInt8], _ reason: String) {
        log.info("follower let go", [.reason: reason])
        followers[id] = nil
        users[id] = nil
    }

    /// Followers now connected.
    public var followerCount: Int { followers.count }

    /// The last sequence broadcast.
    public var lastSequence: Int64 { bounds.last }

    /// Sends entries that were committed just now, in order.
    public func broadcast(_ entries: [LogEntry]) {
        // The sockets are closed; who listens next sees the hole and fills it.
        guard !ended else { return }
        for entry in entries {
            publish("event.\(entry.type.rawValue).", sequence: entry.sequence, body: entry.json)
            recent.append(entry)
            bounds.last = max(bounds.last, entry.sequence)
        }
        recent.trim()
        for id in followers.keys {
            perform(followers[id]?.committed(last: bounds.last) ?? [], for: id)
        }
    }

    /// Tells followers that the log now begins later.
    public func expired(first: Int64) { bounds.first = max(bounds.first, first) }

    /// Whether every follower has been shown everything.
    public var isCaughtUp: Bool { followers.values.allSatisfy(\.isCaughtUp) }

    /// Says END to every follower and closes the sockets.
    public func stop() async {
        ended = true
        let farewell = FollowMessage(.end, header: FollowReason("the daemon stops"))
        for id in followers.keys { _ = try? router.send(to: id, farewell.frames) }
        followers = [:]
        if let timer { loop.cancel(timer) }
        timer = nil
        for read in reads.values { await read.value }
        line.close()
        monitor?.close()
        monitor = nil
        router.close()
    }

    private func publish(_ topic: String, sequence: Int64, body: [UInt8]?) {
        let position = #"{"epoch":"\#(bounds.epoch)","sequence":\#(sequence)}"#
        var frames = [Array(topic.utf8), Array(position.utf8)]
        if let body { frames.append(body) }
        do {
            try line.send(frames)
        } catch {
            // The listeners see the hole and fill it from the log.
            log.error("cannot broadcast", [.sequence: sequence, .reason: "\(error)"])
        }
    }

    private func heartbeat() {
        if users.count > followers.count { users = users.filter { followers[$0.key] != nil } }
        publish("control.heartbeat", sequence: bounds.last, body: nil)
        let now = Instant.now
        let heartbeat = FollowMessage(.heartbeat, header: position)
        for (id, follower) in followers {
            if follower.isSilent(at: now) {
                letGo(id, "silent")
                // A connection may be broken in one direction only.
                refuse(id, "nothing was heard from you; say FOLLOW over a new connection")
                continue
            }
            perform(followers[id]?.heartbeat() ?? [], for: id)
            // A follower without room for a heartbeat is slow, not gone.
            if (try? router.send(to: id, heartbeat.frames)) == .unroutable { followers[id] = nil }
        }
    }

    private var position: FollowBounds {
        FollowBounds(epoch: bounds.epoch, first: bounds.first, last: bounds.last)
    }

    private func received(_ received: RoutedMessage) {
        guard access.admits(received.message) else { return }
        let id = received.identity
        let now = Instant.now
        do throws(MessageError) {
            let message = try FollowMessage(frames: received.frames)
            switch message.kind {
            case .follow:
                follow(try message.header(), id, at: now)
                if followers[id] != nil { users[id] = received.message.userID }
            case .credit:
                let more: FollowCredit = try message.header()
                guard followers[id] != nil else { return unknown(id) }
                perform(followers[id]?.heard(credit: more.credit, at: now) ?? [], for: id)
            case .ping:
                guard followers[id] != nil else { return unknown(id) }
                perform(followers[id]?.pinged(at: now) ?? [], for: id)
            case .end: followers[id] = nil
            case .following, .batch, .heartbeat, .expired, .epoch, .refused:
                refuse(id, "\(message.kind.rawValue) is not for the daemon")
            }
        } catch {
            log.warning("refused a follower's message", [.reason: "\(error)"])
            refuse(id, "\(error)")
        }
    }

    private func unknown(_ id: [UInt8]) { refuse(id, "say FOLLOW first") }

    private func refuse(_ id: [UInt8], _ reason: String) {
        send(FollowMessage(.refused, header: FollowReason(reason)), to: id)
    }

    private func follow(_ header: FollowHeader, _ id: [UInt8], at now: Instant) {
        guard !ended else { return }
        if let epoch = header.epoch, epoch != bounds.epoch {
            followers[id] = nil
            send(FollowMessage(.epoch, header: position), to: id)
            return
        }
        let after = header.after ?? bounds.last
        guard after <= bounds.last else {
            return refuse(id, "sequence \(after) is beyond the last one, \(bounds.last)")
        }
        guard after + 1 >= bounds.first else {
            followers[id] = nil
            send(FollowMessage(.expired, header: position), to: id)
            return
        }
        guard followers[id] != nil || followers.count < parts.maximumFollowers else {
            return refuse(id, "\(followers.count) followers are connected, the most allowed")
        }
        var follower = FollowerMachine(
            filter: header.filter, through: after, last: bounds.last, credit: header.credit,
            at: now)
        send(FollowMessage(.following, header: position), to: id)
        let actions = follower.advance()
        followers[id] = follower
        perform(actions, for: id)
    }

    private func perform(_ actions: [FollowerAction], for id: [UInt8]) {
        for action in actions {
            // Let go at the action before: what follows would reach it behind a hole.
            guard followers[id] != nil else { return }
            switch action {
            case .read(let after): read(after, for: id)
            case .expire(let first):
                followers[id] = nil
                var position = position
                position.first = max(position.first, first)
                send(FollowMessage(.expired, header: position), to: id)
            case .send(let through, let entries):
                send(
                    FollowMessage(
                        .batch,
                        header: BatchHeader(
                            epoch: bounds.epoch, through: through, count: entries.count),
                        events: entries.map(\.json)), to: id)
            }
        }
    }

    private func send(_ message: FollowMessage, to id: [UInt8]) {
        let result = try? router.send(to: id, message.frames)
        if result == .sent { return }
        // Gone, or so slow that its queue is full: a batch must not be lost in silence. The
        // follower notices the missing heartbeats and begins again where it is.
        if followers.removeValue(forKey: id) != nil {
            log.info("follower let go", [.reason: result == .unroutable ? "gone" : "too slow"])
        }
    }

    private func read(_ after: Int64, for id: [UInt8]) {
        if let entries = recent.after(after) {
            deliver(entries, after: after, to: id)
            return
        }
        lastRead += 1
        let ticket = lastRead
        let reader = parts.reader
        reads[ticket] = Task(executorPreference: loop) {
            let result: Result<[LogEntry], any Error>
            do {
                result = .success(
                    try await reader.read(
                        after: after, limit: FollowerMachine.readLimit,
                        bytes: FollowerMachine.readBytes))
            } catch {
                result = .failure(error)
            }
            await self.finished(ticket, result, after: after, for: id)
        }
    }

    private func finished(
        _ ticket: Int, _ result: Result<[LogEntry], any Error>, after: Int64, for id: [UInt8]
    ) {
        reads[ticket] = nil
        switch result {
        case .success(let entries): deliver(entries, after: after, to: id)
        case .failure(let error):
            log.error("cannot read the event log", [.reason: "\(error)"])
            followers[id] = nil
            refuse(id, "the event log cannot be read now")
        }
    }

    private func deliver(_ entries: [LogEntry], after: Int64, to id: [UInt8]) {
        // The follower may have begun anew elsewhere meanwhile.
        guard let follower = followers[id], follower.reading, follower.through == after else {
            return
        }
        perform(followers[id]?.read(entries) ?? [], for: id)
    }
}
