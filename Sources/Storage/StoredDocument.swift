public import Messages

/// A document in the journal, with what was counted against it.
public struct StoredDocument: Hashable, Sendable {
    /// Its place in the order; 0 while it is dead.
    public var position: Int64
    /// The article.
    public var task: TaskID
    /// Whether it is waiting to be finished or dead.
    public var state: JournalState
    /// The document.
    public var payload: Payload
    /// Attempts that failed by the article's fault.
    public var attempts: Int
    /// Crashes while it was in a stage's hands together with others.
    public var crashes: Int
    /// Crashes while it was the only one in any stage's hands.
    public var aloneCrashes: Int
}

/// How many articles the journal holds, and how they ended.
public struct JournalCounts: Hashable, Sendable {
    /// Articles in each state. Forgotten ones do not count.
    public var states: [JournalState: Int]
    /// Finished articles by outcome. Forgotten ones do not count.
    public var outcomes: [Outcome: Int]
    /// When the article that is first in order was accepted, in seconds since 1970.
    public var oldestAccepted: Int64?
    /// Bytes of documents kept, headers included.
    public var bytes: Int64

    /// Articles in `state`.
    public subscript(state: JournalState) -> Int { states[state] ?? 0 }

    /// Finished articles that ended with `outcome`.
    public subscript(outcome: Outcome) -> Int { outcomes[outcome] ?? 0 }
}

/// An article that was given up, as a list shows it.
public struct DeadLetter: Hashable, Sendable {
    /// Its number in the list, growing in the order of acceptance; pass it as `after` to go on.
    public var number: Int64
    /// The article.
    public var task: TaskID
    /// The source that brought it, as it was offered.
    public var source: String
    /// What the source calls it.
    public var item: String
    /// When it was accepted, in seconds since 1970.
    public var accepted: Int64
    /// When it was given up, in seconds since 1970.
    public var buried: Int64
    /// The stage that could not do it.
    public var stage: StageName?
    /// Why it was given up.
    public var reason: String
    /// Attempts that failed by the article's fault.
    public var attempts: Int
    /// Crashes while it was in a stage's hands together with others.
    public var crashes: Int
    /// Crashes while it was the only one in any stage's hands.
    public var aloneCrashes: Int
    /// The size of the document's body in bytes.
    public var size: Int
}

/// All that is known about an article that was given up.
public struct DeadLetterReport: Hashable, Sendable {
    /// What a list shows.
    public var letter: DeadLetter
    /// The header of the document.
    public var header: [UInt8]
    /// The first part of the document, safe to print: control characters are spaces.
    public var preview: String
    /// What happened to it, oldest first; at most the last 20 entries.
    public var history: [HistoryEntry]
}

/// One thing that happened to an article on its way.
public struct HistoryEntry: Hashable, Sendable {
    /// What kind of thing happened.
    public enum Kind: String, CaseIterable, Sendable {
        case failed, crashed, buried, requeued
        case crashedAlone = "crashed-alone"
    }

    /// What happened.
    public var kind: Kind
    /// The stage; absent for a requeue.
    public var stage: StageName?
    /// Why, as the stage said.
    public var reason: String
    /// How many attempts and crashes were counted by then.
    public var attempt: Int
    /// When, in seconds since 1970.
    public var at: Int64
}
