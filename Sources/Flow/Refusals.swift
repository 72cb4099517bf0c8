import Threads

/// For how long the hub has refused somebody's HELLO.
///
/// A place that a dead worker holds becomes free within the silence; a refusal that outlasts it
/// will not go away.
struct Refusals: Hashable {
    private var since: Instant?

    /// The hub let it in.
    mutating func end() { since = nil }

    /// The hub refused it once more; true if it has for so long that it always will.
    mutating func areFinal(at now: Instant, _ settings: FlowSettings) -> Bool {
        let first = since ?? now
        since = first
        return now - first >= settings.silence + settings.heartbeat * 2
    }
}
