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

    private let reader: TextReader?

    /// A stage that works on `executor`, takes its tables from `source`, for each article those in
    /// force, and reads with `model`, if there is one that finds events.
    public init(executor: DedicatedThread, source: LanguageSource, model: SentenceModel? = nil) {
        self.executor = executor
        self.source = source
        reader = TextReader(finding: model)
    }

    /// The thread it works on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// The candidates of an article, with predicates and roles; see ``Extractor/explained(_:)``.
    public func explained(_ article: Article) throws -> (Candidates, [PredicateRoles]) {
        try Extractor(data: source.current, reader: reader).explained(article)
    }

    /// Does one task; see ``Stage``.
    public func process(_ input: Article, in task: TaskContext) async throws -> Candidates {
        try Extractor(data: source.current, reader: reader)
            .candidates(from: input) { try task.checkCancellation() }
    }
}
