import Arguments
import Configuration
import Daemon
import Messages
import Publish
import Security
import Threads
import ZeroMQ

/// `chancery subscribe`: the event log, and what comes after it.
enum SubscribeCommand: Verb {
    static let watchesSignals = true

    static let command = Command(
        "subscribe", "the events, from the log and then as they come",
        discussion: """
            Begins where --cursor FILE says, else with the first event of the log, and goes on live. \
            Connects again for ever when the daemon goes away, and misses nothing meanwhile.

            The cursor file is written after the events up to it were: after a crash some events \
            may come twice, and none is lost. Each event's epoch and sequence tell it apart.

            Options of one kind widen each other, options of different kinds narrow. SIGINT, \
            SIGTERM and SIGHUP save the cursor and end with 0, and so does a closed pipe.
            """,
        options: Place.options + [
            Option(
                "after", .integer(0...Int.max), placeholder: "N",
                "begin after this sequence (default: 0, all the log)"),
            Option(flag: "latest", "begin with what comes next"),
            Option(
                "type", .choice(of: EventType.self), placeholder: "TYPE", repeats: true,
                "only events of this type"),
            Option(
                "actor", .text, placeholder: "ACTOR", repeats: true,
                "only events with it: an entity (LBY/GOV), a country or an organisation (NATO)"),
            Option(
                "country", .text, placeholder: "CODE", repeats: true,
                "only events with an actor of this country"),
            Option(
                "status", .choice(of: EventStatus.self), placeholder: "STATUS", repeats: true,
                "only events of this status"),
            Option(
                "min-confidence", .text, placeholder: "X", "only events at least so sure, 0 to 1"),
            Console.EventFormat.option,
            Option("cursor", .path, placeholder: "FILE", "keep the place in a file"),
            Option(
                flag: "until-daemon-stops",
                "end when the daemon stops in order, and do not wait until it is back"),
            Option(
                "count", .integer(1...1_000_000_000), placeholder: "N", "end after so many events"),
            Option(
                "endpoint", .text, placeholder: "ENDPOINT",
                "where the log is served (default: publish.follow of the configuration)"),
            Option(
                "key", .path, placeholder: "FILE",
                "over tcp: our secret key (default: security.key of the configuration)"),
            Option(
                "server", .text, placeholder: "KEY",
                "over tcp: the server's public key or its file (default: security.server)"),
        ],
        examples: [
            .init("chancery subscribe --type CONSULT --country LBY", "meetings with Libya"),
            .init("chancery subscribe --cursor seen.json >> events.jsonl", "an archive"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let filter = try filter(parsed)
        let file = parsed.string("cursor").map { CursorFile(path: Paths.absolute($0)) }
        let start = try start(parsed, cursor: try file?.load())
        let settings =
            try parsed.string("endpoint") == nil
            ? Place.settings(parsed, console) : nil
        let named = parsed.string("endpoint") ?? settings?.publish.follow ?? ""
        let endpoint: Endpoint
        do throws(ZeroMQError) {
            endpoint = try Endpoint(named)
        } catch {
            throw UsageError("--endpoint: \(error)")
        }
        let format =
            console.format(parsed, Console.EventFormat.table, orElse: .jsonl)
        let loop = try EventLoop(name: "subscribe")
        let subscription = try Subscription(
            Subscription.Parts(
                client: FollowClient(
                    start: start, filter: filter, most: parsed.integer("count"),
                    untilStop: parsed.flag("until-daemon-stops"), at: .now),
                endpoint: endpoint,
                security: try ClientSecurity.options(
                    try ClientSecurity(
                        key: parsed.string("key") ?? settings?.security.key,
                        server: parsed.string("server") ?? settings?.security.server,
                        credentials: Credentials.directory), to: endpoint),
                console: console, cursor: file,
                layout: EventLine.layout(format, width: console.tableWidth)), loop: loop)
        defer { loop.stop() }
        try await subscription.run()
        return .ok
    }

    /// Where to begin.
    static func start(
        _ parsed: Parsed, cursor: Cursor?
    ) throws(UsageError) -> FollowClient.Start {
        let after = parsed.integer("after")
        if after != nil && parsed.flag("latest") {
            throw UsageError("--after and --latest say different things: give one")
        }
        // A cursor wins: the other options are for the first run with it.
        if let cursor { return .cursor(cursor) }
        if parsed.flag("latest") { return .latest }
        return after.map { .after(Int64($0)) } ?? .beginning
    }

    /// What to see.
    static func filter(_ parsed: Parsed) throws(UsageError) -> FollowFilter {
        var confidence = 0.0
        if let text = parsed.string("min-confidence") {
            guard let number = Double(text), (0...1).contains(number) else {
                throw UsageError("--min-confidence: \(text) is not a number from 0 to 1")
            }
            confidence = number
        }
        let filter = FollowFilter(
            types: parsed.strings("type").compactMap { EventType(rawValue: $0) },
            actors: parsed.strings("actor"), countries: parsed.strings("country"),
            statuses: parsed.strings("status").compactMap { EventStatus(rawValue: $0) },
            minimumConfidence: confidence)
        do {
            // What the daemon would refuse is better said here.
            return try JSON.decode(FollowFilter.self, from: try JSON.encode(filter))
        } catch {
            throw UsageError("\(error)")
        }
    }
}
