import Messages
import Storage
import TestSupport
import Testing
import Threads

@testable import Publish

@Suite("Publish, the stage", .timeLimit(.minutes(1)))
struct PublishStageTests {
    struct NobodyWatches: TaskContext.Observer {
        func progressed() {}
        var isCancelled: Bool { false }
    }

    let folder: TemporaryFolder
    let log: EventLog
    let broadcast = Locked<[LogEntry]>([])

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog(path: folder.path(of: "events.sqlite"))
    }

    var stage: PublishStage {
        let broadcast = broadcast
        return PublishStage(log: log, thread: DedicatedThread(name: "publish")) { entries in
            broadcast.withLock { $0 += entries }
        }
    }

    /// A coded article with one event of its own.
    static func coded(_ number: Int) -> CodedArticle {
        var coded = CodedArticle.sample
        coded.info.contentHash = "hash-\(number)"
        coded.info.id = "a-\(number)"
        coded.events = coded.events.prefix(1).map { event in
            var event = event
            event.id = Event.id(
                mentionKey: Event.mentionKey(
                    contentHash: coded.info.contentHash, trigger: event.evidence.triggerSpan,
                    type: event.type, sources: event.sources, targets: event.targets))
            return event
        }
        return coded
    }

    static func context(_ number: Int) -> TaskContext {
        TaskContext(
            id: .derived(source: "test", item: "\(number)", bytes: []), attempt: 1,
            observer: NobodyWatches())
    }

    @Test(
        "Many at once share commits; each is answered, numbered without holes, and broadcast once")
    func manyAtOnce() async throws {
        let stage = stage
        await withTaskGroup(of: Receipt?.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try? await stage.process(Self.coded(number), in: Self.context(number))
                }
            }
            for await receipt in group {
                #expect(receipt == Receipt(outcome: .events, committed: 1))
            }
        }
        #expect(broadcast.withLock { $0.map(\.sequence) } == Array(1...200))
        #expect(try await log.bounds().last == 200)
    }

    @Test("A repeat gets the same answer, and nothing is committed or broadcast again")
    func repeats() async throws {
        let stage = stage
        let first = try await stage.process(Self.coded(1), in: Self.context(1))
        let second = try await stage.process(Self.coded(1), in: Self.context(1))
        #expect(first == second)
        // The same text from another source is another article with nothing new in it.
        let copy = try await stage.process(Self.coded(1), in: Self.context(2))
        #expect(copy == Receipt(outcome: .duplicate, committed: 0))
        #expect(broadcast.withLock { $0.count } == 1)
    }

    @Test("What the log cannot hold is the article's fault, and its neighbours get through")
    func tooLarge() async throws {
        let stage = stage
        var huge = Self.coded(1)
        huge.events[0].evidence.sentence = String(repeating: "x", count: Limits.publicMessage)
        let hugeArticle = huge
        async let taken = stage.process(Self.coded(2), in: Self.context(2))
        let failure = await #expect(throws: StageFailure.self) {
            _ = try await stage.process(hugeArticle, in: Self.context(1))
        }
        #expect(failure?.scope == .article)
        let receipt = try await taken
        #expect(receipt.committed == 1)
    }

    @Test("A log that cannot be written is the environment's fault")
    func closedLog() async throws {
        await log.close()
        let stage = stage
        let failure = await #expect(throws: StageFailure.self) {
            _ = try await stage.process(Self.coded(1), in: Self.context(1))
        }
        #expect(failure?.scope == .environment)
    }
}
