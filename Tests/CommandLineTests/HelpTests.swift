import Arguments
import Configuration
import Daemon
import Logging
import Messages
import Publish
import Testing

@testable import chancery

@Suite("Help and the command line") struct CommandLineHelpTests {
    private func help(_ path: [String]) throws -> String {
        guard case .show(let text) = try Program.root.parse(path + ["--help"]) else { return "" }
        return text
    }

    @Test("the program's help names every command")
    func commands() throws {
        let text = try help([])
        for verb in Program.verbs {
            #expect(text.contains("\n  \(verb.command.name) "))
        }
        #expect(Set(Program.verbs.map { $0.command.name }).count == Program.verbs.count)
    }

    @Test("each command's help names every option and every value", arguments: paths())
    func options(path: [String]) throws {
        let command = path.reduce(Program.root) { command, word in
            command.subcommands.first { $0.name == word } ?? command
        }
        let text = try help(path)
        for option in command.options { #expect(text.contains("--\(option.name)")) }
        for positional in command.positionals { #expect(text.contains("<\(positional.name)>")) }
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 100 })
    }

    @Test("what was agreed with scripts is there")
    func promises() throws {
        let promised: [([String], [String])] = [
            (
                ["run"],
                [
                    "config", "state", "runtime", "once", "stdin", "folder", "log-level",
                    "log-format",
                ]
            ),
            (["run"], ["stages", "feed"]), (["sources", "add"], ["kind", "publisher", "text"]),
            (["sources", "list"], ["format"]), (["sources", "test"], ["format"]),
            (["feed"], ["format", "url", "config"]),
            (["work"], ["config", "connect", "instances", "folder"]),
            (["code"], ["format", "published", "data", "publisher", "knowledge", "model"]),
            (["article"], ["format", "url", "data"]),
            (["lexicon", "lookup"], ["format", "date", "data", "config"]),
            (["lexicon", "check"], ["table", "data", "config"]),
            (["lexicon", "stats"], ["format"]),
            (["resolve"], ["format", "jsonl", "date", "context", "data", "knowledge"]),
            (["places"], ["format", "date", "data"]), (["dates"], ["format", "published", "data"]),
            (
                ["subscribe"],
                [
                    "after", "latest", "type", "actor", "country", "status", "min-confidence",
                    "format", "cursor", "until-daemon-stops", "count", "endpoint", "config",
                ]
            ),
            (["status"], ["format", "wait", "timeout"]), (["check"], ["config", "show"]),
            (["dead", "list"], ["format", "limit"]), (["dead", "requeue"], ["all"]),
            (["dead", "drop"], ["all"]), (["restore"], ["force"]), (["repair"], ["check"]),
            (["version"], ["format"]), (["ontology", "types"], ["scheme", "format"]),
            (
                ["evaluate", "relations"],
                ["codebook", "predictions", "published", "format", "data", "configuration"]
            ),
            (["evaluate", "sentences"], ["scheme", "published", "format", "data"]),
            (["evaluate", "spans"], ["published", "format", "data"]),
            (["evaluate", "events"], ["articles", "published", "format", "data"]),
            (["bench"], ["articles", "configuration", "workers", "rounds", "format", "data"]),
            (["ontology", "cameo"], ["scheme", "goldstein", "type", "mode", "context"]),
        ]
        for (path, options) in promised {
            let text = try help(path)
            for option in options {
                #expect(text.contains("--\(option) ") || text.contains("--\(option)\n"))
            }
        }
    }

    private static func paths() -> [[String]] {
        Program.verbs.map { $0.command }.flatMap { command in
            [[command.name]] + command.subcommands.map { [command.name, $0.name] }
        }
    }

    private func parsed(_ words: String) throws -> Parsed {
        let words = words.split(separator: " ").map(String.init)
        guard case .run(let parsed) = try Program.root.parse(words) else {
            throw UsageError("shows something")
        }
        return parsed
    }

    @Test("a run's plan is what was typed")
    func plan() throws {
        let console = Console(
            environment: ["HOME": "/h", "CHANCERY_FAULTS": "extract:slow=x"],
            output: Terminal(descriptor: -1, environment: [:]),
            errors: Terminal(descriptor: -1, environment: [:]))
        let plan = try RunCommand.plan(
            parsed("run --stdin --folder /a --folder /b --log-level debug --state /s /f1 /f2"),
            console)
        #expect(plan.once)
        #expect(plan.sources.standardInput)
        #expect(plan.sources.folders == ["/a", "/b"])
        #expect(plan.sources.files == ["/f1", "/f2"])
        #expect(plan.settings.state == "/s")
        #expect(plan.settings.admin.endpoint == "ipc:///s/run/admin.sock")
        #expect(plan.log.level == .debug)
        #expect(!plan.faults.isEmpty)
        #expect(try !RunCommand.plan(parsed("run"), console).once)
    }

    @Test("the cursor says where to begin; what was typed only until there is one")
    func start() throws {
        let cursor = Cursor(epoch: "e", sequence: 4)
        #expect(try SubscribeCommand.start(parsed("subscribe"), cursor: nil) == .beginning)
        #expect(try SubscribeCommand.start(parsed("subscribe --latest"), cursor: nil) == .latest)
        let typed = try parsed("subscribe --after 7")
        #expect(try SubscribeCommand.start(typed, cursor: nil) == .after(7))
        #expect(try SubscribeCommand.start(typed, cursor: cursor) == .cursor(cursor))
    }

    @Test("a filter is what was typed")
    func filter() throws {
        let filter = try SubscribeCommand.filter(
            parsed(
                "subscribe --type AID --type CONSULT --actor NATO --country LBY "
                    + "--status planned --min-confidence 0.5"))
        #expect(filter.types == [.aid, .consult])
        #expect(filter.actors == ["NATO"])
        #expect(filter.countries == ["LBY"])
        #expect(filter.statuses == [.planned])
        #expect(filter.minimumConfidence == 0.5)
    }
}
