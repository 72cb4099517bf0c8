public import Flow
import Messages
public import Security

/// What `chancery status` shows.
public struct StatusReport: Codable, Hashable, Sendable {
    /// What the journal holds.
    public struct JournalReport: Codable, Hashable, Sendable {
        public var accepted: Int
        public var finished: Int
        public var dead: Int
        public var dropped: Int
        /// Finished articles by outcome.
        public var outcomes: [String: Int]
        /// Seconds since the oldest article that is not finished was accepted; absent if there is
        /// none.
        public var oldestSeconds: Int64?
        /// Bytes of documents kept.
        public var bytes: Int64
    }

    /// What the event log holds.
    public struct LogReport: Codable, Hashable, Sendable {
        public var epoch: String
        public var first: Int64
        public var last: Int64
        public var entries: Int
        public var bytes: Int64
        /// Entries by event type.
        public var types: [String: Int]
    }

    /// The version of Chancery.
    public var version: String
    /// `running`, `stopping`, or `stopped` if no daemon runs.
    public var state: String
    /// The daemon's process; absent if none runs.
    public var pid: Int?
    /// Seconds since its start.
    public var uptime: Int?
    /// The hub; absent if no daemon runs.
    public var hub: HubStatus?
    /// The journal.
    public var journal: JournalReport
    /// The event log.
    public var log: LogReport
    /// Followers now connected.
    public var followers: Int?
    /// Sources that are not done with their first look yet.
    public var sourcesPending: Int?
    /// Who was turned away; absent without a server key.
    public var security: Door.Report?

    /// Whether every accepted article has ended and every source has had its first look.
    public var isIdle: Bool { journal.accepted == 0 && (sourcesPending ?? 0) == 0 }
}

extension StatusReport.LogReport {
    /// What is said of a log that another process keeps, out of sight.
    static let none = StatusReport.LogReport(
        epoch: "", first: 1, last: 0, entries: 0, bytes: 0, types: [:])
}

extension StatusReport {
    /// What is said before there is anything to say.
    static let none = StatusReport(
        version: Version.current, state: "starting",
        journal: JournalReport(
            accepted: 0, finished: 0, dead: 0, dropped: 0, outcomes: [:], bytes: 0),
        log: .none)
}
