import Arguments
import Evaluation

/// `chancery evaluate spans`: the words of sources and targets.
enum EvaluateSpans {
    /// The scores of a side.
    struct Line: TableLine {
        var kind = "side"
        var file: String
        var side: String
        var gold: Int
        var predicted: Int
        var right: Int
        var precision: Double
        var recall: Double
        var f1: Double

        init(_ file: String, _ side: String, _ scores: Scores) {
            self.file = file
            self.side = side
            gold = scores.gold
            predicted = scores.found
            right = scores.right
            precision = ConfusionReport.rounded(scores.precision)
            recall = ConfusionReport.rounded(scores.recall)
            f1 = ConfusionReport.rounded(scores.f1)
        }

        static let columns: [Table.Column] = [
            .init("side"), .init("gold", .right), .init("predicted", .right),
            .init("right", .right), .init("precision", .right), .init("recall", .right),
            .init("F1", .right),
        ]

        var cells: [String] {
            [
                side, "\(gold)", "\(predicted)", "\(right)", ConfusionReport.shown(precision),
                ConfusionReport.shown(recall), ConfusionReport.shown(f1),
            ]
        }
    }

    static let command = Command(
        "spans", "the words of sources and targets from raw text",
        discussion: """
            Reads IOB2: a line for each token, `token<TAB>tag`, an empty line after each sentence; \
            tags are B-SOURCE, I-SOURCE, B-TARGET, I-TARGET, O, and B-R, I-R for parties of a \
            mutual act, which may be found as either. Only the text is coded.

            An actor found is right if its head word lies inside a true span of its side, one to \
            one. Actors are those of the act told first; of the parties of a mutual act the first \
            is the source. Prints precision, recall and F1 of sources, of targets and of both, in \
            percent.
            """,
        options: [Coding.published] + Coding.options,
        positionals: [Positional("file", .path, "the marked file; - is standard input")],
        examples: [.init("chancery evaluate spans dev.iob2", "sources and targets")])

    static func run(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        let path = parsed.string("file") ?? "-"
        let set = try SpanSet(WholeFile.read(path, limit: TabbedFile.sizeLimit), file: path)
        let day = try Coding.day(parsed)
        let evaluation = SpanEvaluation(try Coding(parsed, console, today: day).coder, today: day)
        var progress = Progress(console, "sentence", of: set.items.count)
        var result = SpanEvaluation.Result()
        for item in set.items {
            let more = SpanEvaluation.result(item, try evaluation.actors(item.text))
            result.sources += more.sources
            result.targets += more.targets
            progress.step()
        }
        progress.finish()
        try Line.show(
            [
                Line(path, "sources", result.sources), Line(path, "targets", result.targets),
                Line(path, "both", result.both),
            ], Coding.format(parsed, console), console)
        return .ok
    }
}
