public import Messages
import Threads

/// What the hub can say about itself; part of `chancery status`.
public struct HubStatus: Codable, Hashable, Sendable {
    /// One stage as the hub sees it.
    public struct Stage: Codable, Hashable, Sendable {
        public var stage: StageName
        /// Articles that wait for it.
        public var queued: Int
        /// Articles in its hands.
        public var inHand: Int
        /// Workers that serve it.
        public var workers: Int
        /// Instances of them all.
        public var instances: Int
        /// Why it is left alone for a moment; absent if it is not.
        public var paused: String?
    }

    /// One worker.
    public struct Worker: Codable, Hashable, Sendable {
        public var worker: String
        public var stage: StageName
        public var version: String
        public var instances: Int
        public var inHand: Int
    }

    /// Names this run of the hub.
    public var incarnation: String
    /// Articles accepted and not finished.
    public var backlog: Int
    /// Articles between the journal and Publish.
    public var window: Int
    /// Their bytes.
    public var windowBytes: Int
    /// Articles that wait before they are tried again.
    public var delayed: Int
    /// Why nothing is accepted now; absent if something is.
    public var refusing: String?
    /// Every stage that takes tasks, in order.
    public var stages: [Stage]
    /// Every worker.
    public var workers: [Worker]
    /// Articles that ended since the start, by outcome.
    public var outcomes: [String: Int]
    /// Articles that became dead letters since the start.
    public var dead: Int
    /// Offers since the start that had been accepted before.
    public var repeats: Int
    /// Answers since the start that came after their lease was lost.
    public var refusedResults: Int
}

extension HubMachine {
    /// A snapshot for people.
    var status: HubStatus {
        let workers = peers.values.map { peer in
            HubStatus.Worker(
                worker: peer.greeting.worker, stage: peer.greeting.stage,
                version: peer.greeting.version, instances: peer.greeting.instances,
                inHand: peer.handouts.count)
        }
        .sorted { ($0.stage, $0.worker) < ($1.stage, $1.worker) }
        let stages = StageName.working.map { stage in
            HubStatus.Stage(
                stage: stage, queued: queues[stage]?.count ?? 0,
                inHand: articles.inHand(stage),
                workers: workers.count { $0.stage == stage },
                instances: workers.reduce(0) { $0 + ($1.stage == stage ? $1.instances : 0) },
                paused: pauses[stage].flatMap { $0.until == .zero ? nil : $0.reason })
        }
        var refusing: String?
        if draining {
            refusing = "stopping"
        } else if let journalPause {
            refusing = "storage: \(journalPause.reason)"
        } else if backlog >= settings.backlog {
            refusing = "\(backlog) articles wait"
        }
        return HubStatus(
            incarnation: incarnation, backlog: backlog, window: articles.count,
            windowBytes: articles.bytes,
            delayed: articles.values.count {
                if case .delayed = $0.phase { true } else { false }
            },
            refusing: refusing, stages: stages, workers: workers,
            outcomes: Dictionary(
                uniqueKeysWithValues: tally.outcomes.map { ($0.key.rawValue, $0.value) }),
            dead: tally.dead, repeats: tally.repeats, refusedResults: tally.refusedResults)
    }
}
