public import Messages
internal import Threads

/// The figures of the flow. Configuration sets them; the defaults are the design's.
public struct FlowSettings: Hashable, Sendable {
    /// Most articles between the journal and Publish, tasks in hand included.
    public var window = 64
    /// Most bytes of messages held for them; one article is always let in.
    public var windowBytes = 64 << 20
    /// Most articles accepted but not finished; above it sources wait.
    public var backlog = 1000
    /// Failed attempts after which an article is a dead letter.
    public var attempts = 3
    /// Crashes an article was in flight at before it runs alone.
    public var crashesBeforeAlone = 2
    /// Crashes while alone after which an article is a dead letter. More than one, because a
    /// machine can also lose power, or be shot, just then.
    public var crashesAlone = 3
    /// How often a peer with nothing else to say is asked whether it lives.
    public var heartbeat = Duration.seconds(1)
    /// How long a peer may be silent before its tasks are taken from it.
    public var silence = Duration.seconds(5)
    /// How long a stage may take for a task of no size.
    public var taskDeadline = Duration.seconds(10)
    /// What each 10 kB of the task add to that.
    public var taskDeadlinePer10kB = Duration.seconds(1)
    /// Tasks above this many bytes take at most half of a stage's instances.
    public var largeTask = 50_000
    /// Offers a source may have open at a time.
    public var offers = 32
    /// First wait after a failure of the environment; doubled up to ``environmentWaitLimit``.
    public var environmentWait = Duration.milliseconds(500)
    /// Longest wait after a failure of the environment. Short enough that an article which waits
    /// for Publish's disk and then for the journal's goes on within 10 s.
    public var environmentWaitLimit = Duration.seconds(5)
    /// Wait before an article that failed is tried again, times the attempts so far.
    public var retryWait = Duration.milliseconds(200)
    /// How long an instance that was told to give up may take before it is replaced.
    public var cancellationGrace = Duration.seconds(1)
    /// Hung instances a process may leave behind before it asks to be restarted.
    public var abandonedInstances = 8

    /// The defaults.
    public init() {}

    /// How long a stage may take for a task of `bytes`; nil for Publish, whose waiting is never
    /// the article's fault.
    public func deadline(bytes: Int, stage: StageName) -> Duration? {
        if stage == .publish { return nil }
        return taskDeadline + taskDeadlinePer10kB * (Double(bytes) / 10_000)
    }
}
