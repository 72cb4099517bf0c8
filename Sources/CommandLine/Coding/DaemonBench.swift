import Configuration
import Daemon
import Fetch
import Glibc
import Logging
import Messages
import Threads
import ZeroMQ

/// Sends articles through a daemon of this process at a steady pace, over the sockets that other
/// programs use, and takes the time from each one's acceptance until a subscriber sees its first
/// event.
struct DaemonBench: Sendable {
    /// What came of it.
    struct Result: Sendable {
        /// Articles sent in.
        var articles: Int
        /// From one to the next.
        var interval: Duration
        /// Of each article that has events: from its acceptance to the first of them.
        var durations: [Duration]
    }

    /// Most articles that are sent in.
    static let limit = 1000
    /// For the daemon to start, to take an article, or to be done with all of them.
    private static let patience = Duration.seconds(120)

    let documents: [RawDocument]
    let articles: Int
    let interval: Duration
    let workers: Int
    let data: String
    let model: String?
    let precision: Settings.Precision

    /// Starts the daemon in a folder of its own, measures, and ends it.
    ///
    /// - Throws: whatever keeps the daemon from running, or ``DaemonError`` if it takes no articles.
    func run(_ progress: Progress) async throws -> Result {
        let folder = try BenchFolder()
        defer { folder.remove() }
        var settings = Settings(
            state: folder.path + "/state", runtime: folder.path + "/run", data: data,
            model: model)
        settings.precision = precision
        settings.stages.extract = .count(workers)
        settings.stages.classify = .count(workers)
        let lifecycle = Lifecycle(Lifecycle.Plan(settings: settings, log: .silent))
        let daemon = Task { try await lifecycle.run() }
        do {
            let durations = try await measure(settings, progress)
            lifecycle.finish()
            _ = try await daemon.value
            return Result(articles: articles, interval: interval, durations: durations)
        } catch {
            lifecycle.finish()
            // Why the daemon did not run says more than that nobody answered.
            _ = try await daemon.value
            throw error
        }
    }

    private func measure(_ settings: Settings, _ progress: Progress) async throws -> [Duration] {
        let context = try Context()
        let loop = try EventLoop(name: "bench-listener")
        let listener = try BenchListener(
            context: context, loop: loop, endpoint: try Endpoint(settings.publish.broadcast))
        defer { loop.stop() }
        try await listener.start()
        let client = BenchClient(endpoint: try Endpoint(settings.fetch.intake.endpoint))
        // Every instance has had an article before it counts, and the listener has been heard.
        _ = try await client.submit(
            (0..<2 * workers).map { try submission($0, "before") }, every: .zero,
            patience: DaemonBench.patience, progress: nil)
        try await wait { try await isIdle(settings) }
        try await wait { await listener.isThere }
        let accepted = try await client.submit(
            (0..<articles).map { try submission($0, "bench") }, every: interval,
            patience: DaemonBench.patience, progress: progress)
        try await wait { try await isIdle(settings) }
        // What was broadcast last is on its way.
        try await Task.sleep(for: .milliseconds(200))
        let seen = await listener.seen
        await listener.stop()
        return accepted.compactMap { id, start in
            seen[id].map { max(.zero, $0 - start) }
        }
    }

    /// An article as a program sends it in. Its last paragraph makes it one of its own: a daemon
    /// does not tell again what it read before, word for word.
    private func submission(_ number: Int, _ kind: String) throws -> BenchClient.Submitted {
        let document = documents[number % documents.count]
        let id = "\(kind)-\(number)"
        let last = "This is copy \(number) \(kind)."
        let text =
            String(decoding: document.body, as: UTF8.self)
            + (document.format == .html ? "<p>\(last)</p>" : "\n\n\(last)")
        return BenchClient.Submitted(
            id: id,
            json: try JSON.encode(
                BenchClient.Wire(
                    id: id, text: text, format: document.format.rawValue, title: document.title,
                    publisher: document.publisher, published: document.published,
                    language: document.language)))
    }

    private func isIdle(_ settings: Settings) async throws -> Bool {
        try await AdminClient.ask(AdminRequest(.status), settings: settings).status?.isIdle ?? false
    }

    private func wait(until holds: () async throws -> Bool) async throws {
        let deadline = Instant.now + DaemonBench.patience
        while !(try await holds()) {
            guard Instant.now < deadline else {
                throw DaemonError(.unavailable, "the daemon that is measured does not come to rest")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

/// Sends articles to an intake, on a thread of its own, because it waits for the answers.
actor BenchClient {
    /// An article that is to be sent.
    struct Submitted: Sendable {
        var id: String
        var json: [UInt8]
    }

    /// What the intake reads.
    struct Wire: Encodable {
        var id: String
        var text: String
        var format: String
        var title: String?
        var publisher: String?
        var published: Timestamp?
        var language: String?
    }

    private let executor = DedicatedThread(name: "bench-client")
    private let endpoint: Endpoint

    init(endpoint: Endpoint) { self.endpoint = endpoint }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Sends them at the pace given; tells when each was accepted.
    func submit(
        _ articles: [Submitted], every interval: Duration, patience: Duration, progress: Progress?
    ) async throws -> [String: Instant] {
        var progress = progress
        let context = try Context()
        let socket = try RequestSocket(
            context,
            options: SocketOptions { options in
                options.linger = .zero
                options.reconnectInterval = .milliseconds(20)
            })
        defer { socket.close() }
        try socket.connect(to: endpoint)
        var accepted: [String: Instant] = [:]
        let begin = Instant.now
        for (number, article) in articles.enumerated() {
            let early = begin + interval * number - Instant.now
            if early > .zero { try await Task.sleep(for: early) }
            while true {
                let answer = try socket.request([article.json], timeout: patience)
                let reply = try JSON.decode(
                    IntakeReply.self, from: answer.frames.last ?? [], at: "answer")
                if reply.status == .busy {
                    try await Task.sleep(for: .seconds(reply.retryAfter ?? 1))
                    continue
                }
                guard reply.status == .accepted else {
                    throw DaemonError(
                        .badInput,
                        "\(article.id) was not taken: \(reply.reason ?? reply.status.rawValue)")
                }
                accepted[article.id] = .now
                break
            }
            progress?.step()
        }
        progress?.finish()
        return accepted
    }
}

/// Hears what a daemon broadcasts.
actor BenchListener {
    private nonisolated let loop: EventLoop
    private let socket: SubscriberSocket
    private let endpoint: Endpoint
    /// When the first event of each article came.
    private(set) var seen: [String: Instant] = [:]
    /// Whether anything was heard, a heartbeat at least.
    private(set) var isThere = false

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(context: Context, loop: EventLoop, endpoint: Endpoint) throws(ZeroMQError) {
        self.loop = loop
        self.endpoint = endpoint
        socket = try SubscriberSocket(
            context, on: loop,
            options: SocketOptions { options in
                options.linger = .zero
                options.reconnectInterval = .milliseconds(20)
            })
    }

    isolated deinit { socket.close() }

    func start() throws(ZeroMQError) {
        for topic in ["event.", "control.heartbeat"] { try socket.subscribe(to: Array(topic.utf8)) }
        try socket.connect(to: endpoint)
        loop.register(socket, for: self) { $0.received($1) }
    }

    func stop() { socket.close() }

    private func received(_ message: ZeroMQ.Message) {
        struct Event: Decodable {
            struct Article: Decodable { var id: String? }
            var article: Article
        }
        let now = Instant.now
        isThere = true
        guard message.frames.count == 3, let event = message.frames.last,
            let id = try? JSON.decode(Event.self, from: event).article.id, seen[id] == nil
        else { return }
        seen[id] = now
    }
}

/// A folder for a daemon that is measured.
struct BenchFolder {
    /// Short, because the paths of sockets have little room.
    let path: String

    init() throws(DaemonError) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/chy-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw DaemonError(
                .cannotWrite,
                "\(base): no folder can be made here: \(String(cString: strerror(errno)))")
        }
        path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for name in ["state", "run"] { mkdir("\(path)/\(name)", 0o700) }
    }

    /// Removes it with all that is in it.
    func remove() { BenchFolder.remove(path) }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR, let handle = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { remove("\(path)/\(name)") }
        }
        closedir(handle)
        rmdir(path)
    }
}
