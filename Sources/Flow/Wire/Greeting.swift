public import Messages

/// The header of HELLO: who speaks, and which messages it understands.
public struct Greeting: Codable, Hashable, Sendable {
    /// The version of the conversation.
    public static let currentProtocol = 1

    /// The version of the conversation the speaker knows.
    public var conversation: Int
    /// The stage it serves; `fetch` offers documents.
    public var stage: StageName
    /// The schema of the message it takes; absent for Fetch.
    public var takes: String?
    /// The schema of the message it gives.
    public var gives: String
    /// The version of the program.
    public var version: String
    /// Names this runner for people and logs; unique while it lives.
    public var worker: String
    /// A random token of the process it lives in.
    public var process: String
    /// How many tasks it works on at a time.
    public var instances: Int

    /// The greeting of a runner of `stage`.
    public init(
        stage: StageName, version: String, worker: String, process: String, instances: Int
    ) {
        conversation = Greeting.currentProtocol
        self.stage = stage
        takes = Greeting.takes(stage)
        gives = Greeting.gives(stage)
        self.version = version
        self.worker = worker
        self.process = process
        self.instances = instances
    }

    /// The schema of the message `stage` takes.
    static func takes(_ stage: StageName) -> String? {
        switch stage {
        case .fetch: nil
        case .normalize: RawDocument.schema
        case .extract: Article.schema
        case .classify: Candidates.schema
        case .publish: CodedArticle.schema
        }
    }

    /// The schema of the message `stage` gives.
    static func gives(_ stage: StageName) -> String {
        stage.next.flatMap(takes) ?? Receipt.schema
    }

    /// Why the hub cannot work with the speaker; nil if it can.
    var mismatch: String? {
        if conversation != Greeting.currentProtocol {
            return "conversation \(conversation) where \(Greeting.currentProtocol) is spoken"
        }
        if takes != Greeting.takes(stage) {
            return "\(stage.rawValue) takes \(Greeting.takes(stage) ?? "nothing") here, "
                + "and \(takes ?? "nothing") in the worker of version \(version)"
        }
        if gives != Greeting.gives(stage) {
            return "\(stage.rawValue) gives \(Greeting.gives(stage)) here, "
                + "and \(gives) in the worker of version \(version)"
        }
        if !(1...1024).contains(instances) {
            return "\(instances) instances, 1 to 1024 are allowed"
        }
        if worker.isEmpty || worker.utf8.count > 200 { return "a worker name of 1 to 200 bytes" }
        return nil
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case conversation, stage, takes, gives, version, worker, process, instances
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        conversation = try fields.value(.conversation)
        stage = try fields.value(.stage)
        takes = try fields.optional(.takes)
        gives = try fields.value(.gives)
        version = try fields.value(.version)
        worker = try fields.value(.worker)
        process = try fields.value(.process)
        instances = try fields.value(.instances)
    }
}
