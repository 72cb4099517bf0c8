/// Finds the feeds that a page names.
public enum FeedDiscovery {
    /// The feeds that the page `bytes`, got at `base`, names by `link rel="alternate"` or
    /// `rel="feed"`, in the page's order but for comment feeds, which come last; each once. The page
    /// is read up to 1 MiB.
    public static func links(
        in bytes: [UInt8], contentType: String? = nil, base: String?
    ) -> [FeedLink] {
        let decoded = TextEncoding.decode(Array(bytes.prefix(1 << 20)), contentType: contentType)
        var scanner = MarkupScanner(decoded.bytes, isHTML: true)
        var base = base
        var hasBase = false
        var found: [FeedLink] = []
        while let token = scanner.next() {
            guard case .start = token else { continue }
            switch Ascii.lowercased(scanner.tagName) {
            case "base":
                // The first one counts.
                guard !hasBase, let href = scanner.value("href") else { continue }
                base = URLReference.resolve(href, against: base)
                hasBase = true
            case "link", "a":
                guard let link = link(scanner, base: base),
                    !found.contains(where: { $0.href == link.href })
                else { continue }
                found.append(link)
                guard found.count < FeedLimits.links else { return sorted(found) }
            default: break
            }
        }
        return sorted(found)
    }

    private static func link(_ scanner: MarkupScanner, base: String?) -> FeedLink? {
        guard let rel = scanner.value("rel"), let href = scanner.value("href"),
            !Ascii.trimmed(href).isEmpty, href.utf8.count <= FeedLimits.url
        else { return nil }
        let words = rel.lowercased().split(whereSeparator: \.isWhitespace)
        let type = scanner.value("type").map {
            Ascii.trimmed($0.lowercased().prefix { $0 != ";" })
        }
        let isAlternate = words.contains("alternate") && !words.contains("stylesheet")
        guard words.contains("feed") || isAlternate && type.map(types.contains) == true else {
            return nil
        }
        return FeedLink(
            rel: "alternate", href: URLReference.resolve(href, against: base), type: type,
            title: scanner.value("title").map(PlainText.collapsed))
    }

    /// Feeds of comments last.
    private static func sorted(_ links: [FeedLink]) -> [FeedLink] {
        links.filter { !isOfComments($0) } + links.filter(isOfComments)
    }

    private static func isOfComments(_ link: FeedLink) -> Bool {
        (link.title ?? "").lowercased().contains("comment")
            || link.href.lowercased().contains("comments/feed")
            || link.href.lowercased().contains("/comments/")
    }

    /// Media types of feeds. Plain JSON and XML are not among them: pages name interfaces so.
    private static let types: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml",
        "application/feed+json", "application/x.atom+xml", "text/rss", "text/rss+xml",
        "application/rss", "application/atom",
    ]
}
