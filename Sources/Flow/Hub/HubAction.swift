import Messages
import Storage
import Threads

/// What the hub's actor is to do.
enum HubAction: Hashable {
    /// Send an envelope; report back if that cannot be done.
    case send(Envelope, to: PeerID)
    /// Write these down in one transaction, and report the results in order.
    case commit([JournalOperation])
    /// Read accepted documents behind `position`, and hand them in.
    case load(after: Int64, limit: Int, bytes: Int)
    /// Note that a task of this process is in a stage's hands.
    case depart(TaskID, StageName, alone: Bool)
    /// Note that it no longer is.
    case land(TaskID)
    /// Answer a request of the administration.
    case answer(ticket: Int, changed: Bool)
    /// Write a line to the log.
    case note(HubNote)
}

/// A line for the log.
struct HubNote: Hashable {
    /// How much it matters.
    enum Level: Hashable { case debug, info, warning, error }

    let level: Level
    let message: String
    var task: TaskID?
    var stage: StageName?
    var worker: String?
    var reason: String?
}
