import Arguments
import Daemon
import Extract
import Messages

/// `chancery dates`: when a text says that things happen.
enum DatesCommand: Verb {
    static let command = Command(
        "dates", "the dates that a text tells, counted from its publication",
        discussion: """
            Reads a text as the daemon reads it in an article, and prints each date it tells, a \
            line each: `text, span, start, end, granularity, basis`. The basis is `stated` for a \
            date of the calendar, `relative` for words counted from the day of publication.
            """,
        options: [
            Console.EventFormat.option,
            Option(
                "published", .text, placeholder: "DATE",
                "when the text was published: 2020-06-15 (default: today)"),
        ] + LanguagePlace.options,
        positionals: [LanguagePlace.words("the text; - is standard input")],
        examples: [
            .init("chancery dates 'They met on Sunday.' --published 2020-06-15", "2020-06-14")
        ])

    /// A date as it is printed.
    private struct Line: Encodable {
        var mention: DateMention

        private enum CodingKeys: String, CodingKey { case span }

        func encode(to encoder: any Encoder) throws {
            try mention.date.encode(to: encoder)
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(mention.span, forKey: .span)
        }
    }

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let day = try LanguagePlace.day("published", parsed)
        let text = try LanguagePlace.text("text", parsed)
        let extractor = Extractor(data: try LanguagePlace.data(parsed, console))
        let found = extractor.dates(in: text, published: day)
        try console.print(
            found, parsed, json: Line.init,
            columns: [
                .init("TEXT", shrinksTo: 12), .init("START"), .init("END"), .init("EXACT TO"),
                .init("BASIS"),
            ]
        ) { mention in
            let date = mention.date
            return [
                date.text ?? "", "\(date.start)", "\(date.end)", date.granularity.rawValue,
                date.basis.rawValue,
            ]
        }
        return .ok
    }
}
