import Messages

/// Tells pages that are no article: lists of articles, forms to log in, error messages.
struct PageKind {
    /// Whether the page is none.
    let isNoArticle: Bool

    /// Bytes of text from which even a page with an odd title is an article.
    private static let enough = 1500

    init(
        tree: HTMLTree, outline: HTMLOutline, blocks: [Block], linked: LinkedArticle?,
        phrases: LinePhrases
    ) {
        let size = blocks.reduce(0) { $0 + ($1.kind == .heading ? 0 : $1.text.utf8.count) }
        let meta = tree.metadata.meta
        let titles = [tree.metadata.firstHeading, tree.metadata.pageTitle, meta["og:title"]]
            .compactMap { $0 }
        let namesFault = titles.contains { title in
            if phrases.namesFault(title) { return true }
            // `Page not found | The Post`, `The Post - Log in`.
            return [" | ", " - ", " – ", " — ", " · "].contains { mark in
                title.utf8Ranges(of: mark).contains { range in
                    phrases.namesFault(String(title[..<range.lowerBound]))
                        || phrases.namesFault(String(title[range.upperBound...]))
                }
            }
        }
        let saysArticle = linked?.published != nil || meta["og:type"] == "article"
        if namesFault, size < Self.enough, !saysArticle {
            isNoArticle = true
        } else {
            isNoArticle = !saysArticle && outline.isListing
        }
    }
}
