import Flow
import Logging
import Messages
import Publish
import Storage
import TestSupport
import Testing
import Threads
import ZeroMQ

@Suite("The flow over real sockets", .timeLimit(.minutes(1)))
struct FlowOverSocketsTests {
    /// A hub, one runner a stage and a source, in one process, over `inproc`.
    struct Rig {
        let folder: TemporaryFolder
        let loop: EventLoop
        let hub: Hub
        let journal: Journal
        let log: EventLog
        let fetch: OfferClient
        let runners: [StageRunner]
        let collected = CollectedLog()

        init(
            settings: FlowSettings = FlowSettings(),
            classify: @escaping @Sendable (Int) throws -> StageInstance = { _ in
                StageInstance(PassingClassify())
            }
        ) async throws {
            folder = try TemporaryFolder()
            let logger = Logger(component: "test", level: .debug, sink: collected)
            let context = try Context()
            loop = try EventLoop(name: "test-flow")
            journal = try Journal(path: folder.path(of: "journal.sqlite"))
            log = try EventLog(path: folder.path(of: "events.sqlite"))
            let endpoint = try Endpoint("inproc://hub")
            let process = "process-1"
            hub = try await Hub.open(
                Hub.Parts(
                    context: context, loop: loop, endpoints: [endpoint], journal: journal,
                    flight: folder.path(of: "flight"), process: process, settings: settings,
                    log: logger))
            let publish = PublishStage(log: log, thread: DedicatedThread(name: "publish")) { _ in }
            let loop = self.loop
            func runner(
                _ stage: StageName, _ count: Int,
                _ make: @escaping @Sendable (Int) throws -> StageInstance
            ) throws -> StageRunner {
                try StageRunner(
                    context: context, loop: loop, hub: endpoint,
                    greeting: Greeting(
                        stage: stage, version: "test", worker: stage.rawValue, process: process,
                        instances: count), settings: settings, log: logger, makeInstance: make)
            }
            runners = [
                try runner(.normalize, 1) { _ in StageInstance(PassingNormalize()) },
                try runner(.extract, 2) { _ in StageInstance(PassingExtract()) },
                try runner(.classify, 2, classify),
                try runner(.publish, 32) { _ in StageInstance(publish) },
            ]
            fetch = try OfferClient(
                context: context, loop: loop, hub: endpoint,
                greeting: Greeting(
                    stage: .fetch, version: "test", worker: "fetch", process: process,
                    instances: 1), settings: settings, log: logger)
            try await hub.start()
            for runner in runners { try await runner.start() }
            try await fetch.start()
        }

        func stop() async {
            await fetch.stop()
            for runner in runners { await runner.stop() }
            await hub.stop()
            await journal.close()
            await log.close()
            loop.stop()
            await loop.ended()
        }
    }

    static func document(_ number: Int, text: String? = nil) throws -> RawDocument {
        RawDocument(
            source: "test", item: "a-\(number)", id: "a-\(number)", format: .text,
            fetched: try #require(Timestamp("2026-03-03T10:00:00Z")),
            body: Array((text ?? "Article number \(number).").utf8))
    }

    @Test("Three hundred articles come out once each, in one order without holes")
    func manyArticles() async throws {
        let rig = try await Rig()
        let fetch = rig.fetch
        await withTaskGroup(of: OfferAnswer.self) { group in
            for number in 0..<300 {
                group.addTask {
                    guard let document = try? Self.document(number) else {
                        return .refused(reason: "no document")
                    }
                    return await fetch.offer(document)
                }
            }
            for await answer in group { #expect(answer == .accepted) }
        }
        await rig.hub.idle()
        let counts = try await rig.journal.counts()
        #expect(counts[.finished] == 300)
        #expect(counts[.accepted] == 0)
        let reader = try EventLogReader(path: rig.log.path)
        let entries = try await reader.read(after: 0, limit: 1000, bytes: 100 << 20)
        #expect(entries.map(\.sequence) == Array(1...300))
        #expect(Set(entries.map(\.json)).count == 300)
        #expect(await rig.fetch.offer(try Self.document(7)) == .known)
        await rig.stop()
    }

    @Test(
        "A stage that hangs loses its task at the deadline, and the article becomes a dead letter")
    func hangingStage() async throws {
        actor Hanging: Stage {
            static let name = StageName.classify
            private let inner = PassingClassify()
            func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
                if input.text.contains("HANG") {
                    // Never resumed, and deaf to cancellation: as a stage stuck in a loop.
                    await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
                }
                return try await inner.process(input, in: task)
            }
        }
        var settings = FlowSettings()
        settings.taskDeadline = .milliseconds(300)
        settings.cancellationGrace = .milliseconds(200)
        let rig = try await Rig(settings: settings) { _ in StageInstance(Hanging()) }
        #expect(await rig.fetch.offer(try Self.document(1, text: "HANG here")) == .accepted)
        for number in 2..<20 {
            #expect(await rig.fetch.offer(try Self.document(number)) == .accepted)
        }
        await rig.hub.idle()
        let counts = try await rig.journal.counts()
        #expect(counts[.finished] == 18)
        #expect(counts[.dead] == 1)
        let dead = try #require(try await rig.journal.dead(limit: 10).first)
        #expect(dead.reason.contains("classify did not finish within"))
        #expect(dead.attempts == 3)
        await rig.stop()
    }
}
