public import Knowledge
public import Messages
public import Threads

/// Stage 4: from candidate relations to events.
public actor ClassifyStage: Stage {
    /// Candidates.
    public typealias Input = Candidates
    /// The events.
    public typealias Output = CodedArticle
    /// Its place in the pipeline.
    public static let name = StageName.classify

    private let executor: DedicatedThread
    private let source: LanguageSource
    private let version: String

    /// A stage that works on `executor`, takes its tables from `source`, for each article those in
    /// force, and signs events with `version`.
    public init(executor: DedicatedThread, source: LanguageSource, version: String) {
        self.executor = executor
        self.source = source
        self.version = version
    }

    /// The thread it works on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// What became of each candidate relation, and why.
    public func judgements(of candidates: Candidates) -> [Judgement] {
        Classifier(data: source.current, version: version).judgements(of: candidates)
    }

    /// Does one task; see ``Stage``.
    public func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
        let classifier = Classifier(data: source.current, version: version)
        return try classifier.coded(input) { try task.checkCancellation() }
    }
}
