public import Messages
import Threads

/// Codes single documents in this process: no daemon, no state, nothing is kept.
public struct OneShot: Sendable {
    private let coder: @Sendable (RawDocument) async throws -> CodedArticle

    /// Codes with the lexicons and models in `data`.
    ///
    /// - Throws: ``DaemonError`` if they cannot be used.
    public init(data: String) throws(DaemonError) {
        throw DaemonError(.unavailable, "this build holds no language stages yet")
    }

    /// Codes with these three stages, one after the other.
    public init<N: Stage, E: Stage, C: Stage>(_ normalize: N, _ extract: E, _ classify: C)
    where
        N.Input == RawDocument, N.Output == Article, E.Input == Article, E.Output == Candidates,
        C.Input == Candidates, C.Output == CodedArticle
    {
        coder = { document in
            let task = TaskContext(id: document.taskID, attempt: 1, observer: NobodyWaits())
            let article = try await normalize.process(document, in: task)
            let candidates = try await extract.process(article, in: task)
            return try await classify.process(candidates, in: task)
        }
    }

    /// The events of `document`; they have no epoch and no sequence.
    ///
    /// - Throws: ``StageFailure``, or whatever else a stage throws.
    public func code(_ document: RawDocument) async throws -> CodedArticle {
        try await coder(document)
    }
}

/// One document at a time, and nobody takes it away.
private struct NobodyWaits: TaskContext.Observer {
    func progressed() {}
    var isCancelled: Bool { false }
}
