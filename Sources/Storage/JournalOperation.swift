public import Messages

/// One change to the journal. Those of one commit happen together or not at all. Times are whole
/// seconds since 1970.
public enum JournalOperation: Hashable, Sendable {
    /// Takes in an article: `accepted`, or `known` if the journal has seen it.
    case accept(task: TaskID, payload: Payload, source: String, item: String, at: Int64)
    /// From accepted to finished; the document's bytes and history go.
    case finish(task: TaskID, outcome: Outcome, at: Int64)
    /// Counts an attempt at an accepted article that failed by the article's fault.
    case attemptFailed(task: TaskID, stage: StageName, reason: String, at: Int64)
    /// Counts a crash for each accepted article that was in a stage's hands; `changed` if there was
    /// any.
    case crashed(tasks: [CrashedTask], at: Int64)
    /// From accepted to dead; the document is kept.
    case bury(task: TaskID, stage: StageName, reason: String, at: Int64)
    /// From dead to accepted, at the end of the order, with nothing counted against it.
    case requeue(task: TaskID, at: Int64)
    /// From dead to dropped; the document's bytes and history go.
    case drop(task: TaskID, at: Int64)
}

/// An article that was in a stage's hands at a crash.
public struct CrashedTask: Hashable, Sendable {
    /// The article.
    public var task: TaskID
    /// The stage that had it.
    public var stage: StageName
    /// Whether it was the only one in any stage's hands, so that it must be the cause.
    public var alone: Bool

    /// An article in the hands of `stage`.
    public init(task: TaskID, stage: StageName, alone: Bool) {
        self.task = task
        self.stage = stage
        self.alone = alone
    }
}

/// What became of an operation.
public enum JournalResult: Hashable, Sendable {
    /// The article is new and will be finished.
    case accepted
    /// The article was accepted before; it is in this state now.
    case known(JournalState)
    /// The change was made.
    case changed
    /// The article is not in the state that the change starts from; nil if it is not known.
    case unchanged(JournalState?)
}

/// The state of an article. It changes only by compare-and-set.
public enum JournalState: String, CaseIterable, Sendable {
    /// Taken in, and to be finished.
    case accepted
    /// Published, or found to hold nothing to publish.
    case finished
    /// Given up; a person may requeue or drop it.
    case dead
    /// Given up for good; only remembered as seen.
    case dropped
}
