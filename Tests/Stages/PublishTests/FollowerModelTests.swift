import Messages
import Storage
import Testing
import Threads

@testable import Publish

/// A log, a wire and a follower around the machine, all in memory.
private struct World {
    var machine: FollowerMachine
    var log: [LogEntry] = []
    var first: Int64 = 1
    var pendingRead: Int64?
    var received: [LogEntry] = []
    var through: Int64
    var granted: Int
    var expired: Int64?

    init(filter: FollowFilter, history: Int64, after: Int64, credit: Int) {
        through = after
        granted = credit
        machine = FollowerMachine(
            filter: filter, through: after, last: history, credit: credit, at: .zero)
        for _ in 0..<history { append() }
        act(machine.advance())
    }

    var last: Int64 { Int64(log.count) }

    mutating func append() {
        let sequence = last + 1
        log.append(
            LogEntry(
                epoch: "e1", sequence: sequence, type: sequence % 7 == 0 ? .aid : .consult,
                confidence: Double(sequence % 10) / 10, json: []))
    }

    mutating func commit(_ count: Int) {
        for _ in 0..<count { append() }
        act(machine.committed(last: last))
    }

    mutating func grant(_ count: Int) {
        granted += count
        act(machine.heard(credit: count, at: .zero))
    }

    mutating func answerRead(limit: Int) {
        guard let after = pendingRead else { return }
        pendingRead = nil
        let start = Int(max(after, first - 1))
        act(machine.read(Array(log.dropFirst(start).prefix(limit))))
    }

    mutating func act(_ actions: [FollowerAction]) {
        for action in actions {
            switch action {
            case .read(let after):
                #expect(pendingRead == nil, "two reads at once")
                #expect(after == machine.through)
                pendingRead = after
            case .send(let through, let entries):
                #expect(through > self.through, "the cursor stands or goes back")
                #expect(entries.allSatisfy { self.through < $0.sequence && $0.sequence <= through })
                #expect(entries.count <= FollowMessage.batchLimit)
                received += entries
                self.through = through
                #expect(received.count <= granted, "more than the credit")
            case .expire(let first): expired = first
            }
        }
    }
}

@Suite struct FollowerModelTests {
    private static let filters = [
        FollowFilter(), FollowFilter(types: [.aid]), FollowFilter(minimumConfidence: 0.8),
        FollowFilter(types: [.sanction]),
    ]

    @Test(
        "whatever comes in whatever order, a follower sees its part of the log once, in order",
        arguments: 0..<60 as Range<UInt64>)
    func random(seed: UInt64) {
        var numbers = Numbers(state: seed)
        let history = Int64.random(in: 0...300, using: &numbers)
        let after = Int64.random(in: 0...history, using: &numbers)
        let filter = FollowerModelTests.filters[Int(seed % 4)]
        var world = World(
            filter: filter, history: history, after: after,
            credit: Int.random(in: 0...50, using: &numbers))
        for step in 0..<400 where world.expired == nil {
            switch Int.random(in: 0..<10, using: &numbers) {
            case 0..<3: world.commit(Int.random(in: 1...20, using: &numbers))
            case 3..<7: world.answerRead(limit: Int.random(in: 1...256, using: &numbers))
            case 7: world.grant(Int.random(in: 1...40, using: &numbers))
            case 8: world.act(world.machine.heartbeat())
            default:
                // Retention, in some of the runs.
                guard seed % 3 == 0, Int.random(in: 0..<20, using: &numbers) == 0 else { break }
                world.first += Int64.random(in: 0...world.last - world.first, using: &numbers)
            }
            guard step % 20 == 0 else { continue }
            let seen = world.log[Int(after)..<Int(max(after, world.through))]
            #expect(world.received == seen.filter(filter.matches))
        }
        world.grant(50_000)
        while world.pendingRead != nil && world.expired == nil { world.answerRead(limit: 256) }
        if let expired = world.expired {
            // Only a follower that retention overtook is let go, and it is told where to go on.
            #expect(expired == world.first)
            #expect(world.machine.through < expired - 1)
            return
        }
        world.act(world.machine.heartbeat())
        #expect(world.through == world.last)
        #expect(world.received == world.log.dropFirst(Int(after)).filter(filter.matches))
    }
}

/// Random numbers that are the same in every run.
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    // SplitMix64, by Sebastiano Vigna (public domain algorithm).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
