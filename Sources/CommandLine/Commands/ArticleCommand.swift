import Arguments
import Daemon
import Fetch
import Messages
import Normalize

/// `chancery article`: what Normalize makes of pages, without a daemon.
enum ArticleCommand: Verb {
    /// How an article is printed.
    enum Format: String, CaseIterable {
        /// The text alone.
        case text
        /// One JSON object a line.
        case json
    }

    static let command = Command(
        "article", "the text, title, dates and writer of pages, without a daemon",
        discussion: """
            Reads HTML, plain text, or JSON Lines with an article each, and prints the article: \
            its text without menus, advertising and comments, and what the page says of itself. \
            As JSON it is one object a line, in the order of the files: `file`, `id`, `text` (the \
            paragraphs joined by a newline), `title`, `byline`, `published`, `updated`, \
            `publisher`, `dateline`, `language`, `url`, `paragraphs` (each with `kind`, `span` and \
            `text`), `mixedWords` (spans of words in two scripts), `contentHash`, `simHash`, \
            `truncated`, and `outcome` if there is nothing to code in it. What is unknown is absent.

            What cannot be read is named in one line each, and the rest is still printed; the code \
            at the end is then 66 for a file, 65 for an article.
            """,
        options: [
            Option(
                "format", .choice(of: Format.self),
                "how it looks (default: text on a terminal, else json)"),
            Option("url", .text, placeholder: "URL", "where the page came from, if it is only one"),
            Option(
                "data", .path, placeholder: "DIR", environment: "CHANCERY_DATA",
                "the directory of models and lexicons"),
            WebArguments.option,
        ],
        positionals: [PageInput.files],
        examples: [
            .init("chancery article page.html", "on a terminal, the text"),
            .init("chancery article --format json *.html", "a line for each page"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let format = console.format(parsed, Format.text, orElse: .json)
        let places = parsed.strings("file")
        let address = parsed.string("url")
        guard address == nil || places.count == 1 else {
            throw UsageError("--url: tells where one page came from, but \(places.count) are given")
        }
        let normalizer = Normalizer(
            lexicon: try PageLexicon.open(try DataDirectory.find(given: parsed.string("data"))))
        let reader = DocumentReader(source: "article")
        var tally = InputTally()
        try await PageInput.readAll(reader, parsed, console, &tally) {
            document, path, _, tally in
            var document = document
            if let address { document.url = address }
            let article = try normalizer.article(from: document)
            switch format {
            case .json: try console.print(json: ArticleLine(path, article))
            case .text:
                if places.count > 1 { try console.print("==> \(path) <==") }
                try console.print(article.text)
            }
            tally.articles += 1
        }
        return tally.code
    }
}
