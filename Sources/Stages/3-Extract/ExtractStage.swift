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

    /// A stage that works on `executor`, knows `data` and reads with `model`, if there is one.
    public init(executor: DedicatedThread, data: LanguageData, model: SentenceModel? = nil) {
        self.executor = executor
        extractor = Extractor(data: data, model: model)
    }

    /// The thread it works on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// The candidates of an article, with predicates and roles; see ``Extractor/explained(_:)``.
    public func explained(_ article: Article) throws -> (Candidates, [PredicateRoles]) {
        try extractor.explained(article)
    }

    /// Does one task; see ``Stage``.
    public func process(_ input: Article, in task: TaskContext) async throws -> Candidates {
        try extractor.candidates(from: input) { try task.checkCancellation() }
    }
}
