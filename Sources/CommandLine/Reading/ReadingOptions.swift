import Arguments
import Daemon
import Fetch
import Messages
import Threads

extension Console.EventFormat {
    /// `--format` of a command that prints a line for each thing.
    static let option = Option(
        "format", .choice(of: Console.EventFormat.self),
        "how it looks (default: table on a terminal, else jsonl)")
}

extension Console {
    /// The format that `--format` names; else `people` on a terminal, and `programs` in a pipe.
    func format<Word: RawRepresentable<String>>(
        _ parsed: Parsed, _ people: Word, orElse programs: Word
    ) -> Word {
        parsed.choice("format", as: Word.self) ?? (output.isTerminal ? people : programs)
    }

    /// Prints things as `--format` says: as lines of JSON, or as rows under `columns`.
    func print<Thing>(
        _ things: [Thing], _ parsed: Parsed, json: (Thing) -> some Encodable,
        columns: [Table.Column], row: (Thing) -> [String]
    ) throws {
        switch format(parsed, Console.EventFormat.table, orElse: .jsonl) {
        case .jsonl: for thing in things { try print(json: json(thing)) }
        case .table:
            var table = Table(columns)
            table.rows = things.map(row)
            try print(table)
        }
    }
}

extension LanguagePlace {
    /// `--date` of a text that is given.
    static let date = Option(
        "date", .text, placeholder: "DATE",
        "the date of the text: 2020-06-15, 2020-06, 2020 (default: today)")

    /// The words of a text, which ``text(_:_:)`` reads.
    static func words(_ help: String) -> Positional {
        Positional("text", .text, presence: .repeated(atLeast: 1), help)
    }
}

extension PageInput {
    /// The files or addresses that a command reads.
    static let files = Positional(
        "file", .path, presence: .repeated(atLeast: 1),
        "files or addresses; - is standard input")

    /// Reads all documents that the command line names, in their order. What cannot be read is named
    /// in one line each and counted, and the rest is still read.
    ///
    /// `prepare` is called for each file that could be opened, before it is read; `take` is given
    /// each document, with the name it was given by and its place, `file` or `file:line`.
    static func readAll(
        _ reader: DocumentReader, _ parsed: Parsed, _ console: Console, _ tally: inout InputTally,
        prepare: () throws -> Void = {},
        _ take: (RawDocument, _ path: String, _ place: String, inout InputTally) async throws ->
            Void
    ) async throws {
        let fetched = Timestamp(seconds: WallClock.seconds)
        for path in parsed.strings("file") {
            let input: PageInput
            do throws(DaemonError) {
                input = try await PageInput(path, for: reader, fetched, parsed, console)
            } catch {
                console.complain("\(error)")
                tally.count(error)
                continue
            }
            try prepare()
            try await input.read(path, reader, fetched) { finding in
                switch finding {
                case .fault(let line, let reason):
                    tally.badArticles += 1
                    console.complain("\(place(path, line)): \(reason)")
                case .document(let document, ignored: _, let line):
                    try await take(document, path, place(path, line), &tally)
                }
            }
        }
    }

    /// `file` or `file:line`.
    private static func place(_ path: String, _ line: Int?) -> String {
        line.map { "\(path):\($0)" } ?? path
    }
}

/// What went by while files were read, and the code that a command ends with.
struct InputTally: Equatable {
    var articles = 0
    var events = 0
    var unreadableFiles = 0
    var badArticles = 0
    var faults = 0

    mutating func count(_ error: DaemonError) {
        if error.code == .badInput { badArticles += 1 } else { unreadableFiles += 1 }
    }

    mutating func count(_ scope: StageFailure.Scope) {
        switch scope {
        case .article: badArticles += 1
        case .environment: faults += 1
        }
    }

    var code: ExitCode {
        if unreadableFiles > 0 { return .noInput }
        if faults > 0 { return .software }
        return badArticles > 0 ? .dataErr : .ok
    }

    var summary: String {
        StatusTable.count(articles, "article") + ", " + StatusTable.count(events, "event")
    }
}
