// CommandLine: the executable `chancery`, what a person or a script types.
//
// A command is one file in `Commands/`: its declaration (from which help and completion are made)
// and a short body that calls other rooms. What is worth testing lives in values beside them:
// `FollowClient` decides for a subscriber, `CursorFile` keeps its place, `EventLine` and
// `StatusTable` set out answers for people. What may change: commands and how answers look. Exit
// codes and the JSON that commands print are promises to scripts.

import Arguments
import Daemon
import Glibc

/// A command that can be run.
protocol Verb: SendableMetatype {
    /// What may be typed.
    static var command: Command { get }
    /// Whether it deals with signals itself; otherwise they end the program as usual.
    static var watchesSignals: Bool { get }
    /// Does it.
    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode
}

extension Verb {
    static var watchesSignals: Bool { false }
}

/// The program: its commands, and how it ends.
enum Program {
    static let verbs: [any Verb.Type] = [
        RunCommand.self, WorkCommand.self, CodeCommand.self, ArticleCommand.self,
        ExplainCommand.self, FeedCommand.self, ParseCommand.self, EvaluateCommand.self,
        BenchCommand.self, OntologyCommand.self, ResolveCommand.self, PlacesCommand.self,
        DatesCommand.self, LexiconCommand.self, SubscribeCommand.self, StatusCommand.self,
        SourcesCommand.self,
        DeadCommand.self, CheckCommand.self,
        BackupCommand.self, RestoreCommand.self,
        RepairCommand.self, KeygenCommand.self, VersionCommand.self, CompletionCommand.self,
    ]

    /// Everything that may be typed.
    static let root = Command(
        "chancery", "read the news, publish typed diplomatic events",
        discussion: """
            Chancery reads articles as they are published and turns them into events: who did what \
            to whom, when and where, whether it happened, and on whose word. `run` is the daemon, \
            `subscribe` reads what it publishes, `code` does it for a file without a daemon.

            A command ends with 0 if all went well, and otherwise with a code of sysexits.h: 64 \
            the command line is wrong, 65 the input is, 66 it cannot be read, 69 the daemon is not \
            there, 70 a fault inside, 71 the system refused, 73 a file cannot be made, 74 reading \
            or writing failed, 75 not now, 78 the configuration is wrong.
            """,
        subcommands: verbs.map { $0.command },
        examples: [
            .init("chancery code article.txt", "the events in a file"),
            .init("chancery run --folder /srv/news", "the daemon, with a watched folder"),
            .init("chancery subscribe --type CONSULT", "meetings and visits, as they come"),
        ],
        version: "chancery \(Version.current)")

    /// What the words come to.
    enum Errand {
        /// It is done, and ended so.
        case done(ExitCode)
        /// Something is to be run.
        case run(any Verb.Type, Parsed, Console)
    }

    /// Reads the words, and answers those that only ask for help.
    static func read(_ words: [String]) -> Errand {
        var console = Console.standard()
        do {
            switch try root.parse(
                words, environment: console.environment, width: min(console.output.width, 100))
            {
            case .show(let text):
                try console.print(text, terminator: "")
                return .done(.ok)
            case .run(let parsed):
                console.name = (["chancery"] + parsed.command).joined(separator: " ")
                guard let verb = verbs.first(where: { $0.command.name == parsed.command.first })
                else { return .done(.software) }
                return .run(verb, parsed, console)
            }
        } catch let error as ArgumentError {
            console.complain("\(error)", prefixed: false)
            return .done(.usage)
        } catch {
            return .done(end(error, console))
        }
    }

    /// Runs a command, and tells how it ended.
    @concurrent
    static func run(
        _ verb: any Verb.Type, _ parsed: Parsed, _ console: Console
    ) async -> ExitCode {
        do {
            return try await verb.run(parsed, console)
        } catch {
            return end(error, console)
        }
    }

    private static func end(_ error: any Error, _ console: Console) -> ExitCode {
        let ending = Ending(error)
        for line in ending.lines { console.complain(line) }
        return ending.code
    }
}

/// The signals that `main` blocks before anything else.
enum Signals {
    /// Lets them end the program as usual.
    static func release() {
        var set = sigset_t()
        sigemptyset(&set)
        for number in SignalWatcher.watched { sigaddset(&set, number) }
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
}
