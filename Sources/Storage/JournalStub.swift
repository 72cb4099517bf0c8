public import Messages

public enum JournalOperation: Hashable, Sendable {
    public struct Crash: Hashable, Sendable {
        public var task: TaskID; public var stage: StageName; public var alone: Bool
        public init(task: TaskID, stage: StageName, alone: Bool) {
            self.task = task; self.stage = stage; self.alone = alone
        }
    }
    case accept(task: TaskID, payload: Payload, source: String, item: String, at: Int64)
    case finish(task: TaskID, outcome: Outcome, at: Int64)
    case attemptFailed(task: TaskID, stage: StageName, reason: String, at: Int64)
    case crashed(tasks: [Crash], at: Int64)
    case bury(task: TaskID, stage: StageName, reason: String, at: Int64)
    case requeue(task: TaskID)
    case drop(task: TaskID, at: Int64)
}
public enum JournalResult: Hashable, Sendable {
    case accepted, known(String), changed, unchanged(String?)
}
public struct StoredDocument: Hashable, Sendable {
    public var position: Int64; public var task: TaskID; public var payload: Payload;
    public var attempts: Int; public var crashes: Int; public var aloneCrashes: Int
}
