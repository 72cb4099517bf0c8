public import Messages
public import Threads

/// The second stage: clean paragraphs from raw documents. It keeps nothing.
public actor NormalizeStage: Stage {
    /// Its place in the pipeline.
    public static let name = StageName.normalize

    private let executor: DedicatedThread
    private let normalizer: Normalizer

    /// A thread of its own, because the work blocks it.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A stage that works on `executor` and cuts texts at `textLimit` UTF-8 bytes.
    public init(
        executor: DedicatedThread, lexicon: PageLexicon, textLimit: Int = Limits.articleText
    ) {
        self.executor = executor
        normalizer = Normalizer(lexicon: lexicon, textLimit: textLimit)
    }

    /// Makes an article of `input`; fails only when the task is taken away.
    public func process(_ input: RawDocument, in task: TaskContext) async throws -> Article {
        try normalizer.article(from: input) { try task.checkCancellation() }
    }
}
