/// Everything that can be set, with its default. `Settings+Fields.swift` lists the keys.
public struct Settings: Equatable, Sendable {
    /// The directory that outlives restarts: journal and event log.
    public var state: String
    /// The directory for sockets.
    public var runtime: String
    /// The directory of models and lexicons; nil if it is to be found beside the executable.
    public var data: String?
    /// The folder of the language model; nil if it is `model` in the data directory.
    public var model: String?
    /// In what numbers the language model computes.
    public var precision = Precision.fp32
    /// What users know besides the project's tables.
    public var knowledge = Knowledge()
    /// What is said, and how.
    public var log = Log()
    /// Where articles come from.
    public var fetch: Fetch
    /// How many of each stage run.
    public var stages = Stages()
    /// How articles move between the stages.
    public var flow = Flow()
    /// How events reach subscribers.
    public var publish: Publish
    /// The socket for administration.
    public var admin: Admin
    /// Who may come in over the network, and who we are there.
    public var security = Security()
    /// How large things may be.
    public var limits = Limits()
    /// How long the journal remembers.
    public var journal = Journal()
    /// How the daemon ends.
    public var shutdown = Shutdown()

    /// The defaults for these directories.
    public init(
        state: String, runtime: String, data: String? = nil, model: String? = nil
    ) {
        self.state = state
        self.runtime = runtime
        self.data = data
        self.model = model
        fetch = Fetch(intake: Intake(endpoint: "ipc://\(runtime)/intake.sock"))
        publish = Publish(
            broadcast: "ipc://\(runtime)/events.sock", follow: "ipc://\(runtime)/follow.sock")
        admin = Admin(endpoint: "ipc://\(runtime)/admin.sock")
    }
}

extension Settings {
    /// `precision:`
    public enum Precision: String, CaseIterable, Sendable {
        /// Floats.
        case fp32
        /// Whole numbers of one byte in the large products, where the processor can.
        case int8
    }

    /// `log:`
    public struct Log: Equatable, Sendable {
        /// The shape of a line.
        public enum Format: String, CaseIterable, Sendable {
            /// `key=value` pairs.
            case logfmt
            /// A JSON object a line.
            case json
        }

        /// The least important records that are written.
        public enum Level: String, CaseIterable, Sendable {
            /// Everything.
            case debug
            /// The ordinary course of things.
            case info
            /// Starts, stops and what is worth seeing.
            case notice
            /// What is wrong.
            case warning
            /// What failed.
            case error
        }

        /// The shape of a line.
        public var format = Format.logfmt
        /// The least important records that are written.
        public var level = Level.info
    }

    /// How many instances of a stage run.
    public enum Instances: Equatable, Sendable {
        /// One a core.
        case auto
        /// So many.
        case count(Int)

        /// The number on a machine with `cores` cores.
        public func number(cores: Int) -> Int {
            switch self {
            case .auto: max(1, cores)
            case .count(let count): count
            }
        }
    }

    /// `stages:`
    public struct Stages: Equatable, Sendable {
        /// Instances of Normalize.
        public var normalize = Instances.count(1)
        /// Instances of Extract.
        public var extract = Instances.auto
        /// Instances of Classify.
        public var classify = Instances.auto
    }

    /// `flow:`
    public struct Flow: Equatable, Sendable {
        /// Articles between the journal and Publish at most.
        public var window = 64
        /// Their bytes at most.
        public var windowBytes = 64 << 20
        /// Accepted articles that wait in the journal before sources are asked to wait.
        public var backlog = 1000
        /// Failures of an article before it is a dead letter.
        public var attempts = 3
        /// Between two signs of life.
        public var heartbeat = Duration.seconds(1)
        /// After it, a silent worker has lost its tasks.
        public var silence = Duration.seconds(5)
        /// For a task at least.
        public var taskDeadline = Duration.seconds(10)
        /// For each 10 kB of a task on top.
        public var taskDeadlinePer10kB = Duration.seconds(1)
        /// The hub's socket.
        public var endpoint = "inproc://hub"
    }

    /// `publish:`
    public struct Publish: Equatable, Sendable {
        /// The socket that broadcasts events.
        public var broadcast: String
        /// The socket that replays and follows the log.
        public var follow: String
        /// How long the log keeps events; nil is forever.
        public var retention: Duration? = .seconds(365 * 86_400)
        /// How far apart the publication of near duplicates may lie; zero looks for none.
        public var duplicateWindow: Duration = .seconds(7 * 86_400)
        /// Followers at the same time at most.
        public var maxFollowers = 256
    }

    /// `admin:`
    public struct Admin: Equatable, Sendable {
        /// The socket for administration.
        public var endpoint: String
    }

    /// `security:`
    public struct Security: Equatable, Sendable {
        /// The file with the daemon's secret key; with it, every `tcp` socket uses CURVE.
        public var serverKey: String?
        /// The allow-list, a file or a directory of them.
        public var clients: String?
        /// The file with our own secret key, as a client.
        public var key: String?
        /// The public key of the server we are a client of, or the file that holds it.
        public var server: String?

        /// Nobody from outside.
        public init(
            serverKey: String? = nil, clients: String? = nil, key: String? = nil,
            server: String? = nil
        ) {
            self.serverKey = serverKey
            self.clients = clients
            self.key = key
            self.server = server
        }
    }

    /// `limits:`
    public struct Limits: Equatable, Sendable {
        /// A raw document at most, in bytes.
        public var document = 8 << 20
        /// The text of an article at most, in bytes; longer text is cut at a paragraph.
        public var articleText = 200_000
    }

    /// `journal:`
    public struct Journal: Equatable, Sendable {
        /// How long finished articles are remembered, so that they are not taken again.
        public var keep = Duration.seconds(90 * 86_400)
    }

    /// `shutdown:`
    public struct Shutdown: Equatable, Sendable {
        /// How long tasks in hand may take to finish.
        public var drain = Duration.seconds(30)
    }
}
