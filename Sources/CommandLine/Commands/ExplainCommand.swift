import Arguments
import Daemon
import Fetch
import Messages

/// `chancery explain`: how the events in an article come about.
enum ExplainCommand: Verb {
    enum Format: String, CaseIterable {
        /// One JSON object a sentence.
        case jsonl
        /// For people.
        case text
        /// One page with marked words and arrows.
        case html
    }

    static let command = Command(
        "explain", "how the events in files come about, sentence by sentence",
        discussion: """
            Reads what `code` reads, and prints of every sentence who is mentioned and what \
            resolved it, the predicates and their roles, and each candidate for an event: its \
            trigger, type and actors, the steps that led to them, what its confidence was computed \
            from, and whether it became an event, tells one again, or why it is none.

            In JSON `features` are what `predicates/confidence.tsv` weighs; spans count Unicode \
            scalars of the article's text. The page that --html writes needs no other file.
            """,
        options: [
            Option(
                "format", .choice(of: Format.self),
                "how it looks (default: text on a terminal, else jsonl)"),
            Option(flag: "html", "the same as --format html"),
            CodeCommand.published, CodeCommand.publisher, LanguagePlace.files,
            CodeCommand.noModel, CodeCommand.configuration,
        ] + ModelPlace.options,
        positionals: [PageInput.files],
        examples: [
            .init("chancery explain article.txt", "on a terminal"),
            .init("chancery explain --html article.txt > why.html", "a page to look at"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let format =
            parsed.flag("html") ? .html : console.format(parsed, Format.text, orElse: .jsonl)
        let reader = try CodeCommand.documents(parsed, source: "explain")
        let text = ExplanationText(colours: console.output.allowsColour)
        var tally = InputTally()
        var shot: OneShot?
        let prepare = { shot = try shot ?? CodeCommand.coder(parsed, console) }
        if format == .html { try console.print(ExplanationPage.head, terminator: "") }
        try await PageInput.readAll(reader, parsed, console, &tally, prepare: prepare) {
            document, _, place, tally in
            guard let shot else { return }
            let explanation: Explanation
            do {
                explanation = try await shot.explain(document)
            } catch let failure as StageFailure {
                tally.count(failure.scope)
                console.complain("\(place): \(failure.reason)")
                return
            }
            tally.articles += 1
            let sentences = ExplainedSentence.all(explanation)
            switch format {
            case .jsonl: for sentence in sentences { try console.print(json: sentence) }
            case .text: for sentence in sentences { try console.print(text.lines(sentence)) }
            case .html:
                let info = explanation.candidates.info
                try console.print(
                    ExplanationPage.article(info.title ?? info.id, sentences), terminator: "")
            }
        }
        if format == .html { try console.print(ExplanationPage.tail, terminator: "") }
        return tally.code
    }
}
