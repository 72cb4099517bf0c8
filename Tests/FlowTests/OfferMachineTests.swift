import Messages
import Testing
import Threads

@testable import Flow

@Suite("An offering client")
struct OfferMachineTests {
    /// A client and what it did.
    struct Scene {
        var client: OfferMachine
        var now = Instant(nanoseconds: 50_000_000_000)
        var refusals = 0
        var reconnects = 0

        init(credit: Int? = 4) {
            client = OfferMachine(
                greeting: Greeting(
                    stage: .fetch, version: "1", worker: "f", process: "p", instances: 1),
                settings: FlowSettings(), at: now)
            _ = client.takeActions()
            if let credit { welcome(credit) }
        }

        mutating func hear(
            _ command: Envelope.Command, _ task: TaskID? = nil, _ header: some Encodable
        ) {
            client.received(Envelope(command, task: task, header: header), at: now)
        }

        mutating func welcome(_ credit: Int) {
            hear(
                .welcome, nil,
                Welcome(incarnation: "hub", credit: credit, settings: FlowSettings()))
        }

        mutating func bye(_ code: FarewellHeader.Code) { hear(.bye, nil, FarewellHeader(code, "")) }

        mutating func offer(_ number: UInt8, patient: Bool = true, ticket: Int) -> TaskID {
            let task = RunnerMachineTests.task(number)
            client.offer(
                task, payload: Payload(header: [number]), patient: patient, ticket: ticket, at: now)
            return task
        }

        mutating func accept(_ task: TaskID, known: Bool = false, credit: Int = 0) {
            hear(.accepted, task, AcceptedHeader(known: known, credit: credit))
        }

        mutating func pass(_ duration: Duration, silent: Bool = false) {
            let end = now + duration
            while now < end {
                now = min(end, now + .milliseconds(200))
                if !silent { client.received(Envelope(.pong), at: now) }
                client.tick(at: now)
            }
        }

        /// The tasks offered, the answers given, and whether it connected anew, since last time.
        mutating func take() -> (offered: [TaskID], answers: [Int: OfferAnswer], hellos: Int) {
            var result: (offered: [TaskID], answers: [Int: OfferAnswer], hellos: Int) = ([], [:], 0)
            for action in client.takeActions() {
                switch action {
                case .send(let envelope):
                    if envelope.command == .offer, let task = envelope.task {
                        result.offered.append(task)
                    }
                    if envelope.command == .hello { result.hellos += 1 }
                case .answer(let ticket, let answer): result.answers[ticket] = answer
                case .refused: refusals += 1
                case .reconnect: reconnects += 1
                case .note: break
                }
            }
            return result
        }
    }

    @Test("A refusal that outlasts the silence is said; a welcome in between begins anew")
    func refusal() {
        var scene = Scene(credit: nil)
        func refuse(for seconds: Int) {
            for _ in 0..<seconds {
                scene.bye(.refused)
                scene.pass(.seconds(1))
            }
            _ = scene.take()
        }
        refuse(for: 6)
        #expect(scene.refusals == 0)
        scene.welcome(1)
        refuse(for: 7)
        #expect(scene.refusals == 0)
        refuse(for: 2)
        #expect(scene.refusals > 0)
    }

    @Test("With patience it waits for a hub, for credit and for a busy hub; without, it is busy")
    func patience() {
        var scene = Scene(credit: nil)
        let first = scene.offer(1, ticket: 1)
        let second = scene.offer(2, ticket: 2)
        _ = scene.offer(3, patient: false, ticket: 3)
        let early = scene.take()
        #expect(early.offered.isEmpty && early.answers.keys.sorted() == [3])
        scene.welcome(1)
        #expect(scene.take().offered == [first])
        _ = scene.offer(4, patient: false, ticket: 4)
        #expect(scene.take().answers.keys.sorted() == [4])
        scene.hear(.ready, nil, CreditHeader(credit: 1))
        #expect(scene.take().offered == [second])
        scene.hear(.refused, second, RefusedHeader(reason: "busy", retryAfter: 1, credit: 1))
        #expect(scene.take().answers.isEmpty)
        scene.pass(.seconds(1))
        #expect(scene.take().offered == [second])
        scene.accept(first)
        scene.accept(second, known: true)
        #expect(scene.take().answers == [1: .accepted, 2: .known])
        #expect(scene.client.openCount == 0)
    }

    @Test("Without patience a busy hub is an answer")
    func impatient() {
        var scene = Scene()
        let task = scene.offer(1, patient: false, ticket: 1)
        scene.hear(.refused, task, RefusedHeader(reason: "busy", retryAfter: 2, credit: 0))
        #expect(scene.take().answers == [1: .busy(reason: "busy", retryAfter: .seconds(2))])
    }

    @Test("A refusal for ever is the last word")
    func refused() {
        var scene = Scene()
        let task = scene.offer(1, ticket: 1)
        scene.hear(.refused, task, RefusedHeader(reason: "bad", retryAfter: nil, credit: 0))
        #expect(scene.take().answers == [1: .refused(reason: "bad")])
        scene.pass(.seconds(5))
        #expect(scene.take().offered.isEmpty)
    }

    @Test("A new conversation offers again exactly what was not answered")
    func reconnects() {
        var scene = Scene()
        let tasks = (1...3).map { scene.offer(UInt8($0), ticket: $0) }
        _ = scene.offer(4, patient: false, ticket: 4)
        scene.accept(tasks[0])
        _ = scene.take()
        scene.pass(.seconds(5) + .milliseconds(200), silent: true)
        let lost = scene.take()
        #expect(lost.hellos == 1 && lost.answers.keys.sorted() == [4])
        scene.welcome(4)
        #expect(Set(scene.take().offered) == [tasks[1], tasks[2]])
    }

    @Test("A client that hears that it is not heard offers again over a new connection")
    func notHeard() {
        var scene = Scene()
        let task = scene.offer(1, ticket: 1)
        _ = scene.take()
        scene.bye(.silent)
        scene.bye(.silent)
        #expect(scene.take().hellos == 1 && scene.reconnects == 1)
        scene.welcome(4)
        #expect(scene.take().offered == [task])
    }

    @Test("A late answer to what is to be offered again settles it")
    func lateAnswer() {
        var scene = Scene()
        let task = scene.offer(1, ticket: 1)
        scene.bye(.unknown)
        scene.bye(.unknown)
        #expect(scene.take().hellos == 1)
        scene.accept(task)
        _ = scene.offer(1, ticket: 2)
        scene.welcome(4)
        let taken = scene.take()
        #expect(taken.offered == [task] && taken.answers == [1: .accepted])
    }

    @Test("One document offered twice at a time is sent once, and both are answered")
    func duplicates() {
        var scene = Scene()
        let task = scene.offer(1, ticket: 1)
        _ = scene.offer(1, ticket: 2)
        scene.accept(task)
        let taken = scene.take()
        #expect(taken.offered == [task] && taken.answers == [1: .accepted, 2: .known])
    }

    @Test("Who waits and who does not are told apart, also about the same document")
    func mixedPatience() {
        var scene = Scene(credit: 0)
        let task = scene.offer(1, ticket: 1)
        _ = scene.offer(1, patient: false, ticket: 2)
        #expect(scene.take().answers.keys.sorted() == [2])
        scene.hear(.ready, nil, CreditHeader(credit: 1))
        _ = scene.offer(1, patient: false, ticket: 3)
        scene.hear(.refused, task, RefusedHeader(reason: "busy", retryAfter: 1, credit: 1))
        #expect(scene.take().answers.keys.sorted() == [3])
        scene.pass(.seconds(1))
        scene.accept(task)
        #expect(scene.take().answers == [1: .accepted])
    }

    @Test("A second WELCOME counts what was sent since the first")
    func secondWelcome() {
        var scene = Scene(credit: 4)
        for number in 1...3 { _ = scene.offer(UInt8(number), ticket: number) }
        scene.welcome(4)
        #expect(scene.client.credit == 1)
        scene.welcome(2)
        #expect(scene.client.credit == 0)
    }

    @Test("After leaving nothing is sent, everyone is told, and no WELCOME changes that")
    func leaves() {
        var scene = Scene()
        _ = scene.offer(1, ticket: 1)
        _ = scene.take()
        scene.client.leave(at: scene.now)
        scene.welcome(4)
        _ = scene.offer(2, ticket: 2)
        scene.pass(.seconds(20), silent: true)
        let taken = scene.take()
        #expect(taken.answers.keys.sorted() == [1, 2] && taken.offered.isEmpty)
        #expect(taken.hellos == 0 && scene.client.phase == .left)
    }
}
