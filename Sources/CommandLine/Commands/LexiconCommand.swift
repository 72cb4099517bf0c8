import Arguments
import Configuration
import Daemon
import Knowledge
import Messages
import Threads

/// `chancery lexicon …`: the tables of names and of predicates.
enum LexiconCommand: Verb {
    static let command = Command(
        "lexicon", "the tables of who, where and what: look up, check, count",
        discussion: """
            The tables are those of the data directory, and the files that knowledge.files names \
            in the configuration; docs/knowledge.md describes them.
            """,
        options: LanguagePlace.options,
        subcommands: [
            Command(
                "lookup", "what the tables know under a name",
                discussion: """
                    Prints each row that bears the name, a line each, with the file and line where \
                    it can be corrected: `name, kind, table, entity, country, sectors, members, \
                    office, from, to, shared, capitals, admin1, latitude, longitude, population, \
                    geonameId, file, line`. What does not apply is absent. `shared` names count \
                    only where their country was named, `capitals` only written so. Ends with 65 \
                    if no table knows the name.
                    """,
                options: [
                    Console.EventFormat.option,
                    Option(
                        "date", .text, placeholder: "DATE",
                        "only offices held then, and states and organisations that were there"),
                ],
                positionals: [
                    Positional("name", .text, presence: .repeated(atLeast: 1), "the name")
                ],
                examples: [.init("chancery lexicon lookup Lavrov", "all who bear it")]),
            Command(
                "check", "look for mistakes in tables",
                discussion: """
                    Checks files with rows of a user, together with the tables and the configured \
                    files, as the daemon reads them; without files only these. Prints ok, or every \
                    mistake with its file and line, and then ends with 65. Remarks (rows that \
                    take away what is not there, names that others have, too) are printed and do \
                    no harm.
                    """,
                options: [
                    Option(
                        "table", .choice(of: Settings.KnowledgeFile.Table.self),
                        "the table of the files, if their names do not say it")
                ],
                positionals: [
                    Positional(
                        "file", .path, presence: .repeated(atLeast: 0),
                        "files like organisations.tsv"
                    )
                ],
                examples: [
                    .init("chancery lexicon check our-organisations.tsv", "before it is used")
                ]),
            Command(
                "stats", "how much the tables know, and how long they take to load",
                options: [
                    Option(
                        "format", .choice(of: Console.Format.self), fallback: "table",
                        "how it looks")
                ]),
        ],
        examples: [
            .init("chancery lexicon lookup WHO", "what it names, and where that stands")
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        switch parsed.command.last {
        case "lookup": try lookup(parsed, console)
        case "check": try check(parsed, console)
        default: try stats(parsed, console)
        }
    }

    private static func lookup(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        let day = parsed.string("date") == nil ? nil : try LanguagePlace.day("date", parsed)
        let data = try LanguagePlace.data(parsed, console)
        let name = parsed.strings("name").joined(separator: " ")
        let found = data.entries(named: name, on: day).filter { entry in
            guard let day else { return true }
            return (entry.from.map { $0 <= day } ?? true) && (entry.to.map { $0 >= day } ?? true)
        }
        switch console.format(parsed, Console.EventFormat.table, orElse: .jsonl) {
        case .jsonl: for entry in found { try console.print(json: LexiconLine(entry)) }
        case .table where !found.isEmpty: try console.print(LexiconLine.table(found))
        case .table: break
        }
        guard found.isEmpty else { return .ok }
        console.complain("no table knows \"\(name)\"")
        return .dataErr
    }

    private static func check(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        let table = parsed.choice("table", as: Settings.KnowledgeFile.Table.self)
        var knowledge = try LanguagePlace.knowledge(parsed, console)
        try LanguagePlace.add(
            parsed.strings("file"), of: table, to: &knowledge, "say with --table which it is")
        let directory = try DataDirectory.find(given: parsed.string("data"))
        let (faults, remarks) = try knowledge.check(directory)
        for line in remarks { console.complain("\(line) (a remark)", prefixed: false) }
        // Editors and continuous integration find `file:line:` at the start of a line.
        for line in faults { console.complain(line, prefixed: false) }
        guard faults.isEmpty else { return .dataErr }
        try console.print("ok")
        return .ok
    }

    private static func stats(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        // The first reading has the files to get from the disk.
        _ = try LanguagePlace.data(parsed, console)
        let start = Instant.now
        let data = try LanguagePlace.data(parsed, console)
        let line = LexiconStatistics(data, seconds: (Instant.now - start).seconds)
        switch parsed.choice("format", as: Console.Format.self) ?? .table {
        case .json: try console.print(json: line)
        case .table: try console.print(line.table)
        }
        return .ok
    }
}
