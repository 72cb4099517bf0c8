import Arguments
import Daemon
import Feeds

/// `chancery feed`: what a feed says, as Chancery reads it.
enum FeedCommand: Verb {
    static let command = Command(
        "feed", "what is in feeds, as Chancery reads them",
        discussion: """
            Reads RSS, RDF, Atom and JSON Feed, also broken ones, and prints what they say: \
            `title, url, id, summary, author, authors, published, updated, links`, and `entries` \
            with `title, url, id, summary, content, author, authors, published, updated, links`. \
            What a feed does not say is left out. Times are in UTC; an entry that states only when \
            it was published has that as `updated`, too. Summaries and contents are HTML if the \
            feed's are.

            Several files give a line of JSON each, in their order. What cannot be read is named \
            in one line each, and the rest is still printed; the code at the end is then 66 for a \
            file, 65 for what is no feed.
            """,
        options: [
            Option(
                "format", .choice(of: Console.Format.self),
                "how it looks (default: table on a terminal, else json)"),
            Option(
                "url", .text, placeholder: "URL",
                "where the file was got: relative links become absolute"),
            WebArguments.option,
        ],
        positionals: [PageInput.files],
        examples: [
            .init("chancery feed news.xml", "on a terminal, a line for each entry"),
            .init(
                "curl -s https://example.org/feed | chancery feed - --url https://example.org/feed",
                "with the address it has"),
        ])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let format = console.format(parsed, Console.Format.table, orElse: .json)
        var code = ExitCode.ok
        for path in parsed.strings("file") {
            do {
                let source =
                    WebArguments.isAddress(path)
                    ? try await FeedSource(
                        address: path, try WebArguments.settings(parsed, console))
                    : try FeedSource(path, url: parsed.string("url"))
                let feed = try FeedReader.read(
                    source.bytes, contentType: source.contentType, url: source.url)
                switch format {
                case .json: try console.print(json: FeedLine(feed))
                case .table:
                    try console.print(
                        FeedTable.text(feed, width: console.tableWidth), terminator: "")
                }
            } catch let error as DaemonError {
                console.complain("\(error)")
                code = .noInput
            } catch let error as FeedError {
                console.complain("\(path): \(error)")
                if code == .ok { code = .dataErr }
            }
        }
        return code
    }
}
