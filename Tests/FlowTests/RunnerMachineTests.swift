import Messages
import Testing
import Threads

@testable import Flow

@Suite("A stage runner")
struct RunnerMachineTests {
    /// A runner and what it did.
    struct Scene {
        var runner: RunnerMachine
        var now = Instant(nanoseconds: 50_000_000_000)
        var actions: [RunnerAction] = []

        init(_ stage: StageName = .extract, instances: Int = 2, serving: Bool = true) {
            runner = RunnerMachine(
                greeting: Greeting(
                    stage: stage, version: "1", worker: "w", process: "p", instances: instances),
                settings: FlowSettings(), at: now)
            if serving {
                welcome()
                _ = take()
            }
        }

        mutating func hear(_ envelope: Envelope) {
            runner.received(envelope, at: now)
            actions += runner.takeActions()
        }

        mutating func welcome(_ incarnation: String = "hub") {
            hear(
                Envelope(
                    .welcome,
                    header: Welcome(incarnation: incarnation, credit: 0, settings: FlowSettings())))
        }

        mutating func bye(_ code: FarewellHeader.Code) {
            hear(Envelope(.bye, header: FarewellHeader(code, "")))
        }

        mutating func task(_ number: UInt8, attempt: UInt32 = 1, bytes: Int = 10) -> TaskID {
            let task = RunnerMachineTests.task(number)
            let body = [UInt8](repeating: 1, count: bytes)
            hear(
                Envelope(
                    .task, task: task, attempt: attempt, payload: Payload(header: [], body: body)))
            return task
        }

        mutating func finish(
            _ instance: Int, _ number: UInt8, attempt: UInt32 = 1,
            _ result: Result<Payload, StageFailure> = .success(Payload(header: [], body: [7]))
        ) {
            runner.finished(
                instance: instance, attempt: attempt, task: RunnerMachineTests.task(number),
                result, at: now)
            actions += runner.takeActions()
        }

        /// Lets time pass; the hub says something each second unless it is silent.
        mutating func pass(_ duration: Duration, silent: Bool = false) {
            let end = now + duration
            while now < end {
                now = min(end, now + .milliseconds(200))
                if !silent { runner.received(Envelope(.pong), at: now) }
                runner.tick(at: now)
                actions += runner.takeActions()
            }
        }

        mutating func take() -> [RunnerAction] {
            actions += runner.takeActions()
            defer { actions = [] }
            return actions.filter { if case .note = $0 { false } else { true } }
        }

        /// What was sent since the last look, signs of life apart; other actions are dropped.
        mutating func sent() -> [Envelope] {
            take().compactMap { action in
                if case .send(let envelope) = action, envelope.command != .ping {
                    envelope
                } else {
                    nil
                }
            }
        }
    }

    static func task(_ number: UInt8) -> TaskID {
        TaskID(bytes: Array(repeating: number, count: 16))
            ?? .derived(
                source: "", item: "", bytes: [])
    }

    @Test("It says HELLO again over a new connection until it is welcome")
    func greets() throws {
        var scene = Scene(serving: false)
        #expect(scene.sent().commands == [.hello])
        scene.pass(.seconds(5), silent: true)
        let actions = scene.take()
        #expect(actions.first == .reconnect)
        scene.welcome()
        let sent = scene.sent()
        #expect(try sent.header(.ready, CreditHeader.self)?.credit == 2)
    }

    @Test("A second WELCOME grants nothing again")
    func secondWelcome() {
        var scene = Scene()
        scene.welcome()
        #expect(scene.sent().isEmpty)
        _ = scene.task(1)
        scene.welcome("another")
        #expect(scene.sent().isEmpty)
        #expect(scene.runner.phase == .serving(incarnation: "another"))
    }

    @Test("A result and a failure go back with their attempt, and grant nothing by themselves")
    func finishes() {
        var scene = Scene()
        let first = scene.task(1, attempt: 3)
        let second = scene.task(2)
        #expect(scene.take().count == 2)
        scene.finish(0, 1, attempt: 2)
        #expect(scene.take().isEmpty)
        scene.finish(0, 1, attempt: 3)
        scene.finish(1, 2, .failure(.article("bad")))
        let sent = scene.sent()
        #expect(sent.commands == [.done, .fail] && sent.map(\.task) == [first, second])
        #expect(sent[0].attempt == 3 && scene.runner.isIdle)
    }

    @Test("A task without a free instance is refused, and so is one while it drains")
    func noPlace() {
        var scene = Scene(instances: 1)
        _ = scene.task(1)
        _ = scene.task(2)
        #expect(scene.sent().commands == [.refused])
        scene.runner.drain()
        scene.finish(0, 1)
        let task = scene.task(3)
        let sent = scene.sent()
        #expect(sent.commands == [.done, .refused] && sent[1].task == task)
    }

    @Test("Progress is told at most once a second")
    func progress() {
        var scene = Scene()
        _ = scene.task(1)
        _ = scene.take()
        for _ in 0..<25 {
            scene.runner.progressed(instance: 0)
            scene.pass(.milliseconds(200))
        }
        #expect(scene.sent().count { $0.command == .progress } == 5)
    }

    @Test("A task past its deadline is cancelled, then its instance is left behind")
    func deadline() {
        var scene = Scene(instances: 1)
        _ = scene.task(1)
        _ = scene.take()
        scene.pass(.seconds(9))
        #expect(!scene.take().contains(.cancel(instance: 0)))
        scene.pass(.seconds(1) + .milliseconds(400))
        #expect(scene.take().contains(.cancel(instance: 0)))
        scene.pass(.seconds(1) + .milliseconds(200))
        let actions = scene.take()
        #expect(actions.contains(.replace(instance: 0)) && scene.runner.abandoned == 1)
        let failures = actions.filter {
            if case .send(let envelope) = $0 { envelope.command == .fail } else { false }
        }
        #expect(failures.count == 1 && scene.runner.isIdle)
        scene.finish(0, 1)
        #expect(scene.take().isEmpty)
    }

    @Test("A larger task has longer, and Publish as long as it wants")
    func longerDeadlines() {
        var scene = Scene()
        _ = scene.task(1, bytes: 100_000)
        scene.pass(.seconds(19))
        #expect(!scene.take().contains(.cancel(instance: 0)))
        var publish = Scene(.publish)
        _ = publish.task(1)
        publish.pass(.seconds(100))
        #expect(!publish.take().contains(.cancel(instance: 0)))
    }

    @Test("Time in which the process itself stood still is nobody's fault")
    func forgives() {
        var scene = Scene()
        _ = scene.task(1)
        scene.pass(.seconds(1))
        _ = scene.take()
        scene.now = scene.now + .seconds(100)
        scene.runner.tick(at: scene.now)
        #expect(!scene.take().contains { $0 == .reconnect || $0 == .cancel(instance: 0) })
    }

    @Test("Too many instances left behind end the process")
    func givesUp() {
        var scene = Scene(instances: 1)
        for number in 1...8 as ClosedRange<UInt8> {
            #expect(scene.runner.abandoned == Int(number) - 1)
            _ = scene.task(number)
            scene.pass(.seconds(12))
        }
        let gaveUp = scene.take().contains { if case .giveUp = $0 { true } else { false } }
        #expect(gaveUp)
    }

    @Test("Who is unknown says HELLO at once and once; who is refused waits a moment")
    func farewells() {
        var scene = Scene()
        _ = scene.task(1)
        _ = scene.take()
        scene.bye(.unknown)
        scene.bye(.unknown)
        let actions = scene.take()
        #expect(actions.contains(.cancel(instance: 0)))
        #expect(actions.count == 2)
        scene.welcome()
        #expect(scene.sent().commands == [.ready])
        for code in [FarewellHeader.Code.refused, .malformed, .stopping] {
            scene.bye(code)
            #expect(scene.sent().isEmpty)
            scene.pass(.seconds(1))
            #expect(scene.sent().commands == [.hello])
            scene.welcome()
            _ = scene.take()
        }
    }

    @Test("A worker that hears that it is not heard drops its task and comes over a new connection")
    func notHeard() {
        var scene = Scene(instances: 1)
        _ = scene.task(1)
        _ = scene.take()
        scene.bye(.silent)
        #expect(scene.runner.phase == .greeting(since: scene.now))
        let actions = scene.take()
        #expect(actions.first == .cancel(instance: 0) && actions.dropFirst().first == .reconnect)
        // Told again, it has said HELLO already.
        scene.bye(.silent)
        #expect(scene.take().isEmpty)
    }

    @Test("After the hub fell silent, an old result is dropped and its place granted")
    func silence() throws {
        var scene = Scene()
        _ = scene.task(1)
        _ = scene.take()
        scene.pass(.seconds(5) + .milliseconds(200), silent: true)
        #expect(scene.take().contains(.reconnect))
        scene.welcome()
        #expect(try scene.sent().header(.ready, CreditHeader.self)?.credit == 1)
        scene.finish(0, 1)
        let sent = scene.sent()
        #expect(sent.commands == [.ready])
    }

    @Test("Leaving says so once, and nothing afterwards")
    func leaves() {
        var scene = Scene()
        _ = scene.task(1)
        _ = scene.take()
        scene.runner.leave(at: scene.now)
        scene.runner.leave(at: scene.now)
        #expect(scene.take().count == 2)
        scene.finish(0, 1)
        scene.bye(.unknown)
        scene.welcome()
        scene.pass(.seconds(20), silent: true)
        #expect(scene.take().isEmpty && scene.runner.phase == .left)
    }

    @Test("A refusal that outlasts the silence is said; a welcome in between begins anew")
    func refusal() {
        var scene = Scene(serving: false)
        func refused(for seconds: Int) -> Bool {
            for _ in 0..<seconds {
                scene.bye(.refused)
                scene.pass(.seconds(1))
            }
            return scene.take().contains(.refused(reason: ""))
        }
        #expect(!refused(for: 6))
        scene.welcome()
        #expect(!refused(for: 7))
        #expect(refused(for: 2))
    }

    @Test("A result too large to travel is the article's failure")
    func oversize() {
        var scene = Scene()
        _ = scene.task(1)
        _ = scene.take()
        let body = [UInt8](repeating: 0, count: Limits.internalMessage)
        scene.finish(0, 1, .success(Payload(header: [], body: body)))
        #expect(scene.sent().commands == [.fail])
    }
}
