public import Messages

/// What an administrator asks the daemon.
public struct AdminRequest: Codable, Hashable, Sendable {
    /// What is asked.
    public enum Command: String, Codable, CaseIterable, Sendable {
        case status
        case deadList = "dead.list"
        case deadShow = "dead.show"
        case deadRequeue = "dead.requeue"
        case deadDrop = "dead.drop"
        case backup
    }

    /// What is asked.
    public var command: Command
    /// The articles it is about; all dead letters if empty where that makes sense.
    public var tasks: [String]
    /// Whether all dead letters are meant.
    public var all: Bool
    /// Most entries of a list.
    public var limit: Int
    /// The number in the list to go on after.
    public var after: Int64
    /// Where a backup goes: an absolute path.
    public var directory: String?

    /// A request; see the properties.
    public init(
        _ command: Command, tasks: [String] = [], all: Bool = false, limit: Int = 100,
        after: Int64 = 0, directory: String? = nil
    ) {
        self.command = command
        self.tasks = tasks
        self.all = all
        self.limit = limit
        self.after = after
        self.directory = directory
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case command, tasks, all, limit, after, directory
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        command = try fields.value(.command)
        tasks = try fields.value(.tasks, default: [])
        all = try fields.value(.all, default: false)
        limit = try fields.value(.limit, default: 100)
        after = try fields.value(.after, default: 0)
        directory = try fields.optional(.directory)
        guard (1...10_000).contains(limit) else {
            throw fields.reject(.limit, "\(limit) is not between 1 and 10000")
        }
        guard tasks.count <= 10_000 else { throw fields.reject(.tasks, "more than 10000 entries") }
    }
}

/// What the daemon answers.
public struct AdminReply: Codable, Hashable, Sendable {
    /// Why nothing was done; absent if it was.
    public var error: String?
    /// The state of the daemon.
    public var status: StatusReport?
    /// Dead letters.
    public var letters: [DeadLetterSummary]?
    /// One dead letter.
    public var letter: DeadLetterDetail?
    /// How many articles were changed.
    public var changed: Int?
    /// Articles that were not dead letters.
    public var unchanged: [String]?
    /// Files that were written.
    public var files: [String]?

    /// An answer with nothing in it yet.
    public init() {}

    /// A refusal.
    public init(error: String) { self.error = error }
}

/// A dead letter in a list.
public struct DeadLetterSummary: Codable, Hashable, Sendable {
    /// Its number in the list.
    public var number: Int64
    /// The article.
    public var task: String
    /// Where it came from.
    public var source: String
    /// What the source calls it.
    public var item: String
    /// When it was accepted and given up.
    public var accepted: Timestamp
    public var buried: Timestamp
    /// The stage that could not do it.
    public var stage: StageName?
    /// Why.
    public var reason: String
    /// What was counted against it.
    public var attempts: Int
    public var crashes: Int
    /// The size of the document in bytes.
    public var bytes: Int
}

/// All that is known about a dead letter.
public struct DeadLetterDetail: Codable, Hashable, Sendable {
    /// One thing that happened to it.
    public struct Step: Codable, Hashable, Sendable {
        public var at: Timestamp
        public var what: String
        public var stage: StageName?
        public var reason: String
        public var attempt: Int
    }

    /// What a list shows.
    public var summary: DeadLetterSummary
    /// What happened to it, oldest first.
    public var history: [Step]
    /// The first part of the document, safe to print.
    public var preview: String
    /// The header of the document, as JSON.
    public var header: String
}
