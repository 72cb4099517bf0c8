import Messages
import Storage
import Testing
import Threads

@testable import Publish

private func entry(_ sequence: Int64) -> LogEntry {
    LogEntry(epoch: "e1", sequence: sequence, type: sequence % 5 == 0 ? .aid : .consult, json: [])
}

private func entries(_ range: ClosedRange<Int64>) -> [LogEntry] { range.map { entry($0) } }

@Suite struct FollowerMachineTests {
    private func follower(
        after: Int64, last: Int64, credit: Int, filter: FollowFilter = FollowFilter()
    ) -> FollowerMachine {
        FollowerMachine(filter: filter, through: after, last: last, credit: credit, at: .zero)
    }

    @Test("replay goes over into live without a seam, one read at a time")
    func replayAndLive() {
        var machine = follower(after: 1, last: 3, credit: 10)
        #expect(machine.advance() == [.read(after: 1)])
        #expect(machine.committed(last: 4).isEmpty)
        #expect(
            machine.read(entries(2...3))
                == [.send(through: 3, entries(2...3)), .read(after: 3)])
        #expect(!machine.isCaughtUp)
        #expect(machine.read(entries(4...4)) == [.send(through: 4, [entry(4)])])
        #expect(machine.isCaughtUp)
        #expect(machine.heartbeat().isEmpty)
        #expect(machine.committed(last: 5) == [.read(after: 4)])
    }

    @Test("who has said PING may be silent for 4 s, others for 60 s")
    func silence() {
        func at(_ seconds: Double) -> Instant { .zero + .seconds(seconds) }
        var machine = follower(after: 0, last: 0, credit: 2)
        #expect(!machine.isSilent(at: at(59.9)) && machine.isSilent(at: at(60)))
        _ = machine.pinged(at: at(60))
        #expect(!machine.isSilent(at: at(63.9)) && machine.isSilent(at: at(64)))
        _ = machine.heard(credit: 1, at: at(64))
        #expect(!machine.isSilent(at: at(67.9)) && machine.isSilent(at: at(68)))
    }

    @Test("no more goes out than there is credit for, and the rest comes when there is more")
    func credit() {
        var machine = follower(after: 0, last: 9, credit: 2)
        #expect(machine.advance() == [.read(after: 0)])
        #expect(machine.read(entries(1...9)) == [.send(through: 2, entries(1...2))])
        #expect(machine.committed(last: 10).isEmpty)
        #expect(machine.heard(credit: 0, at: .zero).isEmpty)
        #expect(machine.heard(credit: 100, at: Instant(nanoseconds: 7)) == [.read(after: 2)])
        #expect(machine.lastHeard == Instant(nanoseconds: 7))
        #expect(machine.read(entries(3...10)) == [.send(through: 10, entries(3...10))])
    }

    @Test("credit has a most")
    func creditLimit() {
        var machine = follower(after: 0, last: 0, credit: 100_000)
        _ = machine.heard(credit: 100_000, at: .zero)
        #expect(machine.credit == 100_000)
    }

    @Test("a filtered follower is told where it is, at the latest by the heartbeat")
    func filtered() {
        var machine = follower(
            after: 0, last: 4, credit: 5, filter: FollowFilter(types: [.aid]))
        _ = machine.advance()
        #expect(machine.read(entries(1...4)).isEmpty)
        #expect(machine.heartbeat() == [.send(through: 4, [])])
        #expect(machine.heartbeat().isEmpty)
        _ = machine.committed(last: 6)
        #expect(machine.read(entries(5...6)) == [.send(through: 6, [entry(5)])])
        #expect(machine.credit == 4)
    }

    @Test("a batch is bounded, and each says how far it reaches")
    func batches() {
        let limit = Int64(FollowMessage.batchLimit)
        var machine = follower(after: 0, last: limit + 10, credit: 1000)
        _ = machine.advance()
        #expect(
            machine.read(entries(1...limit + 10)) == [
                .send(through: limit, entries(1...limit)),
                .send(through: limit + 10, entries(limit + 1...limit + 10)),
            ])
    }

    @Test("a follower that retention overtakes is told, and gets nothing from behind the hole")
    func overtaken() {
        var machine = follower(after: 0, last: 9, credit: 5)
        _ = machine.advance()
        #expect(machine.read(entries(4...8)) == [.expire(first: 4)])
    }

    @Test("a hole that a repair left is shown, and stepped over by beginning behind it")
    func hole() {
        var machine = follower(after: 0, last: 9, credit: 50)
        _ = machine.advance()
        #expect(
            machine.read(entries(1...3) + entries(6...9))
                == [.send(through: 3, entries(1...3)), .read(after: 3)])
        #expect(machine.read(entries(6...9)) == [.expire(first: 6)])
        var again = follower(after: 5, last: 9, credit: 50)
        _ = again.advance()
        #expect(again.read(entries(6...9)) == [.send(through: 9, entries(6...9))])
    }

    @Test("a read that finds nothing is asked again at the next commit")
    func nothingYet() {
        var machine = follower(after: 0, last: 1, credit: 5)
        _ = machine.advance()
        #expect(machine.read([]).isEmpty)
        #expect(machine.committed(last: 2) == [.read(after: 0)])
    }
}
