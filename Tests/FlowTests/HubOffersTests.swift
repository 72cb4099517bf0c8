import Messages
import Testing
import Threads

@testable import Flow

@Suite("Offers to the hub")
struct HubOffersTests {
    @Test("An offer is accepted after the commit and not before; again, it is known")
    func accepts() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let document = scene.document()
        _ = scene.take(fetch)
        scene.journalHolds = true
        try scene.offer(document, as: fetch)
        #expect(scene.take(fetch).isEmpty)
        scene.release()
        #expect(try scene.take(fetch).header(.accepted, AcceptedHeader.self)?.known == false)
        try scene.offer(document, as: fetch)
        #expect(try scene.take(fetch).header(.accepted, AcceptedHeader.self)?.known == true)
        #expect(scene.hub.status.repeats == 1 && scene.hub.backlog == 1)
    }

    @Test("What is no document, or has another's id, is refused for ever")
    func refusesForEver() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let document = scene.document()
        scene.say(
            Envelope(.offer, task: document.taskID, payload: Payload(header: [1])), as: fetch)
        scene.say(
            Envelope(.offer, task: scene.document().taskID, payload: try document.payload()),
            as: fetch)
        let refusals = scene.take(fetch).filter { $0.command == .refused }
        #expect(refusals.count == 2 && scene.journal.rows.isEmpty)
        for refusal in refusals {
            let header: RefusedHeader = try refusal.header()
            #expect(header.retryAfter == nil)
        }
    }

    @Test("Promises never exceed the backlog, and come again as articles end")
    func keepsBacklog() throws {
        var scene = HubScene {
            $0.backlog = 5
            $0.offers = 4
        }
        let fetch = scene.join(.fetch)
        scene.journalHolds = true
        for _ in 0..<4 { try scene.offer(as: fetch) }
        // All are settled in one commit; none of them may promise the places of the others.
        scene.release()
        #expect(scene.hub.inconsistency == nil)
        for _ in 0..<4 {
            try scene.offer(as: fetch)
            #expect(scene.hub.inconsistency == nil && scene.hub.backlog <= 5)
        }
        let refusal = try scene.take(fetch).header(.refused, RefusedHeader.self)
        #expect(refusal?.retryAfter == 1 && scene.hub.backlog == 5)
        #expect(scene.hub.status.refusing?.contains("5 articles wait") == true)
    }

    @Test("While the journal fails sources are busy; afterwards they are not, whatever happened")
    func recovers() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        scene.journalFails = true
        try scene.offer(as: fetch)
        #expect(try scene.take(fetch).header(.refused, RefusedHeader.self)?.retryAfter == 2)
        try scene.offer(as: fetch)
        #expect(try scene.take(fetch).header(.refused, RefusedHeader.self)?.retryAfter == 1)
        #expect(scene.hub.status.refusing?.contains("disk full") == true)
        // Nothing else waits to be written: only an offer can find out that it works again.
        scene.journalFails = false
        scene.pass(.seconds(2))
        let task = try scene.offer(as: fetch)
        #expect(scene.journal.rows[task] != nil && scene.hub.journalPause == nil)
    }

    @Test("What cannot be written is kept and tried again")
    func retries() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        let handed = scene.tasks(worker)
        scene.journalFails = true
        scene.fail(handed[0], .article("bad"), as: worker)
        scene.pass(.seconds(3))
        #expect(scene.tasks(worker).isEmpty && scene.journal.rows[task]?.attempts == 0)
        scene.journalFails = false
        scene.pass(.seconds(5))
        #expect(scene.tasks(worker).count == 1 && scene.journal.rows[task]?.attempts == 1)
    }

    @Test("A journal that cannot be read is asked again, with waits in between")
    func readsAgain() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        scene.readsFail = true
        let task = try scene.offer(as: fetch)
        for _ in 0..<20 { scene.say(Envelope(.pong), as: worker) }
        #expect(scene.reads == 1)
        scene.pass(.seconds(2))
        #expect((2...3).contains(scene.reads))
        // What can be written is taken meanwhile.
        let other = try scene.offer(as: fetch)
        #expect(scene.journal.rows[other] != nil && scene.tasks(worker).isEmpty)
        scene.readsFail = false
        scene.pass(.seconds(5))
        #expect(scene.tasks(worker).map(\.task) == [task] && scene.hub.articles.count == 2)
    }

    @Test("An empty answer of the journal forgets nothing that was accepted meanwhile")
    func emptyAnswer() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        scene.hub.unloaded = 1
        scene.journalHolds = true
        scene.hub.tick(at: scene.now)
        scene.settle()
        try scene.offer(as: fetch)
        // The question was answered before the commit, and the answer comes after it.
        let load = scene.waiting.removeFirst()
        guard case .load = load else {
            Issue.record("no load but \(load)")
            return
        }
        scene.release()
        scene.hub.loaded([], at: scene.now)
        scene.settle()
        #expect(scene.hub.articles.count == 1 && scene.hub.unloaded == 0)
    }

    @Test("The window holds so many articles and bytes, and one too large alone")
    func window() throws {
        var scene = HubScene {
            $0.window = 3
            $0.windowBytes = 2000
        }
        let fetch = scene.join(.fetch)
        try scene.offer(as: fetch, bytes: 5000)
        try scene.offer(as: fetch, bytes: 100)
        #expect(scene.hub.articles.count == 1)
        let worker = scene.join(.normalize)
        scene.done(scene.tasks(worker)[0], as: worker)
        for _ in 0..<5 { try scene.offer(as: fetch, bytes: 100) }
        #expect(scene.hub.articles.count == 3 && scene.hub.unloaded == 4)
        #expect(scene.hub.inconsistency == nil)
    }

    @Test("A new offer in a full backlog is never taken as an offer of a worker")
    func onlyFetchOffers() throws {
        var scene = HubScene()
        let worker = scene.join(.extract)
        _ = scene.take(worker)
        try scene.offer(as: worker)
        #expect(try scene.take(worker).header(.bye, FarewellHeader.self)?.code == .malformed)
        #expect(scene.journal.rows.isEmpty)
    }
}
