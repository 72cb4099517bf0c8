internal import CZeroMQ
internal import Threads

extension EventLoop {
    /// About how many jobs run before sockets and timers have their turn.
    private static var jobsPerTurn: Int { 1024 }

    /// Alternates between jobs, timers and sockets until told to stop, then lets go of everything.
    func turnUntilStopped() {
        while true {
            runJobs()
            fireTimers()
            switch inbox.prepareToPoll() {
            case .sleep: poll(timeout: timeout())
            case .look: poll(timeout: 0)
            case .end:
                letGo()
                runJobs()
                return
            }
        }
    }

    private func runJobs() {
        var left = Self.jobsPerTurn
        while left > 0 {
            let jobs = inbox.take()
            if jobs.isEmpty { return }
            for job in jobs {
                // On the loop as both executors: a resumed continuation then comes straight back.
                job.runSynchronously(
                    isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
            }
            left -= jobs.count
        }
    }

    private func fireTimers() {
        if timers.count == 0 { return }
        let now = Instant.now
        // A handler that schedules for right now is served in the next turn, not in this loop.
        var left = timers.count
        while left > 0, let (id, isLast) = timers.takeDue(at: now) {
            left -= 1
            let action = isLast ? timerActions.removeValue(forKey: id) : timerActions[id]
            action?()
        }
    }

    /// The wait until the next timer in milliseconds, rounded up so as not to spin; -1 for ever.
    private func timeout() -> Int {
        guard let next = timers.next() else { return -1 }
        let left = (next - Instant.now).milliseconds
        return Int(min(max(0, left), 3_600_000))
    }

    private func poll(timeout: Int) {
        let ready = table.poll(timeout: timeout)
        inbox.wake(rung: table.doorbellRang)
        guard ready else {
            _ = table.dropBroken()
            return
        }
        for (watch, events) in table.takeReady() where watch.isActive {
            if events & Int16(ZMQ_POLLOUT) != 0, let action = watch.onWritable {
                watch.onWritable = nil
                table.needsRebuild = true
                action()
            }
            let others = events & ~Int16(ZMQ_POLLOUT)
            if others != 0, watch.isActive, let onReadable = watch.onReadable {
                let wantsMore = onReadable(FileEvents(pollEvents: others))
                let isOver = watch.socket == nil && others & Int16(ZMQ_POLLIN) == 0
                if isOver || !wantsMore { stopReading(watch) }
            }
        }
    }

    /// Forgets who reads. Whoever still waits to write goes on waiting.
    private func stopReading(_ watch: Watch) {
        guard watch.onWritable != nil else {
            _ = table.remove(watch)
            return
        }
        watch.onReadable = nil
        table.needsRebuild = true
    }

    private func letGo() {
        // Released only after the table is consistent: a capture's deinit may come back here.
        let watches = table.removeAll()
        let actions = timerActions
        timerActions = [:]
        timers = TimerQueue()
        withExtendedLifetime((watches, actions)) {}
    }
}
