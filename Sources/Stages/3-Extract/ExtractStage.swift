public import Knowledge
public import Messages
public import Threads

/// Stage 3: from an article to candidate relations.
public actor ExtractStage: Stage {
    /// An article.
    public typealias Input = Article
    /// Its candidates.
    public typealias Output = Candidates
    /// Its place in the pipeline.
    public static let name = StageName.extract

    private let executor: DedicatedThread
    private let extractor: Extractor

    /// A stage that works on `executor` and knows `data`.
    public init(executor: DedicatedThread, data: LanguageData) {
        self.executor = executor
        extractor = Extractor(data: data)
    }

    /// The thread it works on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Does one task; see ``Stage``.
    public func process(_ input: Article, in task: TaskContext) async throws -> Candidates {
        try extractor.candidates(from: input) { try task.checkCancellation() }
    }
}
