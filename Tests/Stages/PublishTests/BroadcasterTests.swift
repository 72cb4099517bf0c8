import Logging
import Messages
import Storage
import TestSupport
import Testing
import Threads
import ZeroMQ

@testable import Publish

@Suite("Broadcast and follow, over real sockets", .timeLimit(.minutes(1)))
struct BroadcasterTests {
    /// A listener and a follower, and what they got.
    actor Client {
        private nonisolated let loop: EventLoop
        private let subscriber: SubscriberSocket
        private let dealer: DealerSocket
        private(set) var heard: [[[UInt8]]] = []
        private(set) var got: [FollowMessage] = []

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            loop.asUnownedSerialExecutor()
        }

        init(_ context: Context, _ loop: EventLoop) throws {
            self.loop = loop
            subscriber = try SubscriberSocket(context, on: loop)
            dealer = try DealerSocket(
                context, on: loop, options: SocketOptions { $0.immediate = false })
        }

        isolated deinit {
            subscriber.close()
            dealer.close()
        }

        func start(broadcast: Endpoint, follow: Endpoint, topic: String) throws {
            try subscriber.connect(to: broadcast)
            try subscriber.subscribe(to: Array(topic.utf8))
            try dealer.connect(to: follow)
            loop.register(subscriber, for: self) { $0.heard.append($1.frames) }
            loop.register(dealer, for: self) { client, message in
                if let message = try? FollowMessage(frames: message.frames) {
                    client.got.append(message)
                }
            }
        }

        func send(_ message: FollowMessage) throws { _ = try dealer.send(message.frames) }
        func send(raw frames: [[UInt8]]) throws { _ = try dealer.send(frames) }

        var events: [[UInt8]] { got.flatMap(\.events) }
        func kinds() -> [FollowMessage.Kind] { got.map(\.kind) }
    }

    struct Rig {
        let folder: TemporaryFolder
        let loop: EventLoop
        let log: EventLog
        let broadcaster: Broadcaster
        let client: Client

        init(topic: String = "event.", entries: Int = 0) async throws {
            folder = try TemporaryFolder()
            loop = try EventLoop(name: "broadcast")
            let context = try Context()
            log = try EventLog(path: folder.path(of: "events.sqlite"))
            let broadcast = try Endpoint("ipc://" + folder.path(of: "b"))
            let follow = try Endpoint("ipc://" + folder.path(of: "f"))
            if entries > 0 { _ = try await Rig.commit(1...entries, log) }
            broadcaster = try Broadcaster(
                Broadcaster.Parts(
                    context: context, loop: loop, broadcast: broadcast, follow: follow,
                    reader: try EventLogReader(path: log.path), bounds: try await log.bounds(),
                    maximumFollowers: 1, log: .silent))
            client = try Client(context, loop)
            try await broadcaster.start()
            try await client.start(broadcast: broadcast, follow: follow, topic: topic)
        }

        static func commit(_ numbers: ClosedRange<Int>, _ log: EventLog) async throws -> [LogEntry]
        {
            try await log.commit(
                numbers.map {
                    (PublishStageTests.context($0).id, PublishStageTests.coded($0))
                }, now: 1_772_500_000
            ).flatMap(\.entries)
        }

        func commit(_ numbers: ClosedRange<Int>) async throws {
            await broadcaster.broadcast(try await Rig.commit(numbers, log))
        }

        func follow(
            after: Int64?, epoch: String? = nil, filter: FollowFilter = FollowFilter(),
            credit: Int = 10_000
        ) async throws {
            try await client.send(
                FollowMessage(
                    .follow,
                    header: FollowHeader(
                        after: after, epoch: epoch, filter: filter, credit: credit)))
        }

        func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
            let deadline = ContinuousClock.now + .seconds(10)
            while ContinuousClock.now < deadline {
                if try await condition() { return true }
                try await Task.sleep(for: .milliseconds(5))
            }
            return false
        }

        func stop() async {
            await broadcaster.stop()
            await log.close()
            loop.stop()
        }
    }

    @Test("A follower replays the log and goes on live, in one order without holes")
    func replayThenLive() async throws {
        let rig = try await Rig(entries: 700)
        try await rig.follow(after: 0)
        try await rig.commit(701...800)
        #expect(try await rig.eventually { await rig.client.events.count == 800 })
        let events = try await rig.client.events.map { try JSON.decode(Event.self, from: $0) }
        #expect(events.map(\.sequence) == (1...800).map(Int64.init))
        await rig.broadcaster.stop()
        #expect(try await rig.eventually { await rig.client.kinds().last == .end })
        await rig.stop()
    }

    @Test("No more events come than credit was given")
    func credit() async throws {
        let rig = try await Rig(entries: 300)
        try await rig.follow(after: 0, credit: 70)
        #expect(try await rig.eventually { await rig.client.events.count == 70 })
        try await rig.commit(301...310)
        #expect(await rig.client.events.count == 70)
        try await rig.client.send(FollowMessage(.credit, header: FollowCredit(credit: 1000)))
        #expect(try await rig.eventually { await rig.client.events.count == 310 })
        await rig.stop()
    }

    @Test(
        "Broadcasts carry topic, place in the log and the event; a heartbeat says where the log is")
    func broadcasts() async throws {
        let rig = try await Rig(topic: "")
        #expect(
            try await rig.eventually {
                await rig.client.heard.contains { $0[0] == Array("control.heartbeat".utf8) }
            })
        try await rig.commit(1...5)
        let type = PublishStageTests.coded(1).events[0].type.rawValue
        #expect(
            try await rig.eventually {
                await rig.client.heard.filter { $0[0] == Array("event.\(type).".utf8) }.count == 5
            })
        let heard = await rig.client.heard.filter { $0.count == 3 }
        let place = try JSONValue.parse(heard[4][1])
        #expect(place["sequence"] == .number(5))
        #expect(place["epoch"]?.text == rig.log.epoch)
        await rig.stop()
    }

    @Test("Another epoch, a place beyond the end, a second follower too many: each is told why")
    func refusals() async throws {
        let rig = try await Rig(entries: 10)
        try await rig.follow(after: 3, epoch: "elsewhere")
        #expect(try await rig.eventually { await rig.client.kinds() == [.epoch] })
        try await rig.follow(after: 99)
        #expect(try await rig.eventually { await rig.client.kinds() == [.epoch, .refused] })
        try await rig.client.send(FollowMessage(.ping, header: FollowReason("here")))
        #expect(try await rig.eventually { await rig.client.kinds().count == 3 })
        try await rig.client.send(raw: [[1, 2], [3], [4]])
        #expect(try await rig.eventually { await rig.client.kinds().count == 4 })
        #expect(await rig.client.events.isEmpty)
        try await rig.follow(after: 3, epoch: rig.log.epoch)
        #expect(try await rig.eventually { await rig.client.events.count == 7 })
        await rig.stop()
    }

    @Test("A filter lets through what it names, and the follower still learns how far it is")
    func filter() async throws {
        let rig = try await Rig(entries: 20)
        try await rig.follow(after: 0, filter: FollowFilter(types: [.protest]))
        #expect(
            try await rig.eventually {
                let last = await rig.client.got.last { $0.kind == .batch }
                return try last.map { try $0.header(BatchHeader.self).through } == 20
            })
        #expect(await rig.client.events.isEmpty)
        await rig.stop()
    }
}
