import Arguments
import Evaluation
import Ontology

/// `chancery evaluate sentences`: the quad class of sentences.
enum EvaluateSentences {
    /// The schemes such sets may follow.
    enum Scheme: String, CaseIterable {
        case phoenix
        case plover2 = "plover-2"
        case gdelt, icews
    }

    static let command = Command(
        "sentences", "the quad class of sentences from their text alone",
        discussion: """
            Reads tab-separated lines under a line of names, without quoting: `sentence` and \
            `quad`, 0 to 4, 0 being no event.

            Quads follow --scheme: phoenix (statements and appeals are 0, reduced relations 3), \
            plover-2 (as events have them), gdelt or icews. A sentence with several events has \
            the quad of the one told first. Acts of actors whom nobody knows count, too.

            Prints accuracy, macro F1 over the quads, F1 of no event (0) and of any event, what \
            was taken for what, and what constant answers would score, in percent.
            """,
        options: [
            Option(
                "scheme", .choice(of: Scheme.self), fallback: "phoenix", "what the quads mean"),
            Coding.published,
        ] + Coding.options,
        positionals: [Positional("file", .path, "the labelled file; - is standard input")],
        examples: [.init("chancery evaluate sentences dev.tsv", "quads from raw text")])

    static func run(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        let path = parsed.string("file") ?? "-"
        let set = try SentenceSet(
            WholeFile.read(path, limit: TabbedFile.sizeLimit), file: path)
        let day = try Coding.day(parsed)
        let coding = try Coding(parsed, console, today: day)
        let name = parsed.choice("scheme", as: Scheme.self) ?? .phoenix
        guard let scheme = coding.tables.quadScheme(name.rawValue) else {
            throw UsageError("--scheme: the data directory has no scheme \(name.rawValue)")
        }
        let evaluation = SentenceEvaluation(
            coding.coder, coding.tables, scheme: scheme, today: day)
        var progress = Progress(console, "sentence", of: set.items.count)
        var quads: [Int] = []
        for item in set.items {
            quads.append(try evaluation.quad(item.sentence))
            progress.step()
        }
        progress.finish()
        let confusion = SentenceEvaluation.confusion(set, quads)
        let constants = (0...4).map { SentenceEvaluation.constant($0, set) }
        try ConfusionReport(
            .init(
                file: path, scored: confusion.total, quadScheme: scheme.name,
                macroF1: ConfusionReport.rounded(confusion.macroF1),
                accuracy: ConfusionReport.rounded(confusion.accuracy)), confusion,
            figures: [
                .init(
                    key: "noEventF1", name: "no-event F1", value: confusion.scores("0").f1),
                .init(
                    key: "eventF1", name: "event F1",
                    value: SentenceEvaluation.eventF1(confusion)),
                .init(
                    key: "alwaysNoneNoEventF1", name: "always 0: no-event F1",
                    value: constants[0].scores("0").f1),
                .init(
                    key: "alwaysEventEventF1", name: "always an event: event F1",
                    value: SentenceEvaluation.eventF1(constants[1])),
                .init(
                    key: "constantAccuracy", name: "best constant: accuracy",
                    value: constants.map(\.accuracy).max() ?? 0),
                .init(
                    key: "constantMacroF1", name: "best constant: macro F1",
                    value: constants.map(\.macroF1).max() ?? 0),
            ]
        ).print(Coding.format(parsed, console), console)
        return .ok
    }
}
