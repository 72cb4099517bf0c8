import Messages
import Testing
import Threads

@testable import Flow

@Suite("The hub's peers")
struct HubPeersTests {
    @Test("A greeting is answered with the hub's incarnation and figures")
    func welcomes() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let welcome = try scene.take(fetch).header(.welcome, Welcome.self)
        #expect(welcome?.incarnation == "hub" && welcome?.credit == 32)
        let worker = scene.join(.extract)
        #expect(try scene.take(worker).header(.welcome, Welcome.self)?.credit == 0)
    }

    @Test("A greeting that does not fit is refused with a reason")
    func refusesMismatch() throws {
        var scene = HubScene()
        var greeting = scene.greeting(.extract, "old", process: "p")
        greeting.takes = "chancery.article/0"
        scene.say(Envelope(.hello, header: greeting), as: [9])
        let farewell = try scene.take([9]).header(.bye, FarewellHeader.self)
        #expect(farewell?.code == .refused && farewell?.reason.contains("article/0") == true)
        #expect(scene.hub.peers.isEmpty)
    }

    @Test("A second Fetch or Publish is refused", arguments: [StageName.fetch, .publish])
    func refusesSecond(stage: StageName) throws {
        var scene = HubScene()
        _ = scene.join(stage, "first")
        let second = scene.join(stage, "second", process: "another")
        #expect(
            try scene.take(second).header(.bye, FarewellHeader.self)?.code == .refused)
        #expect(scene.hub.peers.count == 1)
    }

    @Test("Whoever wants a dead one's place gets it as soon as its connection proves to be gone")
    func deadIncumbent() throws {
        var scene = HubScene()
        let first = scene.join(.publish, "first", process: "one")
        _ = scene.take(first)
        let second = scene.join(.publish, "second", process: "another")
        let asked = scene.take(first)
        #expect(asked.commands == [.ping])
        scene.hub.undeliverable(asked.map { ($0, to: first) }, at: scene.now)
        scene.settle()
        _ = scene.take(second)
        scene.say(
            Envelope(.hello, header: scene.greeting(.publish, "second", process: "another")),
            as: second)
        #expect(scene.take(second).commands.contains(.welcome))
    }

    @Test("The same worker over a new connection gets its tasks again, and nothing is counted")
    func supersedes() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let old = scene.join(.normalize, "n", process: "p")
        let task = try scene.offer(as: fetch)
        #expect(scene.tasks(old).map(\.task) == [task])
        let new = scene.join(.normalize, "n", process: "p")
        #expect(scene.tasks(new).map(\.task) == [task])
        #expect(scene.journal.rows[task]?.crashes == 0 && scene.hub.peers[old] == nil)
        #expect(scene.hub.inconsistency == nil)
    }

    @Test("A worker of the same name in another process waits until the first is given up")
    func refusesNamesake() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let old = scene.join(.normalize, "n", process: "p")
        let task = try scene.offer(as: fetch)
        let early = scene.join(.normalize, "n", process: "q")
        #expect(try scene.take(early).header(.bye, FarewellHeader.self)?.code == .refused)
        scene.pass(.seconds(6), silent: [old])
        // What killed the first is counted, though its successor came at once.
        #expect(scene.journal.rows[task]?.crashes == 1)
        let late = scene.join(.normalize, "n", process: "q")
        #expect(scene.tasks(late).map(\.task) == [task])
    }

    @Test("Strangers are told that they are, and their farewells are not answered")
    func strangers() throws {
        var scene = HubScene()
        scene.say(Envelope(.ping), as: [7])
        #expect(try scene.take([7]).header(.bye, FarewellHeader.self)?.code == .unknown)
        scene.say(Envelope(.bye, header: FarewellHeader(.stopping, "")), as: [7])
        #expect(scene.take([7]).isEmpty)
    }

    @Test("What cannot be read is refused", arguments: [Envelope.Command.task, .accepted, .ready])
    func malformed(command: Envelope.Command) throws {
        var scene = HubScene()
        let worker = scene.join(.extract)
        _ = scene.take(worker)
        scene.say(Envelope(command), as: worker)
        #expect(try scene.take(worker).header(.bye, FarewellHeader.self)?.code == .malformed)
    }

    @Test("A quiet peer is asked; one that stays silent is lost, and told so at once and again")
    func silence() throws {
        var scene = HubScene()
        let worker = scene.join(.extract)
        _ = scene.take(worker)
        scene.pass(.seconds(2), silent: [worker])
        #expect(scene.take(worker).commands.contains(.ping))
        scene.pass(.seconds(4), silent: [worker])
        #expect(scene.hub.peers[worker] == nil)
        #expect(try scene.take(worker).header(.bye, FarewellHeader.self)?.code == .silent)
        scene.say(Envelope(.pong), as: worker)
        #expect(try scene.take(worker).header(.bye, FarewellHeader.self)?.code == .unknown)
    }

    @Test("Time in which the hub itself stood still counts against nobody")
    func forgives() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let worker = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        scene.pass(.seconds(1))
        scene.now = scene.now + .seconds(60)
        scene.hub.tick(at: scene.now)
        scene.settle()
        #expect(scene.hub.peers[worker] != nil)
        #expect(scene.journal.rows[task]?.crashes == 0 && scene.journal.rows[task]?.attempts == 0)
    }

    @Test("A worker that leaves gives its tasks back uncounted")
    func leaves() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let first = scene.join(.normalize)
        let task = try scene.offer(as: fetch)
        scene.say(Envelope(.bye, header: FarewellHeader(.stopping, "stops")), as: first)
        let second = scene.join(.normalize)
        #expect(scene.tasks(second).map(\.task) == [task])
        #expect(scene.journal.rows[task]?.crashes == 0)
    }

    @Test("A task that could not be delivered is not counted, and neither is its neighbour")
    func undeliverable() throws {
        var scene = HubScene()
        let fetch = scene.join(.fetch)
        let gone = scene.join(.normalize, instances: 2)
        let tasks = [try scene.offer(as: fetch), try scene.offer(as: fetch)]
        let lost = scene.tasks(gone).map { ($0, to: gone) }
        scene.hub.undeliverable(lost, at: scene.now)
        scene.settle()
        #expect(scene.hub.peers[gone] == nil && scene.hub.inconsistency == nil)
        let next = scene.join(.normalize, instances: 2)
        #expect(Set(scene.tasks(next).compactMap(\.task)) == Set(tasks))
        #expect(scene.journal.rows.values.allSatisfy { $0.crashes == 0 })
    }
}
