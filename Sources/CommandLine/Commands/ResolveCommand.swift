import Arguments
import Daemon
import Extract
import Fetch
import Messages

/// `chancery resolve`: whom words name.
enum ResolveCommand: Verb {
    static let command = Command(
        "resolve", "whom words name: country, organisation, person, office, sector",
        discussion: """
            Reads a phrase, or a sentence, as the daemon reads it in an article, and prints whom it \
            names: `text, entity, name, country, sectors, person, office, score, resolvedBy`. What \
            is unknown is absent. A phrase that is one actor gives one line, a text that tells of \
            several a line for each; --context is the text that the phrase stands in, or what was \
            told before it.

            Who holds an office depends on the date: a day, a month or a year (then its middle).

            With --jsonl every line of standard input is an object with `text`, and perhaps `date` \
            and `context`, and gives exactly one line. If the text tells of several actors, they \
            stand in the list `actors`. A line that cannot be read gives an object with `error`, \
            and the code at the end is 65.
            """,
        options: [
            Console.EventFormat.option,
            Option(flag: "jsonl", "read objects from standard input, a line each; text must be -"),
            LanguagePlace.date,
            Option("context", .text, placeholder: "TEXT", "where the phrase stands"),
        ] + LanguagePlace.options,
        positionals: [LanguagePlace.words("the words; - is standard input")],
        examples: [
            .init("chancery resolve 'the German chancellor' --date 2010", "who that was"),
            .init("chancery resolve - --jsonl < phrases.jsonl", "many, a line each"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let day = try LanguagePlace.day("date", parsed)
        guard parsed.flag("jsonl") else { return try one(parsed, day, console) }
        guard parsed.strings("text") == ["-"] else {
            throw UsageError("--jsonl reads standard input: the text must be -")
        }
        guard parsed.choice("format", as: Console.EventFormat.self) != .table else {
            throw UsageError(
                "--jsonl prints a line of JSON for each line: --format cannot be table")
        }
        let resolver = ActorResolver(data: try LanguagePlace.data(parsed, console))
        let context = parsed.string("context")
        var (count, bad) = (0, 0)
        try await InputLines.read(limit: ResolveLine.sizeLimit) { lines in
            var output: [UInt8] = []
            for line in lines {
                let answer = ResolveLine.answer(line, resolver, day, context)
                count += 1
                if answer.error != nil { bad += 1 }
                output += try JSON.encode(answer) + [UInt8(ascii: "\n")]
            }
            try console.sink.write(output)
        }
        guard bad > 0 else { return .ok }
        console.complain("\(bad) of \(count) lines could not be read")
        return .dataErr
    }

    private static func one(
        _ parsed: Parsed, _ day: Day, _ console: Console
    ) throws -> ExitCode {
        let text = try LanguagePlace.text("text", parsed)
        let words = text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { throw DaemonError(.badInput, "there are no words to resolve") }
        let resolver = ActorResolver(data: try LanguagePlace.data(parsed, console))
        let found: [Resolution]
        switch resolver.answer(
            words.joined(separator: " "), on: day, in: parsed.string("context"))
        {
        case .one(let resolution): found = [resolution]
        case .several(let resolutions): found = resolutions
        }
        try console.print(
            found, parsed, json: { $0 },
            columns: [
                .init("TEXT", shrinksTo: 20), .init("ENTITY"), .init("NAME", shrinksTo: 12),
                .init("PERSON", shrinksTo: 12), .init("OFFICE", shrinksTo: 12),
                .init("SCORE", .right), .init("RESOLVED BY"),
            ]
        ) { found in
            let sectors = found.sectors.joined(separator: ",")
            return [
                found.text, found.entity ?? (sectors.isEmpty ? "?" : "?/\(sectors)"),
                found.name ?? "", found.person ?? "", found.office ?? "",
                found.score.map { "\($0)" } ?? "", found.resolvedBy ?? "",
            ]
        }
        return .ok
    }
}
