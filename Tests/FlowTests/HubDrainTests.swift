import Messages
import Storage
import Testing
import Threads

@testable import Flow

@Suite("Stopping, administration, status")
struct HubDrainTests {
    @Test("What is beyond Normalize is finished, the rest stays in the journal")
    func drains() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let workers = StageName.working.map { scene.join($0) }
        let first = try scene.offer(as: fetch)
        scene.done(scene.tasks(workers[0])[0], as: workers[0])
        let second = try scene.offer(as: fetch)
        let third = try scene.offer(as: fetch)
        scene.hub.drain(at: scene.now)
        scene.settle()
        #expect(!scene.hub.isDrained && scene.hub.articles[third] == nil)
        let inHand = scene.tasks(workers[0])
        #expect(inHand.map(\.task) == [second])
        scene.done(inHand[0], as: workers[0])
        while !scene.hub.isDrained {
            var tasks = 0
            for worker in workers.dropLast() {
                for task in scene.tasks(worker) {
                    scene.done(task, as: worker)
                    tasks += 1
                }
            }
            for task in scene.tasks(workers[3]) {
                try scene.published(task, as: workers[3])
                tasks += 1
            }
            try #require(tasks > 0)
            #expect(scene.hub.inconsistency == nil)
        }
        #expect(scene.journal.rows[first]?.state == .finished)
        #expect(scene.journal.rows[second]?.state == .finished)
        #expect(scene.journal.rows[third]?.state == .accepted && !scene.hub.isIdle)
    }

    @Test("Offers are busy while the hub stops, also those on their way to the journal")
    func refusesWhileDraining() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        scene.journalHolds = true
        try scene.offer(as: fetch)
        try scene.offer(as: fetch)
        _ = scene.take(fetch)
        scene.hub.drain(at: scene.now)
        scene.settle()
        #expect(scene.take(fetch).commands == [.refused])
        try scene.offer(as: fetch)
        #expect(try scene.take(fetch).header(.refused, RefusedHeader.self)?.reason == "stopping")
        #expect(!scene.hub.isDrained)
        scene.release()
        #expect(scene.take(fetch).commands == [.accepted] && scene.hub.isDrained)
        #expect(scene.hub.inconsistency == nil)
    }

    @Test("Everyone is told that the hub stops")
    func farewell() throws {
        var scene = HubScene()
        let peers = [scene.join(.fetch), scene.join(.extract)]
        scene.hub.farewell()
        scene.settle()
        for peer in peers {
            #expect(try scene.take(peer).header(.bye, FarewellHeader.self)?.code == .stopping)
        }
    }

    @Test("A dead letter is requeued once, and dropped once")
    func administration() throws {
        var scene = HubScene { $0.attempts = 1 }
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        scene.fail(scene.tasks(worker)[0], .article("bad"), as: worker)
        #expect(scene.journal.rows[task]?.state == .dead && scene.hub.backlog == 0)
        for (ticket, operation) in [
            JournalOperation.requeue(task: task, at: 0), .requeue(task: task, at: 0),
            .drop(task: task, at: 0),
        ].enumerated() {
            scene.hub.administer(operation, ticket: ticket, at: scene.now)
            scene.settle()
        }
        #expect(scene.answers == [0: true, 1: false, 2: false] && scene.hub.backlog == 1)
        scene.fail(scene.tasks(worker)[0], .article("bad"), as: worker)
        scene.hub.administer(.drop(task: task, at: 0), ticket: 3, at: scene.now)
        scene.settle()
        #expect(scene.answers[3] == true && scene.hub.isIdle)
        scene.journalFails = true
        scene.hub.administer(.drop(task: task, at: 0), ticket: 4, at: scene.now)
        scene.settle()
        #expect(scene.answers[4] == false)
    }

    @Test("A requeued article never has the attempt its worker still owes an answer for")
    func requeuedAttempt() throws {
        var scene = HubScene { $0.attempts = 1 }
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize, instances: 2)
        let task = try scene.offer(as: fetch)
        let first = scene.tasks(worker)[0]
        scene.pass(.seconds(11))
        #expect(scene.journal.rows[task]?.state == .dead)
        scene.hub.administer(.requeue(task: task, at: 0), ticket: 1, at: scene.now)
        scene.settle()
        #expect(scene.tasks(worker).map(\.attempt) == [2])
        scene.done(first, as: worker)
        #expect(scene.hub.articles[task]?.stage == .normalize && scene.hub.inconsistency == nil)
    }

    @Test("The status says what waits, who works and how it ended")
    func status() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize, "n", instances: 2)
        for _ in 0..<3 { try scene.offer(as: fetch) }
        let status = scene.hub.status
        #expect(status.incarnation == "hub" && status.backlog == 3 && status.window == 3)
        #expect(status.stages.map(\.stage) == StageName.working)
        #expect(status.stages[0].queued == 1 && status.stages[0].inHand == 2)
        #expect(status.stages[0].workers == 1 && status.stages[0].instances == 2)
        #expect(status.workers.map(\.worker) == ["fetch 1", "n"])
        #expect(status.windowBytes > 300 && status.refusing == nil)
        scene.fail(scene.tasks(worker)[0], .article("bad"), as: worker)
        #expect(scene.hub.status.delayed == 1)
    }
}
