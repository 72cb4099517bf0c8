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
    private let source: LanguageSource

    /// A stage that works on `executor` and takes its tables from `source`, for each article those
    /// in force.
    public init(executor: DedicatedThread, source: LanguageSource) {
        self.executor = executor
        self.source = source
    }

    /// The thread it works on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Does one task; see ``Stage``.
    public func process(_ input: Article, in task: TaskContext) async throws -> Candidates {
        try Extractor(data: source.current).candidates(from: input) { try task.checkCancellation() }
    }
}
