import Flow
import Glibc
import Logging
import Messages
import Publish
import Security
import Storage
import TestSupport
import Testing
import Threads
import ZeroMQ

@Suite("Sockets over tcp, behind the door", .timeLimit(.minutes(1)))
struct GuardedSocketsTests {
    static let sockets = ["hub", "intake", "broadcast", "follow"]

    /// Who may use which.
    static let table: [(String, Set<String>)] = [
        ("hub", ["work", "work:extract"]), ("intake", ["publish"]), ("broadcast", ["subscribe"]),
        ("follow", ["subscribe"]),
    ]

    @Test("a key gets what its role says and nothing else", arguments: table)
    func roles(socket: String, allowed: Set<String>) async throws {
        let rig = try await GuardedSockets()
        for client in GuardedSockets.clients {
            let served = try await rig.isServed(socket, try rig.security(client))
            #expect(served == allowed.contains(client), "\(client)")
        }
        #expect(rig.door.report.refused >= GuardedSockets.clients.count - allowed.count)
        await rig.stop()
    }

    @Test("without CURVE, or with another server in mind, nobody is served", arguments: sockets)
    func otherMechanisms(socket: String) async throws {
        let rig = try await GuardedSockets()
        #expect(try await !rig.isServed(socket, .none))
        let other = try CurveKeyPair.generate().publicKey
        for client in ["publish", "subscribe", "work"] {
            #expect(try await !rig.isServed(socket, try rig.security(client, server: other)))
        }
        await rig.stop()
    }

    @Test("with the authority gone nobody new is served: it fails closed", arguments: table)
    func noAuthority(socket: String, allowed: Set<String>) async throws {
        let rig = try await GuardedSockets()
        await rig.authority.stop()
        for client in GuardedSockets.clients {
            #expect(try await !rig.isServed(socket, try rig.security(client)), "\(client)")
        }
        #expect(rig.door.report.dropped >= 1)
        await rig.stop()
    }

    @Test("a worker may greet for the stages of its role only")
    func stages() async throws {
        let rig = try await GuardedSockets()
        for (client, stages) in [
            ("work:extract", Set([StageName.extract])), ("work", Role.plainStages),
        ] {
            for stage in StageName.allCases {
                let before = rig.door.report.dropped
                let worker = try await rig.knock("hub", try rig.security(client))
                try await worker.say(try GuardedSockets.question("hub", stage: stage))
                var welcomed = false
                #expect(
                    try await eventually {
                        welcomed = await !worker.heard.isEmpty
                        return welcomed || rig.door.report.dropped > before
                    })
                #expect(welcomed == stages.contains(stage), "\(client) as \(stage)")
                await worker.close()
            }
        }
        await rig.stop()
    }

    @Test("a list read again lets in whom it adds and drops whom it removes, at once")
    func reload() async throws {
        let rig = try await GuardedSockets()
        #expect(try await !rig.isServed("intake", try rig.security("stranger")))
        let intake = try await rig.knock("intake", try rig.security("publish"))
        let follower = try await rig.knock("follow", try rig.security("subscribe"))
        let listener = try await rig.knock("broadcast", try rig.security("subscribe"))
        let worker = try await rig.knock("hub", try rig.security("work"))
        for (knocker, socket) in [(intake, "intake"), (follower, "follow"), (worker, "hub")] {
            try await knocker.say(try GuardedSockets.question(socket))
        }
        for knocker in [intake, follower, listener, worker] {
            #expect(try await eventually { await !knocker.heard.isEmpty })
        }
        #expect(await rig.broadcaster.followerCount == 1)
        // Everybody out, and the stranger in.
        let key = try #require(rig.keys["stranger"]).publicKey
        #expect(
            rig.door.replace(
                try AllowList.read(
                    Array("\(key) publish,subscribe,work friend".utf8), file: "clients")))
        let refused = rig.door.report.refused
        await rig.broadcaster.recheck()
        #expect(await rig.broadcaster.followerCount == 0)
        let before = rig.door.report.dropped
        try await intake.say(try GuardedSockets.question("intake"))
        #expect(try await eventually { rig.door.report.dropped > before })
        #expect(await intake.heard.count == 1)
        // The old listener is refused when it connects again.
        #expect(try await eventually { rig.door.report.refused > refused })
        for socket in Self.sockets {
            #expect(try await rig.isServed(socket, try rig.security("stranger")), "\(socket)")
        }
        await rig.stop()
    }

    @Test("a worker on another machine serves its stage, the others stay inside")
    func remoteWorker() async throws {
        let rig = try await GuardedSockets()
        let inside = try Endpoint("inproc://hub")
        func runner(
            _ stage: StageName, _ context: Context, _ endpoint: Endpoint,
            _ security: SecurityOptions, _ make: @escaping @Sendable () -> StageInstance
        ) throws -> StageRunner {
            try StageRunner(
                context: context, loop: security == .none ? rig.loop : rig.clientLoop,
                hub: endpoint, security: security,
                greeting: Greeting(
                    stage: stage, version: "test", worker: stage.rawValue,
                    process: security == .none ? "here" : "there", instances: 1),
                log: .silent
            ) { _ in make() }
        }
        let outside = try #require(rig.endpoints["hub"])
        let publish = PublishStage(log: rig.log, thread: .init(name: "publish")) { _ in }
        let runners = [
            try runner(.normalize, rig.context, inside, .none) {
                StageInstance(PassingNormalize())
            },
            try runner(
                .extract, rig.clientContext, outside, try rig.security("work:extract")
            ) { StageInstance(PassingExtract()) },
            try runner(.classify, rig.clientContext, outside, try rig.security("work")) {
                StageInstance(PassingClassify())
            },
            try runner(.publish, rig.context, inside, .none) { StageInstance(publish) },
        ]
        let fetch = try OfferClient(
            context: rig.context, loop: rig.loop, hub: inside,
            greeting: Greeting(
                stage: .fetch, version: "test", worker: "fetch", process: "here", instances: 1),
            log: .silent)
        for runner in runners { try await runner.start() }
        try await fetch.start()
        for number in 0..<20 {
            let answer = await fetch.offer(try FlowOverSocketsTests.document(number))
            #expect(answer == .accepted)
        }
        await rig.hub.idle()
        #expect(try await rig.journal.counts()[.finished] == 20)
        #expect(rig.door.report.dropped == 0)
        await fetch.stop()
        for runner in runners { await runner.stop() }
        await rig.stop()
    }
}
