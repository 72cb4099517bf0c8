import Arguments
import Daemon
import Fetch
import Messages

/// `chancery code`: one shot, without a daemon.
enum CodeCommand: Verb {
    static let command = Command(
        "code", "the events in files, without a daemon",
        discussion: """
            Reads text, HTML, or JSON Lines with an article each (`text`, and as far as known \
            `format`, `id`, `url`, `title`, `publisher`, `published`, `language`), and prints \
            their events. Nothing is stored, so they have no epoch and no sequence.

            What cannot be read is named in one line each, and the rest is still coded; the code \
            at the end is then 66 for a file, 65 for an article, 70 for a fault inside.
            """,
        options: [
            Console.EventFormat.option, published, publisher, LanguagePlace.files, noModel,
            configuration,
        ] + ModelPlace.options,
        positionals: [PageInput.files],
        examples: [
            .init("chancery code article.html", "on a terminal, a line for each event"),
            .init("chancery code --published 2020-06-15 - < article.txt", "with its date"),
        ])

    static let published = Option(
        "published", .text, placeholder: "DATE",
        "when articles were published that do not say it: 2020-06-15, or with a time")
    static let noModel = Option(
        flag: "no-model", "leave the language model out: the lexicon codes alone")
    static let publisher = Option(
        "publisher", .text, placeholder: "NAME", "who published such articles")
    static let configuration = WebArguments.option(
        "the configuration file; fetch.web says how addresses are asked, "
            + "knowledge.files adds to the tables")

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let format = console.format(parsed, Console.EventFormat.table, orElse: .jsonl)
        let layout = EventLine.layout(format, width: console.tableWidth)
        let reader = try documents(parsed, source: "code")
        var tally = InputTally()
        var shot: OneShot?
        // Only then: models take their time, and a wrong name should not.
        let prepare = { shot = try shot ?? coder(parsed, console) }
        try await PageInput.readAll(reader, parsed, console, &tally, prepare: prepare) {
            document, _, place, tally in
            guard let shot else { return }
            switch await events(of: document, shot) {
            case .success(let events):
                tally.articles += 1
                tally.events += events.count
                for event in events {
                    try console.sink.write(layout(try JSON.encode(event)))
                }
            case .failure(let failure):
                tally.count(failure.scope)
                console.complain("\(place): \(failure.reason)")
            }
        }
        if console.errors.isTerminal { console.complain(tally.summary) }
        return tally.code
    }

    /// A reader of documents, for what the command line says of them.
    static func documents(_ parsed: Parsed, source: String) throws(UsageError) -> DocumentReader {
        DocumentReader(
            source: source, publisher: parsed.string("publisher"),
            published: try published(parsed))
    }

    /// A coder with the data and the model that the command line names; says if there is no model.
    static func coder(_ parsed: Parsed, _ console: Console) throws -> OneShot {
        let data = try DataDirectory.find(given: parsed.string("data"))
        let coder = try OneShot(
            data: data, model: parsed.string("model"), usesModel: !parsed.flag("no-model"),
            precision: ModelPlace.precision(parsed),
            files: try LanguagePlace.knowledge(parsed, console).tables)
        if let note = coder.note { console.complain(note) }
        return coder
    }

    private static func events(
        of document: RawDocument, _ coder: OneShot
    ) async -> Result<[Event], StageFailure> {
        do {
            return .success(try await coder.code(document).events)
        } catch let failure as StageFailure {
            return .failure(failure)
        } catch {
            return .failure(.article("\(error)"))
        }
    }

    private static func published(_ parsed: Parsed) throws(UsageError) -> Timestamp? {
        guard let text = parsed.string("published") else { return nil }
        guard let stamp = Timestamp(text) else {
            throw UsageError(
                "--published: \(text) is neither YYYY-MM-DD nor a time like "
                    + "2020-06-15T06:12:09Z")
        }
        return stamp
    }
}
