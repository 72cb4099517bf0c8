import Arguments
import Daemon
import Messages
import Threads

/// `chancery code`: one shot, without a daemon.
enum CodeCommand: Verb {
    static let command = Command(
        "code", "the events in files, without a daemon",
        discussion: """
            Reads text, HTML, or JSON Lines with an article each (`text` or `html`, and as far as \
            known `id`, `url`, `title`, `publisher`, `published`, `language`), and prints their \
            events. Nothing is stored, so they have no epoch and no sequence.

            What cannot be read is named in one line each, and the rest is still coded; the code \
            at the end is then 66 for a file, 65 for an article, 70 for a fault inside.
            """,
        options: [
            Option(
                "format", .choice(of: Console.EventFormat.self),
                "how it looks (default: table on a terminal, else jsonl)"),
            Option(
                "published", .text, placeholder: "DATE",
                "when articles were published that do not say it: 2020-06-15, or with a time"),
            Option("publisher", .text, placeholder: "NAME", "who published such articles"),
            Option(
                "data", .path, placeholder: "DIR", environment: "CHANCERY_DATA",
                "the directory of models and lexicons"),
        ],
        positionals: [
            Positional("file", .path, presence: .repeated(atLeast: 1), "files; - is standard input")
        ],
        examples: [
            .init("chancery code article.html", "on a terminal, a line for each event"),
            .init("chancery code --published 2020-06-15 - < article.txt", "with its date"),
        ])

    /// What went by.
    struct Tally: Equatable {
        var articles = 0
        var events = 0
        var unreadableFiles = 0
        var badArticles = 0
        var faults = 0

        var code: ExitCode {
            if unreadableFiles > 0 { return .noInput }
            if faults > 0 { return .software }
            return badArticles > 0 ? .dataErr : .ok
        }

        var summary: String {
            StatusTable.count(articles, "article") + ", " + StatusTable.count(events, "event")
        }
    }

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let format =
            parsed.choice("format", as: Console.EventFormat.self)
            ?? (console.output.isTerminal ? .table : .jsonl)
        let layout = EventLine.layout(format, width: console.tableWidth)
        let input = DocumentInput(defaults: try defaults(parsed))
        var tally = Tally()
        var shot: OneShot?
        for path in parsed.strings("file") {
            let bytes: [UInt8]
            do throws(DaemonError) {
                bytes = try DocumentInput.read(path)
            } catch {
                console.complain("\(error)")
                tally.unreadableFiles += 1
                continue
            }
            // Only now: models take their time, and a wrong name should not.
            let coder =
                try shot ?? OneShot(data: try DataDirectory.find(given: parsed.string("data")))
            shot = coder
            for item in input.items(in: bytes, name: path) {
                switch await events(of: item, coder) {
                case .success(let events):
                    tally.articles += 1
                    tally.events += events.count
                    for event in events {
                        try console.sink.write(layout(try JSON.encode(event)))
                    }
                case .failure(let error):
                    console.complain("\(item.place): \(error)")
                    if error.code == .badInput {
                        tally.badArticles += 1
                    } else {
                        tally.faults += 1
                    }
                }
            }
        }
        if console.errors.isTerminal { console.complain(tally.summary) }
        return tally.code
    }

    private static func events(
        of item: DocumentInput.Item, _ coder: OneShot
    ) async -> Result<[Event], DaemonError> {
        do {
            return .success(try await coder.code(try item.document.get()).events)
        } catch let error as DaemonError {
            return .failure(error)
        } catch let failure as StageFailure where failure.scope == .environment {
            return .failure(DaemonError(.internalFault, failure.reason))
        } catch {
            return .failure(DaemonError(.badInput, "\(error)"))
        }
    }

    private static func defaults(_ parsed: Parsed) throws(UsageError) -> DocumentInput.Defaults {
        var published: Timestamp?
        if let text = parsed.string("published") {
            guard let stamp = Timestamp(text) else {
                throw UsageError(
                    "--published: \(text) is neither YYYY-MM-DD nor a time like "
                        + "2020-06-15T06:12:09Z")
            }
            published = stamp
        }
        return DocumentInput.Defaults(
            publisher: parsed.string("publisher"), published: published,
            fetched: Timestamp(seconds: WallClock.seconds))
    }
}
