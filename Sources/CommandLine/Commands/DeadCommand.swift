import Arguments
import Daemon
import Messages

/// `chancery dead …`: articles that were given up.
enum DeadCommand: Verb {
    private static let format = Option(
        "format", .choice(of: Console.Format.self), fallback: "table", "how it looks")
    private static let all = Option(flag: "all", "every dead letter")
    private static let tasks = Positional(
        "task", .text, presence: .repeated(atLeast: 0), "articles, by their task id")

    static let command = Command(
        "dead", "articles that were given up: look, try again, drop",
        discussion: """
            An article that cannot be processed is a dead letter: it is kept with the reason and \
            with what was tried. Works with and without a running daemon.
            """,
        options: Place.options,
        subcommands: [
            Command(
                "list", "the dead letters, oldest first",
                options: [
                    format,
                    Option("limit", .integer(1...10_000), fallback: "100", "how many at most"),
                    Option(
                        "after", .integer(0...Int.max), fallback: "0",
                        "only those after this number of the list"),
                ]),
            Command(
                "show", "all that is known about one", options: [format],
                positionals: [Positional("task", .text, "its task id")]),
            Command(
                "requeue", "try again, from the document as it was got", options: [all, format],
                positionals: [tasks]),
            Command(
                "drop", "forget the documents; the articles are not taken again",
                options: [all, format], positionals: [tasks]),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let settings = try Place.settings(parsed, console)
        let format = parsed.choice("format", as: Console.Format.self) ?? .table
        let request = try request(parsed)
        let reply = try await AdminClient.ask(
            request, settings: settings, timeout: .seconds(60))
        if let letters = reply.letters {
            switch format {
            case .json: try console.print(json: letters)
            case .table: try console.print(DeadTable.list(letters))
            }
        }
        if let letter = reply.letter {
            switch format {
            case .json: try console.print(json: letter)
            case .table:
                try console.print(
                    DeadTable.detail(letter, width: console.tableWidth), terminator: "")
            }
        }
        guard let changed = reply.changed else { return .ok }
        let unchanged = reply.unchanged ?? []
        switch format {
        case .json:
            var result = AdminReply()
            result.changed = changed
            result.unchanged = unchanged
            try console.print(json: result)
        case .table:
            let done = request.command == .deadRequeue ? "queued again" : "dropped"
            try console.print("\(StatusTable.count(changed, "article")) \(done)")
        }
        for task in unchanged { console.complain("\(task) is not a dead letter") }
        return unchanged.isEmpty ? .ok : .dataErr
    }

    /// What the command line asks for.
    static func request(_ parsed: Parsed) throws -> AdminRequest {
        switch parsed.command.last {
        case "list":
            return AdminRequest(
                .deadList, limit: parsed.integer("limit") ?? 100,
                after: Int64(parsed.integer("after") ?? 0))
        case "show": return AdminRequest(.deadShow, tasks: parsed.strings("task"))
        case let verb:
            let tasks = parsed.strings("task")
            guard parsed.flag("all") != !tasks.isEmpty else {
                throw UsageError("name the articles, or say --all")
            }
            guard tasks.count <= 10_000 else { throw UsageError("at most 10000 at a time") }
            return AdminRequest(
                verb == "drop" ? .deadDrop : .deadRequeue, tasks: tasks, all: parsed.flag("all"))
        }
    }
}

/// Words that are right by themselves and wrong together.
struct UsageError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
