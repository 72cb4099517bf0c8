import Arguments
import Evaluation
import Knowledge
import Messages

/// `chancery evaluate events`: the events of articles, end to end.
enum EvaluateEvents {
    /// What all comes to.
    struct Summary: Encodable {
        var kind = "summary"
        var file: String
        var articles: Int
        var required: Int
        var found: Int
        var right: Int
        var met: Int
        var precision: Double
        var recall: Double
        var f1: Double
        var statusAccuracy: Double
        var modeAccuracy: Double
    }

    /// An event that was missed, or that nobody else found.
    struct Difference: TableLine {
        var kind: String
        var article: String?
        var line: Int?
        var type: String
        var status: String?
        var sources: [String]
        var targets: [String]
        var sentence: String

        static let columns: [Table.Column] = [
            .init(""), .init("type"), .init("status"), .init("actors"),
            .init("sentence", shrinksTo: 20),
        ]

        var cells: [String] {
            [
                kind, type, status ?? "",
                sources.joined(separator: ", ")
                    + (targets.isEmpty ? "" : " → " + targets.joined(separator: ", ")), sentence,
            ]
        }
    }

    static let command = Command(
        "events", "the events of articles, end to end, by events that people found",
        discussion: """
            Reads JSON Lines, an event each: `sentence` (its text, or its number in the article \
            from 1, headings counted), `type`, `sources` and `targets` (as LBY/GOV), and if there \
            are such `article` (its id; needed if there are several), `required` (default true; \
            others may be found but need not), `statuses` and `modes` (any of which is right, "" \
            being no mode).

            Articles are coded from the beginning, and each event counts once in every sentence \
            that tells it. It is right if there is a true event of the same sentence (by text \
            without spaces: equal, or one contained in the other if over 30 characters), type and \
            countries (organisations where the true actor is one), one to one. Prints precision \
            (right of found), recall (required ones found), F1, how often status and mode are \
            right too, then what was missed and what nobody else found.
            """,
        options: [
            Option(
                "articles", .path, placeholder: "FILE", "the articles, as chancery code takes them"),
            Option(
                "published", .text, placeholder: "DATE",
                "when articles were published that do not say it: 2020-06-15"),
        ] + Coding.options,
        positionals: [Positional("file", .path, "the true events; - is standard input")],
        examples: [
            .init(
                "chancery evaluate events gold.jsonl --articles news.jsonl",
                "precision, recall, and what is wrong")
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let path = parsed.string("file") ?? "-"
        guard let source = parsed.string("articles") else {
            throw UsageError("--articles: name the file with the articles")
        }
        let gold = try GoldEvents(
            WholeFile.read(path, limit: TabbedFile.sizeLimit), file: path)
        let coding = try Coding(parsed, console)
        let articles = try await ArticleFile.read(source, parsed)
        var evaluation = EventEvaluation(
            coding.coder, by: gold, file: path, countries: coding.countries)
        var progress = Progress(console, "article", of: articles.count)
        for article in articles {
            try evaluation.add(article)
            progress.step()
        }
        progress.finish()
        let result = try evaluation.result()
        let summary = Summary(
            file: path, articles: articles.count, required: result.met + result.missed.count,
            found: result.found.count, right: result.right, met: result.met,
            precision: ConfusionReport.rounded(result.precision),
            recall: ConfusionReport.rounded(result.recall),
            f1: ConfusionReport.rounded(result.f1),
            statusAccuracy: ConfusionReport.rounded(result.statusAccuracy),
            modeAccuracy: ConfusionReport.rounded(result.modeAccuracy))
        let format = Coding.format(parsed, console)
        switch format {
        case .jsonl: try console.print(json: summary)
        case .table: try console.print(table(summary))
        }
        let differences = differences(result)
        if format == .table, !differences.isEmpty { try console.print("") }
        if !differences.isEmpty { try Difference.show(differences, format, console) }
        return .ok
    }

    private static func table(_ summary: Summary) -> Table {
        let shown = ConfusionReport.shown
        return Table(
            [.init(summary.file, shrinksTo: 12), .init("", .right)],
            rows: [
                ["articles", "\(summary.articles)"], ["events required", "\(summary.required)"],
                ["required and found", "\(summary.met)"], ["events found", "\(summary.found)"],
                ["found and right", "\(summary.right)"], ["precision", shown(summary.precision)],
                ["recall", shown(summary.recall)], ["F1", shown(summary.f1)],
                ["status accuracy", shown(summary.statusAccuracy)],
                ["mode accuracy", shown(summary.modeAccuracy)],
            ])
    }

    private static func differences(_ result: EventEvaluation.Result) -> [Difference] {
        result.missed.map { event in
            var sentence = ""
            switch event.place {
            case .number(let number): sentence = "sentence \(number)"
            case .text(let text): sentence = text
            }
            return Difference(
                kind: "missed", article: event.article, line: event.line,
                type: event.type.rawValue,
                status: event.statuses.first?.rawValue, sources: event.sources,
                targets: event.targets, sentence: sentence)
        }
            + result.found.filter { $0.gold == nil }.map { found in
                func names(_ actors: [EventEvaluation.Told.Actor]) -> [String] {
                    actors.map { $0.entity ?? $0.country ?? "?" }
                }
                return Difference(
                    kind: "extra", article: found.told.article, type: found.told.type.rawValue,
                    status: found.told.status.rawValue, sources: names(found.told.sources),
                    targets: names(found.told.targets), sentence: found.told.sentence)
            }
    }
}
