import Daemon
import Flow
import Logging
import Messages
import Threads
import ZeroMQ

/// A Classify that gives a hundred events an article, so that subscribers have much to read while
/// the rest of the pipeline has little to do.
actor FloodingClassify: Stage {
    static let name = StageName.classify
    /// Events an article.
    static let events = 100

    func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
        CodedArticle(
            info: input.info, outcome: .events,
            events: (0..<Self.events).map { event($0, of: input) })
    }

    private func event(_ number: Int, of input: Candidates) -> Event {
        let span = Span(number, number + 1)
        let key = Event.mentionKey(
            contentHash: input.info.contentHash, trigger: span, type: .consult, sources: [],
            targets: [])
        let day = input.info.published.day
        let filling = String(repeating: "the talks went on and on ", count: 20)
        return Event(
            id: Event.id(mentionKey: key), type: .consult, status: .occurred, sources: [],
            date: EventDate(start: day, end: day, granularity: .day, basis: .published),
            confidence: 1,
            evidence: Evidence(
                sentence: filling, sentenceIndex: 0, offset: 0, trigger: "x", triggerSpan: span,
                explanation: []),
            mentions: [
                EventMention(
                    article: input.info.id, sentenceIndex: 0, sentence: "x", trigger: "x",
                    triggerSpan: span, status: .occurred)
            ], article: EventArticle(input.info),
            coder: Coder(version: "test", model: "none", lexicon: "none"))
    }

    /// A worker of it for the hub at `endpoint`.
    static func worker(_ endpoint: String, _ context: Context, _ loop: EventLoop) throws
        -> StageRunner
    {
        try StageRunner(
            context: context, loop: loop, hub: try Endpoint(endpoint),
            greeting: Greeting(
                stage: .classify, version: Version.current, worker: "flooding", process: "flood",
                instances: 4), log: .silent
        ) { _ in StageInstance(FloodingClassify()) }
    }
}

/// Subscribers that read as fast as they can: some of the broadcast, some following.
actor FastSubscribers {
    private nonisolated let loop: EventLoop
    private let listeners: [SubscriberSocket]
    private let followers: [DealerSocket]
    /// The last sequence of each, listeners first.
    private(set) var reached: [Int]
    /// The events each received.
    private(set) var received: [Int]
    /// Sequences that did not follow the one before, and whatever else should not have come.
    private(set) var surprises: [String] = []

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(_ context: Context, _ loop: EventLoop, count: Int) throws {
        self.loop = loop
        let options = SocketOptions { options in
            options.receiveHighWaterMark = 0
            options.linger = .zero
            options.immediate = false
        }
        listeners = try (0..<count).map { _ in
            try SubscriberSocket(context, on: loop, options: options)
        }
        followers = try (0..<count).map { _ in
            try DealerSocket(context, on: loop, options: options)
        }
        reached = Array(repeating: 0, count: 2 * count)
        received = reached
    }

    func start(runtime: String) throws {
        for (number, listener) in listeners.enumerated() {
            try listener.connect(to: try Endpoint("ipc://\(runtime)/events.sock"))
            try listener.subscribe(to: [])
            loop.register(listener, for: self) { $0.heard($1.frames, number) }
        }
        for (number, follower) in followers.enumerated() {
            try follower.connect(to: try Endpoint("ipc://\(runtime)/follow.sock"))
            let place = listeners.count + number
            loop.register(follower, for: self) { $0.told($1.frames, place, number) }
            self.follow(number)
        }
    }

    private func follow(_ number: Int) {
        let after = reached[listeners.count + number]
        let header = #"{"after":\#(after),"credit":2000,"filter":{}}"#
        _ = try? followers[number].send(frames("FOLLOW", header))
    }

    func stop() {
        for listener in listeners { listener.close() }
        for follower in followers { follower.close() }
    }

    private func frames(_ kind: String, _ header: String) -> [[UInt8]] {
        [Array("CHF1".utf8), Array(kind.utf8), Array(header.utf8)]
    }

    private func heard(_ frames: [[UInt8]], _ place: Int) {
        guard frames.count == 3 else { return }
        go(to: FastSubscribers.lastNumber(frames[1]), place)
    }

    private func told(_ message: [[UInt8]], _ place: Int, _ number: Int) {
        guard message.count >= 3 else { return }
        switch String(decoding: message[1], as: UTF8.self) {
        case "BATCH":
            for _ in message.dropFirst(3) { go(to: reached[place] + 1, place) }
            let credit = #"{"credit":\#(message.count - 3)}"#
            _ = try? followers[number].send(frames("CREDIT", credit))
        case "HEARTBEAT":
            _ = try? followers[number].send(frames("PING", #"{"reason":""}"#))
        case "FOLLOWING": break
        case let other:
            // A machine so busy that we read too late ourselves: it says FOLLOW again.
            surprises.append("\(other) for follower \(number)")
            follow(number)
        }
    }

    private func go(to sequence: Int, _ place: Int) {
        if reached[place] != 0 && sequence != reached[place] + 1 {
            surprises.append("\(sequence) after \(reached[place]) for \(place)")
        }
        reached[place] = sequence
        received[place] += 1
    }

    /// The number at the end of `{"epoch":…,"sequence":N}`.
    private static func lastNumber(_ json: [UInt8]) -> Int {
        var number = 0
        var place = 1
        for byte in json.dropLast().reversed() {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { break }
            number += Int(byte - UInt8(ascii: "0")) * place
            place *= 10
        }
        return number
    }
}
