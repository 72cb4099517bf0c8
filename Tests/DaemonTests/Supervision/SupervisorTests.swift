import Flow
import Glibc
import Logging
import TestSupport
import Testing
import Threads
import ZeroMQ

@testable import Daemon

@Suite("The supervisor", .timeLimit(.minutes(1)))
struct SupervisorTests {
    /// A supervisor whose daemon is made up, and a manager that wants to hear of it every 200 ms.
    struct Rig {
        let folder: TemporaryFolder
        let socket: NotifySocket
        let loop: EventLoop
        let supervisor: Supervisor
        /// What the only stage has done.
        let activity = Locked(StageActivity(inHand: 0, steps: 0))
        /// Whether the journal answers.
        let answers = Locked(true)
        let said = Locked("0 articles in hand, last event 0")

        init(watchdog: Bool = true, patience: Duration = .milliseconds(300)) async throws {
            folder = try TemporaryFolder()
            let path = folder.path(of: "notify")
            socket = try NotifySocket(path)
            var environment = ["NOTIFY_SOCKET": path]
            if watchdog { environment["WATCHDOG_USEC"] = "200000" }
            let manager = try #require(ServiceManager(environment: environment))
            loop = try EventLoop(name: "test-loop")
            let (activity, answers, said) = (activity, answers, said)
            supervisor = Supervisor(
                manager, loop: loop,
                probes: Supervisor.Probes(
                    stages: { [("extract", activity.withLock { $0 })] },
                    journal: {
                        while !answers.withLock({ $0 }) {
                            try? await Task.sleep(for: .milliseconds(5))
                        }
                    },
                    status: { said.withLock { $0 } }),
                log: Logger(component: "test", level: .error, sink: CollectedLog()),
                patience: patience)
            await supervisor.start()
        }

        func stop() async {
            answers.withLock { $0 = true }
            await supervisor.stop()
            loop.stop()
            await loop.ended()
        }
    }

    @Test("it is ready first, then says what the daemon does and that it is alive")
    func ready() async throws {
        let rig = try await Rig()
        #expect(await rig.socket.next() == ["READY=1", "WATCHDOG=1"])
        #expect(
            await rig.socket.first { $0.hasPrefix("STATUS=") }
                == "STATUS=running: 0 articles in hand, last event 0")
        #expect(await rig.socket.first { $0 == "WATCHDOG=1" } != nil)
        await rig.stop()
    }

    @Test("without a watchdog there is no sign of life, but a status")
    func noWatchdog() async throws {
        let rig = try await Rig(watchdog: false)
        var lines = await rig.socket.next() ?? []
        while !lines.contains(where: { $0.hasPrefix("STATUS=") }),
            let next = await rig.socket.next()
        {
            lines += next
        }
        #expect(lines.filter { $0 == "WATCHDOG=1" }.count == 1)
        #expect(await rig.socket.next(within: 300) == nil)
        await rig.stop()
    }

    @Test("a stage that stands still silences it, and it says why; progress ends that")
    func stuckStage() async throws {
        let rig = try await Rig()
        rig.activity.withLock { $0.inHand = 1 }
        let status = await rig.socket.first { $0.hasPrefix("STATUS=not well") }
        #expect(status?.hasPrefix("STATUS=not well: extract has 1 in hand") == true)
        #expect(await rig.socket.next(within: 400) == nil)
        rig.activity.withLock { $0.steps += 1 }
        #expect(await rig.socket.first { $0 == "WATCHDOG=1" } != nil)
        await rig.stop()
    }

    @Test("a journal that does not answer silences it; an answer ends that")
    func stuckJournal() async throws {
        let rig = try await Rig()
        rig.answers.withLock { $0 = false }
        let status = await rig.socket.first { $0.hasPrefix("STATUS=not well") }
        #expect(status?.hasPrefix("STATUS=not well: the journal has not answered") == true)
        #expect(await rig.socket.next(within: 400) == nil)
        rig.answers.withLock { $0 = true }
        #expect(await rig.socket.first { $0 == "WATCHDOG=1" } != nil)
        await rig.stop()
    }

    @Test("an event loop that stands still silences it")
    func stuckLoop() async throws {
        let rig = try await Rig()
        #expect(await rig.socket.first { $0 == "WATCHDOG=1" } != nil)
        let isHeld = Locked(true)
        let holding = Task(executorPreference: rig.loop) {
            // The loop's thread itself is to stand still, so nothing may be awaited here.
            while isHeld.withLock({ $0 }) { usleep(1000) }
        }
        // What was under way when the loop was taken.
        while await rig.socket.next(within: 300) != nil {}
        #expect(await rig.socket.next(within: 400) == nil)
        isHeld.withLock { $0 = false }
        await holding.value
        #expect(await rig.socket.first { $0 == "WATCHDOG=1" } != nil)
        await rig.stop()
    }

    @Test("reading the configuration again begins and ends")
    func reload() async throws {
        let rig = try await Rig()
        _ = await rig.socket.next()
        await rig.supervisor.reloading()
        await rig.supervisor.reloaded()
        #expect(await rig.socket.first { $0 == "RELOADING=1" } != nil)
        #expect(await rig.socket.first { $0 == "READY=1" } != nil)
        await rig.stop()
    }

    @Test("while it stops it goes on living and asks for time")
    func stopping() async throws {
        let rig = try await Rig()
        await rig.supervisor.stopping("SIGTERM")
        // In whatever order, but begun by the first of them.
        #expect(await rig.socket.first { $0 == "STOPPING=1" } != nil)
        var awaited: Set = [
            "EXTEND_TIMEOUT_USEC=15000000", "WATCHDOG=1",
            "STATUS=stopping: 0 articles in hand, last event 0",
        ]
        while !awaited.isEmpty, let lines = await rig.socket.next() { awaited.subtract(lines) }
        #expect(awaited.isEmpty)
        await rig.supervisor.stop()
        await rig.socket.drain()
        #expect(await rig.socket.next(within: 300) == nil)
        await rig.stop()
    }

    @Test("a status that changes all the time is said now and then")
    func statusLimit() async throws {
        let rig = try await Rig()
        _ = await rig.socket.first { $0.hasPrefix("STATUS=") }
        var statuses = 0
        let begin = Instant.now
        for number in 0..<30 {
            rig.said.withLock { $0 = "\(number) articles in hand" }
            let lines = await rig.socket.next(within: 50) ?? []
            statuses += lines.count { $0.hasPrefix("STATUS=") }
        }
        // None within 5 s; a busy machine may take longer over the thirty.
        #expect(statuses <= Int((Instant.now - begin).seconds / 5))
        await rig.stop()
    }
}
