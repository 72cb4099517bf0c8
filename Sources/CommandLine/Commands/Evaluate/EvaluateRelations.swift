import Arguments
import Evaluation
import Messages
import Ontology

/// `chancery evaluate relations`: what one given actor does to another.
enum EvaluateRelations {
    static let command = Command(
        "relations", "what a given actor does to another, by labelled sentences",
        discussion: """
            Reads tab-separated lines under a line of names, without quoting: `sentence`, `source`, \
            `target`, and if there are labels `root` and `quad` (other columns are let through). \
            Source and target are words of the sentence.

            Labels are the 15 of sets of such data: PLOVER's types with CONCEDE and RETREAT as \
            YIELD. The coder's statuses are converted (a planned visit is AGREE, a planned attack \
            THREATEN) and its types brought to --codebook: plover-15 (the table of 2021 with \
            blockade and occupation left to ASSAULT), plover-2021 (that table), or plover-2 (as \
            events have them). None and STATEMENT are never predicted and not scored.

            Prints macro F1 (over the labels that occur, in percent; of quads, too, if they are \
            given), precision, recall and F1 of each label, and what was taken for what. The file of predictions repeats the columns \
            and adds `type` (as events have it), `root`, `quad`, `score`: every line, in order.
            """,
        options: [
            Option(
                "codebook", .choice(of: Codebook.self), fallback: "plover-15",
                "what the labels mean"),
            Option("predictions", .path, placeholder: "FILE", "where predictions are written"),
            Coding.published,
        ] + Coding.options,
        positionals: [Positional("file", .path, "the labelled file; - is standard input")],
        examples: [
            .init(
                "chancery evaluate relations dev.tsv --predictions out.tsv",
                "scores, and each line's label")
        ])

    static func run(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        let path = parsed.string("file") ?? "-"
        let set = try RelationSet(
            WholeFile.read(path, limit: TabbedFile.sizeLimit), file: path)
        let book = parsed.choice("codebook", as: Codebook.self) ?? .plover15
        let output = parsed.string("predictions")
        // Better now than after an hour.
        let file = try output.map { path throws(CreationError) in try OutputFile(path) }
        let coding = try Coding(parsed, console, today: try Coding.day(parsed))
        let evaluation = RelationEvaluation(coding.coder, coding.tables, book: book)
        var progress = Progress(console, "sentence", of: set.items.count)
        var predictions: [RelationEvaluation.Prediction] = []
        for item in set.items {
            predictions.append(try evaluation.prediction(item))
            progress.step()
        }
        progress.finish()
        try file?.write(Array(RelationEvaluation.text(set, predictions).utf8))
        guard set.isLabelled else {
            if file == nil {
                console.complain("\(path): has no labels (column root); name --predictions")
                return .dataErr
            }
            return .ok
        }
        let confusion = RelationEvaluation.confusion(set, predictions)
        let quads = RelationEvaluation.quadConfusion(set, predictions)
        try ConfusionReport(
            .init(
                file: path, scored: confusion.total, unscored: set.unscored,
                codebook: book.rawValue,
                macroF1: ConfusionReport.rounded(confusion.macroF1),
                accuracy: ConfusionReport.rounded(confusion.accuracy)), confusion,
            figures: quads.total == 0
                ? []
                : [
                    .init(key: "quadMacroF1", name: "quad macro F1", value: quads.macroF1),
                    .init(key: "quadAccuracy", name: "quad accuracy", value: quads.accuracy),
                ]
        ).print(Coding.format(parsed, console), console)
        return .ok
    }
}
