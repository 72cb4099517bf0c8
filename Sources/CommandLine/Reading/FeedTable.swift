import Arguments
import Feeds
import Messages

/// A feed for people: what it is, and a line for each entry.
enum FeedTable {
    static func text(_ feed: Feed, width: Int?) -> String {
        var text = TerminalText.clean(feed.title?.plain ?? "a feed without a title")
        if let url = feed.url { text += "  " + TerminalText.clean(url) }
        text += "\n"
        var table = Table([
            .init("PUBLISHED"), .init("TITLE", shrinksTo: 20), .init("AUTHOR", shrinksTo: 8),
            .init("URL", shrinksTo: 20),
        ])
        table.rows = feed.entries.map { entry in
            [
                (entry.published ?? entry.updated)?.text ?? "",
                entry.title?.plain ?? "", entry.author ?? "", entry.url ?? "",
            ]
        }
        text += table.render(width: width)
        if feed.isRepaired {
            text += "It breaks the rules of its syntax and was read all the same.\n"
        }
        if feed.isTruncated { text += "There was more in it than is read.\n" }
        return text
    }
}
