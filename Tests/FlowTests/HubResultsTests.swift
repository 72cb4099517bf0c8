import Messages
import Storage
import Testing
import Threads

@testable import Flow

@Suite("Tasks and what becomes of them")
struct HubResultsTests {
    @Test("A result moves on to the next stage, and Publish's receipt ends the article")
    func wholeWay() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let workers = StageName.working.map { scene.join($0) }
        let task = try scene.offer(as: fetch)
        for (number, worker) in workers.dropLast().enumerated() {
            let handed = scene.tasks(worker)
            #expect(handed.map(\.task) == [task] && handed[0].attempt == 1)
            scene.done(handed[0], as: worker, body: [UInt8(number)])
        }
        let last = scene.tasks(workers[3])
        #expect(last[0].payload.body == [2])
        try scene.published(last[0], as: workers[3])
        #expect(scene.journal.rows[task]?.state == .finished)
        #expect(scene.hub.isIdle && scene.hub.status.outcomes == ["no-event": 1])
    }

    @Test("What is written down carries the wall clock as it is now, not as it was at the start")
    func clockSetLater() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        try scene.offer(as: fetch)
        scene.journalHolds = true
        scene.hub.wallClockOffset = 1_700_000_000
        scene.fail(scene.tasks(worker)[0], .article("no"), as: worker)
        guard case .commit(let operations)? = scene.waiting.first,
            case .attemptFailed(_, _, _, let written)? = operations.first
        else {
            Issue.record("no commit of the failure: \(scene.waiting)")
            return
        }
        #expect(written == 1_700_000_100)
    }

    @Test("An answer for another attempt, or from another worker, is refused")
    func wrongAnswers() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let other = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        let (holder, idle) =
            scene.hub.peers[worker]?.credit == 0 ? (worker, other) : (other, worker)
        var wrong = scene.tasks(holder)[0]
        scene.done(wrong, as: idle)
        #expect(try scene.take(idle).header(.bye, FarewellHeader.self)?.code == .malformed)
        wrong.attempt += 1
        scene.done(wrong, as: holder)
        #expect(try scene.take(holder).header(.bye, FarewellHeader.self)?.code == .malformed)
        #expect(scene.hub.articles[task]?.stage == .normalize)
    }

    @Test("The second of two answers changes nothing")
    func twice() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        let handed = scene.tasks(worker)[0]
        scene.done(handed, as: worker, body: [1])
        scene.done(handed, as: worker, body: [2])
        #expect(scene.hub.articles[task]?.payload.body == [1])
        #expect(scene.hub.peers[worker]?.credit == 1 && scene.hub.inconsistency == nil)
    }

    @Test("A late result is refused, and gives its credit back")
    func late() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        let handed = scene.tasks(worker)[0]
        scene.pass(.seconds(11))
        #expect(scene.journal.rows[task]?.attempts == 1)
        #expect(scene.tasks(worker).isEmpty && scene.hub.inconsistency == nil)
        scene.done(handed, as: worker)
        #expect(scene.hub.status.refusedResults == 1)
        #expect(scene.tasks(worker).map(\.attempt) == [2])
    }

    @Test("A worker that never answers for an overdue task is given up")
    func neverAnswers() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        try scene.offer(as: fetch)
        scene.pass(.seconds(18))
        #expect(scene.hub.peers[worker] == nil)
    }

    @Test("Publish may take as long as it wants")
    func publishWaits() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let workers = StageName.working.map { scene.join($0) }
        let task = try scene.offer(as: fetch)
        for worker in workers.dropLast() { scene.done(scene.tasks(worker)[0], as: worker) }
        scene.pass(.seconds(120))
        try scene.published(scene.tasks(workers[3])[0], as: workers[3])
        #expect(scene.journal.rows[task]?.state == .finished)
        #expect(scene.journal.rows[task]?.attempts == 0)
    }

    @Test("A failing article is tried again after it is written down, and dead at last")
    func fails() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        for attempt in 1...3 {
            let handed = scene.tasks(worker)
            #expect(handed.count == 1)
            #expect(scene.journal.rows[task]?.attempts == attempt - 1)
            scene.journalHolds = true
            scene.fail(handed[0], .article("unreadable \(attempt)"), as: worker)
            scene.pass(.seconds(2))
            #expect(scene.tasks(worker).isEmpty)
            scene.release()
            scene.pass(.seconds(2))
        }
        let row = scene.journal.rows[task]
        #expect(row?.state == .dead && row?.reason == "unreadable 3")
        #expect(row?.history.count == 3 && scene.hub.status.dead == 1 && scene.hub.isIdle)
    }

    @Test("A failing environment stops its stage for longer and longer, and counts nothing")
    func environment() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        for wait in [500, 1000, 2000] {
            scene.fail(scene.tasks(worker)[0], .environment("no model"), as: worker)
            #expect(scene.hub.status.stages[0].paused == "no model")
            scene.pass(.milliseconds(wait - 100))
            #expect(scene.tasks(worker).isEmpty)
            scene.pass(.milliseconds(200))
        }
        scene.done(scene.tasks(worker)[0], as: worker)
        #expect(scene.hub.pauses.isEmpty && scene.journal.rows[task]?.attempts == 0)
    }

    @Test("A receipt that cannot be read waits longer each time")
    func badReceipt() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let workers = StageName.working.map { scene.join($0) }
        try scene.offer(as: fetch)
        for worker in workers.dropLast() { scene.done(scene.tasks(worker)[0], as: worker) }
        scene.done(scene.tasks(workers[3])[0], as: workers[3])
        scene.pass(.milliseconds(600))
        scene.done(scene.tasks(workers[3])[0], as: workers[3])
        #expect(scene.hub.pauses[.publish]?.wait == .seconds(1))
    }

    @Test("A task a worker has no place for goes to another, and its credit is gone")
    func returned() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let full = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        let handed = scene.tasks(full)[0]
        scene.say(
            Envelope(
                .refused, task: task, attempt: handed.attempt,
                header: RefusedHeader(reason: "no instance", retryAfter: 0, credit: 0)), as: full)
        #expect(scene.tasks(full).isEmpty && scene.hub.pauses.isEmpty)
        let other = scene.join(.normalize)
        #expect(scene.tasks(other).map(\.task) == [task])
        #expect(scene.journal.rows[task]?.attempts == 0 && scene.hub.inconsistency == nil)
    }

    @Test("Large tasks take at most half of a stage's instances", arguments: [(1, 1), (4, 2)])
    func large(instances: Int, limit: Int) throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        for _ in 0..<4 { try scene.offer(as: fetch, bytes: 60_000) }
        try scene.offer(as: fetch)
        let worker = scene.join(.normalize, instances: instances)
        let handed = scene.tasks(worker)
        #expect(handed.count { $0.payload.count > 50_000 } == limit)
        #expect(handed.count == min(instances, limit + 1))
    }

    @Test("The window bounds what waits for a stage nobody serves", arguments: [1, 3])
    func stalled(window: Int) throws {
        var scene = HubScene { $0.window = window }
        let fetch = scene.join(.fetch)
        let workers = StageName.working.dropLast().map { scene.join($0, instances: 2) }
        var ended = 0
        for _ in 0..<8 { try scene.offer(as: fetch) }
        func work() {
            while true {
                var idle = true
                for worker in workers {
                    for task in scene.tasks(worker) {
                        scene.done(task, as: worker)
                        idle = false
                    }
                }
                if idle { return }
            }
        }
        work()
        #expect(scene.hub.queues[.publish]?.count == window)
        let publish = scene.join(.publish)
        while let task = scene.tasks(publish).first {
            try scene.published(task, as: publish)
            ended += 1
            work()
        }
        #expect(ended == 8 && scene.hub.isIdle)
    }
}
