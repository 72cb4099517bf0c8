import Messages
import Threads

/// Somebody who said HELLO.
struct HubPeer {
    /// A task that was handed out and not answered yet.
    struct Handout: Hashable {
        let task: TaskID
        let attempt: UInt32
    }

    /// Who it says it is.
    let greeting: Greeting
    /// Tasks (for Fetch: offers) it may still be given (may still make).
    var credit = 0
    /// What it was given and has not answered, whether or not the lease still holds.
    var handouts: Set<Handout> = []
    /// Of these, the ones whose lease ran out, and when.
    var late: [Handout: Instant] = [:]
    /// When anything last came from it.
    var lastHeard: Instant
    /// When it was last asked whether it lives.
    var lastAsked: Instant
}
