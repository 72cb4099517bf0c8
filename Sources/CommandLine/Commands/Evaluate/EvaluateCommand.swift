import Arguments

/// `chancery evaluate …`: how good it is.
enum EvaluateCommand: Verb {
    static let command = Command(
        "evaluate", "how good it is, by annotated data",
        discussion: """
            Holds what Chancery finds against what people found in the same texts. \
            docs/evaluation.md tells what is counted how, and figures.
            """,
        subcommands: [
            EvaluateParse.command, EvaluateRelations.command, EvaluateSentences.command,
            EvaluateSpans.command, EvaluateEvents.command,
        ],
        examples: [
            .init("chancery evaluate parse ewt-test.conllu.gz", "scores of a test part"),
            .init("chancery evaluate relations dev.tsv", "labels of given actors"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        switch parsed.command.last {
        case "relations": try EvaluateRelations.run(parsed, console)
        case "sentences": try EvaluateSentences.run(parsed, console)
        case "spans": try EvaluateSpans.run(parsed, console)
        case "events": try await EvaluateEvents.run(parsed, console)
        default: try EvaluateParse.run(parsed, console)
        }
    }
}
