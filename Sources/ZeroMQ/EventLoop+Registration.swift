public import Threads

/// Names a timer or a watched file descriptor, to take it back.
public struct LoopToken: Hashable, Sendable {
    let id: Int
}

// All of these are for the loop's thread only, and trap elsewhere.
extension EventLoop {
    /// Delivers what a socket receives to the actor that owns it.
    ///
    /// Each turn takes at most `budget` messages, so a flood at one socket does not keep others or
    /// timers waiting. The owner is held weakly: when it is gone, or the socket is closed or its
    /// context shut down, deliveries end. The socket is held until it is closed, so close it in
    /// the owner's `isolated deinit`.
    ///
    /// - Parameters:
    ///   - owner: an actor on this loop.
    ///   - onReceive: called on the loop's thread, isolated to the owner.
    public func register<Source: ReceivingSocket, Owner: Actor>(
        _ socket: Source, for owner: Owner, budget: Int = 64,
        onReceive: @escaping @Sendable (isolated Owner, Source.Received) -> Void
    ) {
        // Proof of nonisolated(unsafe): the socket belongs to this loop's thread, and so does the
        // owner, whose isolation is all that the compiler sees being crossed.
        nonisolated(unsafe) unowned let socket = socket
        register(socket) { [weak owner] in
            guard let owner else { return false }
            owner.assumeIsolated { owner in
                for _ in 0..<max(1, budget) {
                    // Any error here is final: the socket was closed, or its context shut down.
                    guard socket.isOpen, let received = try? socket.receive() else { return }
                    onReceive(owner, received)
                }
            }
            return true
        }
    }

    /// Calls `onReadable` for an actor whenever its socket has something, once a turn, until the
    /// actor is gone or the socket closed. For owners that read in their own way.
    public func register<Owner: Actor>(
        _ socket: Socket, for owner: Owner,
        onReadable: @escaping @Sendable (isolated Owner) -> Void
    ) {
        register(socket) { [weak owner] in
            guard let owner else { return false }
            owner.assumeIsolated { onReadable($0) }
            return true
        }
    }

    /// Calls `onReadable` once a turn while the socket has something, until it returns false.
    ///
    /// Take care to capture the socket's owner weakly: the loop keeps the closure.
    public func register(_ socket: Socket, onReadable: @escaping () -> Bool) {
        checkIsolated()
        precondition(socket.loop === self, "a socket was registered with a loop not its own")
        precondition(socket.isOpen, "a closed socket was registered")
        let watch = table.watch(of: socket) ?? table.add(socket: socket)
        watch.onReadable = { _ in onReadable() }
        table.needsRebuild = true
    }

    /// Calls `action` once, when the socket can send again.
    public func whenWritable(_ socket: Socket, perform action: @escaping () -> Void) {
        checkIsolated()
        precondition(socket.loop === self, "a socket was registered with a loop not its own")
        precondition(socket.isOpen, "a closed socket was registered")
        let watch = table.watch(of: socket) ?? table.add(socket: socket)
        watch.onWritable = action
        table.needsRebuild = true
    }

    /// Forgets a socket. Closing does this too.
    public func unregister(_ socket: Socket) {
        checkIsolated()
        if let watch = table.watch(of: socket) { _ = table.remove(watch) }
    }

    /// Calls `onReady` once a turn while a file descriptor has something to read. It must be read,
    /// else the loop spins. After a failure or hang-up with nothing to read it is called one last
    /// time. Unregister before closing the descriptor.
    public func register(
        fileDescriptor: Int32, onReady: @escaping (FileEvents) -> Void
    ) -> LoopToken {
        checkIsolated()
        let watch = table.add(fileDescriptor: fileDescriptor)
        watch.onReadable = { events in
            onReady(events)
            return true
        }
        return LoopToken(id: watch.id)
    }

    /// Forgets a file descriptor.
    public func unregister(_ token: LoopToken) {
        checkIsolated()
        if let watch = table.watch(token.id) { _ = table.remove(watch) }
    }

    /// Calls `action` at an instant, and then at every `interval` if there is one. Calls that were
    /// missed are not made up for.
    ///
    /// - Parameter interval: at least a millisecond, the resolution of `zmq_poll`.
    @discardableResult
    public func schedule(
        at instant: Instant, repeating interval: Duration? = nil,
        perform action: @escaping () -> Void
    ) -> LoopToken {
        checkIsolated()
        let id = timers.add(at: instant, every: interval.map { max($0, .milliseconds(1)) })
        timerActions[id] = action
        return LoopToken(id: id)
    }

    /// Calls `action` after a while, and then at every `interval` if there is one.
    @discardableResult
    public func schedule(
        after delay: Duration, repeating interval: Duration? = nil,
        perform action: @escaping () -> Void
    ) -> LoopToken {
        schedule(at: .now + delay, repeating: interval, perform: action)
    }

    /// Cancels a timer; one that has fired for the last time is no longer known.
    public func cancel(_ timer: LoopToken) {
        checkIsolated()
        timers.cancel(timer.id)
        // Removed first and released after: a capture's deinit may come back here.
        _ = timerActions.removeValue(forKey: timer.id)
    }
}
