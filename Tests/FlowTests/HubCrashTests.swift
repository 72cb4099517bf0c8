import Messages
import Storage
import Testing
import Threads

@testable import Flow

@Suite("Crashes")
struct HubCrashTests {
    /// Lets the worker that has the first article die, `times` times in company or alone.
    private func crash(
        _ scene: inout HubScene, _ stage: StageName, times: Int, instances: Int = 2
    ) -> [[TaskID]] {
        (0..<times).map { _ in
            let worker = scene.join(stage, "victim", instances: instances)
            let handed = scene.tasks(worker).compactMap(\.task)
            scene.pass(.seconds(6), silent: [worker])
            return handed
        }
    }

    @Test("After two crashes an article runs alone; only crashes alone make it dead")
    func suspects() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let first = try scene.offer(as: fetch)
        let second = try scene.offer(as: fetch)
        let together = crash(&scene, .normalize, times: 2)
        #expect(together.allSatisfy { Set($0) == [first, second] })
        #expect(scene.journal.rows[first]?.crashes == 2)
        let alone = crash(&scene, .normalize, times: 3)
        #expect(alone.allSatisfy { $0 == [first] })
        #expect(scene.journal.rows[first]?.state == .dead)
        #expect(scene.journal.rows[first]?.aloneCrashes == 3)
        // Its neighbour runs alone too, does well, and lets the others go on.
        let third = try scene.offer(as: fetch)
        let worker = scene.join(.normalize, instances: 2)
        let handed = scene.tasks(worker)
        #expect(handed.map(\.task) == [second])
        scene.done(handed[0], as: worker)
        #expect(scene.tasks(worker).map(\.task) == [third])
        #expect(scene.journal.rows[second]?.state == .accepted)
    }

    @Test("A crash is written down before the article is offered again")
    func writtenDown() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let victim = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        let other = scene.join(.normalize)
        scene.journalHolds = true
        scene.pass(.seconds(6), silent: [victim])
        #expect(scene.tasks(other).isEmpty)
        scene.release()
        #expect(scene.tasks(other).map(\.task) == [task])
        #expect(scene.journal.rows[task]?.crashes == 1)
    }

    @Test("A suspect waits until nothing else is in hand, and nothing starts beside it")
    func alone() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let suspect = try scene.offer(as: fetch)
        _ = crash(&scene, .normalize, times: 2)
        let worker = scene.join(.normalize, instances: 3)
        let handed = scene.tasks(worker)
        #expect(handed.map(\.task) == [suspect])
        let other = try scene.offer(as: fetch)
        #expect(scene.tasks(worker).isEmpty)
        scene.done(handed[0], as: worker)
        // It is a suspect still, but nobody serves its next stage: others go on.
        let next = scene.tasks(worker)
        #expect(next.map(\.task) == [other])
        let extract = scene.join(.extract)
        #expect(scene.tasks(extract).isEmpty)
        scene.done(next[0], as: worker)
        #expect(scene.tasks(extract).map(\.task) == [suspect])
    }

    @Test("A suspect whose stage takes nothing now blocks nobody")
    func blocksNobody() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let suspect = try scene.offer(as: fetch)
        _ = crash(&scene, .normalize, times: 2)
        let normalize = scene.join(.normalize)
        scene.done(scene.tasks(normalize)[0], as: normalize)
        // Somebody serves the stage and grants nothing.
        let extract = scene.join(.extract)
        let handed = scene.tasks(extract)[0]
        scene.say(
            Envelope(
                .refused, task: suspect, attempt: handed.attempt,
                header: RefusedHeader(reason: "stops", retryAfter: 0, credit: 0)), as: extract)
        let other = try scene.offer(as: fetch)
        #expect(scene.tasks(normalize).map(\.task) == [other])
    }

    @Test("Nothing runs alone while a worker is still at a task that was taken from it")
    func notWithLate() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let suspect = try scene.offer(as: fetch)
        _ = crash(&scene, .normalize, times: 2)
        let normalize = scene.join(.normalize)
        scene.done(scene.tasks(normalize)[0], as: normalize)
        let hanging = try scene.offer(as: fetch)
        let handed = scene.tasks(normalize)
        #expect(handed.map(\.task) == [hanging])
        scene.pass(.seconds(10) + .milliseconds(200))
        let extract = scene.join(.extract)
        #expect(scene.tasks(extract).isEmpty)
        scene.fail(handed[0], .article("cancelled"), as: normalize)
        #expect(scene.tasks(extract).map(\.task) == [suspect])
    }

    @Test("What the journal says of earlier crashes holds after a restart")
    func restart() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let task = try scene.offer(as: fetch)
        let other = try scene.offer(as: fetch)
        let crash = CrashedTask(task: task, stage: .normalize, alone: false)
        _ = scene.journal.commit([
            .crashed(tasks: [crash], at: 0), .crashed(tasks: [crash], at: 0),
        ])
        for _ in 0..<3 {
            _ = scene.journal.commit([
                .crashed(tasks: [.init(task: other, stage: .extract, alone: true)], at: 0)
            ])
        }
        scene.hub = HubMachine(settings: FlowSettings(), incarnation: "hub 2", backlog: 2)
        scene.hub.advance(at: scene.now)
        scene.settle()
        #expect(scene.journal.rows[other]?.state == .dead)
        let worker = scene.join(.normalize, instances: 2)
        #expect(scene.tasks(worker).map(\.task) == [task])
        #expect(scene.hub.articles.alone == 1 && scene.hub.backlog == 1)
    }

    @Test("Tasks of the hub's own process are on the flight record while they are in hand")
    func flights() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize, process: "hub")
        let task = try scene.offer(as: fetch)
        #expect(scene.flights == [task])
        scene.done(scene.tasks(worker)[0], as: worker)
        #expect(scene.flights.isEmpty)
        _ = scene.join(.extract)
        #expect(scene.flights.isEmpty)
    }
}
