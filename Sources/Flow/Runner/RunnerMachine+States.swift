import Messages
import Threads

extension RunnerMachine {
    /// Where the conversation with the hub stands.
    enum Phase: Hashable {
        /// HELLO was sent; the hub has not answered yet.
        case greeting(since: Instant)
        /// The hub said BYE; HELLO again at this instant.
        case waiting(until: Instant)
        /// The hub named its incarnation; tasks flow.
        case serving(incarnation: String)
        /// BYE was said; nothing flows any more.
        case left
    }

    /// A place where the stage works on one task at a time.
    enum Instance: Hashable {
        case idle
        case working(Work)
    }

    /// A task an instance works on.
    struct Work: Hashable {
        let task: TaskID
        let attempt: UInt32
        /// When it must be done; nil for Publish.
        var deadline: Instant?
        /// Set when the instance was told to give up.
        var cancelledAt: Instant?
        /// Whether the hub still wants to hear of it.
        var wanted = true
        /// Whether something happened since the last PROGRESS.
        var progressed = false
        /// When the hub last heard that it goes on.
        var reportedAt: Instant
    }
}
