import Messages
import Normalize
import Testing
import Threads

struct NormalizeStageTests {
    struct Observer: TaskContext.Observer {
        var isCancelled: Bool
        func progressed() {}
    }

    private func context(isCancelled: Bool) -> TaskContext {
        TaskContext(
            id: .derived(source: "test", item: "item", bytes: []), attempt: 1,
            observer: Observer(isCancelled: isCancelled))
    }

    @Test("the stage gives what the normaliser gives", .timeLimit(.minutes(1)))
    func process() async throws {
        let stage = NormalizeStage(
            executor: DedicatedThread(name: "normalize"), lexicon: try PageLexicon.shipped.get())
        let raw = document(Array("The talks have ended.".utf8))
        let article = try await stage.process(raw, in: context(isCancelled: false))
        #expect(try article == Normalizer.shipped().article(from: raw))
    }

    @Test("the stage stops when its task is taken away", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let stage = NormalizeStage(
            executor: DedicatedThread(name: "normalize"), lexicon: try PageLexicon.shipped.get())
        let raw = document(Array("The talks have ended.".utf8))
        let context = context(isCancelled: true)
        await #expect(throws: CancellationError.self) {
            _ = try await stage.process(raw, in: context)
        }
    }
}
