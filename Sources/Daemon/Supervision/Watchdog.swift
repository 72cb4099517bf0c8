import Flow
import Threads

/// Decides whether the daemon can say that it is well: every stage is idle or gets on, and the
/// journal answers.
///
/// A pure value: what was seen goes in with the instant it was seen at, ``complaint(at:)`` says
/// what is wrong. That the event loop turns is not decided here: whoever asks lives on it, and a
/// loop that stands still asks nothing and says nothing.
struct Watchdog: Sendable {
    /// How long something may stand still. A task reports progress every second, and the longest
    /// commit that was measured, on a disk kept busy by others, took under 2 s.
    static let patience = Duration.seconds(15)

    private struct Stage {
        var activity: StageActivity
        /// When it was last seen idle, or to get on.
        var since: Instant
    }

    private var stages: [String: Stage] = [:]
    /// When the journal was asked; nil once it has answered.
    private var asked: Instant?
    private var lastLook: Instant?
    private let interval: Duration
    private let patience: Duration

    /// A watchdog that is shown everything every `interval`.
    init(interval: Duration, patience: Duration = Watchdog.patience) {
        self.interval = interval
        self.patience = patience
    }

    /// Begins a look at everything. Time in which the whole process stood still (stopped, or on a
    /// machine that slept) counts against nobody.
    mutating func look(at now: Instant) {
        defer { lastLook = now }
        guard let lastLook, case let gap = now - lastLook, gap > interval * 3 else { return }
        for name in stages.keys { stages[name]?.since = now }
        if asked != nil { asked = now }
    }

    /// What a stage has done.
    mutating func saw(_ name: String, _ activity: StageActivity, at now: Instant) {
        guard let before = stages[name], activity.inHand > 0,
            before.activity.steps == activity.steps
        else {
            stages[name] = Stage(activity: activity, since: now)
            return
        }
        stages[name]?.activity = activity
    }

    /// The journal was asked whether it is there.
    mutating func askedJournal(at now: Instant) { if asked == nil { asked = now } }

    /// The journal answered; that it could not read is an answer, too.
    mutating func journalAnswered() { asked = nil }

    /// What stands still, in words for a person; nil if all is well.
    func complaint(at now: Instant) -> String? {
        if let asked, now - asked >= patience {
            return "the journal has not answered for \(Int((now - asked).seconds)) s"
        }
        let stuck = stages.filter { _, stage in
            stage.activity.inHand > 0 && now - stage.since >= patience
        }
        guard let (name, stage) = stuck.min(by: { $0.key < $1.key }) else { return nil }
        return "\(name) has \(stage.activity.inHand) in hand and got no further for "
            + "\(Int((now - stage.since).seconds)) s"
    }
}
