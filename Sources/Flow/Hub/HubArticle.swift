import Messages
import Threads

/// The routing id of a peer at the hub's ROUTER.
typealias PeerID = [UInt8]

/// One article between the journal and Publish.
struct HubArticle {
    /// What is happening to it.
    enum Phase: Hashable {
        /// It waits in the queue of its stage.
        case queued
        /// A worker has it.
        case inHand(Lease)
        /// It waits for the journal to write something down.
        case recording
        /// It waits before it is tried again.
        case delayed(until: Instant)
    }

    /// Its place in the journal's order.
    let position: Int64
    /// The stage that is to work on it next, or does.
    var stage: StageName
    /// What that stage takes.
    var payload: Payload
    /// Failed attempts that count, over all stages.
    var failures: Int
    /// Crashes it was in flight at.
    var crashes: Int
    /// Crashes it was in flight at alone.
    var aloneCrashes: Int
    /// Attempts at this stage, counting each time it was handed out.
    var attempt: UInt32 = 0
    /// What is happening to it.
    var phase = Phase.queued

    /// Gives the worker that has it, if one does, more time.
    mutating func postpone(by gap: Duration) {
        guard case .inHand(var lease) = phase, let deadline = lease.deadline else { return }
        lease.deadline = deadline + gap
        phase = .inHand(lease)
    }
}

/// A task in a worker's hands.
struct Lease: Hashable {
    /// Who has it.
    let peer: PeerID
    /// Which attempt it is.
    let attempt: UInt32
    /// Whether nothing else is in anyone's hands.
    let alone: Bool
    /// When it must be done; nil for Publish.
    var deadline: Instant?
    /// Whether it counts against the large tasks of its stage.
    let large: Bool
}
