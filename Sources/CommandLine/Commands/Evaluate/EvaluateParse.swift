import Arguments
import Evaluation
import Model

/// `chancery evaluate parse`: the language model, by treebanks.
enum EvaluateParse {
    static let command = Command(
        "parse", "the language model, by treebanks in CoNLL-U",
        discussion: """
            Prints, from the treebank's own tokens and from its raw text, what share of \
            tokens, sentences, parts of speech, lemmas, governors (UAS) and governors with \
            relations (LAS, without subtypes; LAS-full with them) is right, as F1 in \
            percent. Where the treebank has them: predicates and rolesets, roles (by \
            predicate, head and label; given: at the true predicates), mentions (by span \
            and type) and spans alone, and coreference: MUC, B³, entity CEAF and their mean \
            over entities with two mentions or more.

            Predicates and roles are `Pred=get.01` and `Arg=4:ARG0` in MISC of sentences \
            with `# srl = yes`, mentions are brackets in `Entity`, as GUM has them.
            """,
        options: [
            Option(
                "format", .choice(of: Console.Format.self),
                "how it looks (default: table on a terminal, else json)"),
            Option(
                "genre", .text, placeholder: "NAME", repeats: true,
                "only documents of this `# meta::genre`"),
        ] + ModelPlace.options,
        positionals: [
            Positional(
                "file", .path, presence: .repeated(atLeast: 1),
                "treebanks, plain or gzipped; - is standard input")
        ])

    static func run(_ parsed: Parsed, _ console: Console) throws -> ExitCode {
        let format =
            parsed.choice("format", as: Console.Format.self)
            ?? (console.output.isTerminal ? .table : .json)
        var evaluation: ParseEvaluation?
        for path in parsed.strings("file") {
            var treebank = try Treebank(
                WholeFile.read(path, limit: Treebank.sizeLimit), file: path)
            let genres = Set(parsed.strings("genre"))
            if !genres.isEmpty { try treebank.keep(genres: genres, file: path) }
            // Only now: the model takes its time, and a wrong name should not.
            let used: ParseEvaluation
            if let evaluation {
                used = evaluation
            } else {
                let (model, words) = try ModelPlace.load(parsed, console)
                used = ParseEvaluation(Reader(model), words)
            }
            evaluation = used
            let table = ScoreTable(
                file: path, tokens: used.fromTokens(treebank), text: used.fromText(treebank))
            switch format {
            case .json: try console.print(json: table.line)
            case .table: try console.print(table.text(width: console.tableWidth), terminator: "")
            }
        }
        return .ok
    }
}
