/// A stage of the pipeline: an actor that maps one message to the next and never sees a socket.
///
/// A runner feeds it, one task at a time, on the stage's own executor. A stage keeps nothing
/// between tasks that it could not lose.
public protocol Stage: Actor {
    /// What it takes.
    associatedtype Input: Message
    /// What it gives.
    associatedtype Output: Message
    /// Its place in the pipeline.
    static var name: StageName { get }
    /// Does the work of one task. Long work reports progress at least every second and gives up
    /// when the task is cancelled; see ``TaskContext``.
    ///
    /// - Throws: ``StageFailure``; any other error counts as the article's fault.
    func process(_ input: Input, in task: TaskContext) async throws -> Output
}

/// Why a stage could not do a task, and whose fault it is.
public struct StageFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose fault a failure is.
    public enum Scope: String, Codable, CaseIterable, Sendable {
        /// The article's: the attempt counts, and after the last one it is a dead letter.
        case article
        /// The machine's (disk full, model missing): the task waits and nothing is counted.
        case environment
    }

    /// Whose fault it is.
    public var scope: Scope
    /// What happened, for a person.
    public var reason: String

    /// A failure whose fault is `scope`'s.
    public init(scope: Scope, reason: String) {
        self.scope = scope
        self.reason = reason.prefix(utf8: Limits.reason)
    }

    /// The article cannot be processed.
    public static func article(_ reason: String) -> StageFailure {
        StageFailure(scope: .article, reason: reason)
    }

    /// The machine cannot process anything now.
    public static func environment(_ reason: String) -> StageFailure {
        StageFailure(scope: .environment, reason: reason)
    }

    public var description: String { reason }
}

/// What a stage may know about the task it works on, and how it shows that it is alive.
public struct TaskContext: Sendable {
    /// The other end of a context: the runner, or a test.
    public protocol Observer: Sendable {
        /// The stage got further.
        func progressed()
        /// Whether the task was taken away: its deadline passed or the daemon is stopping.
        var isCancelled: Bool { get }
    }

    /// The article.
    public let id: TaskID
    /// Which attempt this is, from 1.
    public let attempt: UInt32
    private let observer: any Observer

    /// The context of attempt `attempt` at task `id`.
    public init(id: TaskID, attempt: UInt32, observer: any Observer) {
        self.id = id
        self.attempt = attempt
        self.observer = observer
    }

    /// Call at least every second of work.
    public func progressed() { observer.progressed() }

    /// Call between batches of sentences.
    ///
    /// - Throws: `CancellationError` if the task was taken away.
    public func checkCancellation() throws {
        observer.progressed()
        if observer.isCancelled { throw CancellationError() }
    }
}
