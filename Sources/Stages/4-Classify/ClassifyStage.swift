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
    private let classifier: Classifier

    /// A stage that works on `executor`, knows `data` and signs events with `version`.
    public init(executor: DedicatedThread, data: LanguageData, version: String) {
        self.executor = executor
        classifier = Classifier(data: data, version: version)
    }

    /// The thread it works on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// What became of each candidate relation, and why.
    public func judgements(of candidates: Candidates) -> [Judgement] {
        classifier.judgements(of: candidates)
    }

    /// Does one task; see ``Stage``.
    public func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
        try classifier.coded(input) { try task.checkCancellation() }
    }
}
