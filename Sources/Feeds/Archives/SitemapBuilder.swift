internal import Messages

/// Builds a sitemap of what the scanner finds. Elements are known by their local names; those of
/// the news extension by standing in a `news` element.
struct SitemapBuilder {
    private var scanner: MarkupScanner
    private let url: String?
    private var sitemap = Sitemap()
    /// The local names of open elements.
    private var path: [String] = []
    private var text: [UInt8] = []
    private var page: Sitemap.Page?
    private var reference: Sitemap.Reference?
    private var hasRoot = false

    init(_ bytes: [UInt8], url: String?) {
        scanner = MarkupScanner(bytes)
        self.url = url
    }

    mutating func build() throws(FeedError) -> Sitemap {
        while let token = scanner.next() {
            switch token {
            case .start: try start()
            case .end: end(Self.localName(scanner.tagName))
            case .text: text.append(contentsOf: scanner.text.prefix(FeedLimits.url))
            }
        }
        guard hasRoot else { throw FeedError(.notAFeed, "there is no element in it") }
        // The last one of a sitemap that breaks off is kept if its address is whole.
        finish()
        sitemap.isTruncated = sitemap.isTruncated || scanner.isTruncated
        return sitemap
    }

    private mutating func start() throws(FeedError) {
        let name = Self.localName(scanner.tagName)
        if !hasRoot {
            hasRoot = true
            switch name {
            case "urlset", "sitemapindex": break
            case "html": throw FeedError(.page, "this is a page, not a sitemap")
            case "rss", "feed", "rdf": throw FeedError(.notAFeed, "this is a feed, not a sitemap")
            default:
                throw FeedError(
                    .notAFeed, "its root element \(name.prefix(40)) is none of a sitemap's")
            }
        }
        text.removeAll(keepingCapacity: true)
        switch name {
        case "url":
            finish()
            page = Sitemap.Page(url: "")
        case "sitemap":
            finish()
            reference = Sitemap.Reference(url: "")
        default: break
        }
        guard !scanner.isSelfClosing else { return }
        guard path.count < FeedLimits.depth else {
            scanner.isTruncated = true
            return
        }
        path.append(name)
    }

    private mutating func end(_ name: String) {
        guard let index = path.lastIndex(of: name) else { return }
        let isLeaf = index == path.count - 1
        path.removeLast(path.count - index)
        if name == "url" || name == "sitemap" {
            finish()
        } else if isLeaf {
            take(name, Ascii.trimmed(String(decoding: text, as: UTF8.self)))
        }
        text.removeAll(keepingCapacity: true)
    }

    private mutating func take(_ name: String, _ value: String) {
        guard !value.isEmpty else { return }
        let isNews = path.contains("news")
        // An image's or video's `loc` and `title` are not the page's.
        switch (name, path.last) {
        case ("loc", "url"?), ("loc", "sitemap"?):
            let address = URLReference.resolve(value, against: url)
            if page != nil { page?.url = address } else { reference?.url = address }
        case ("lastmod", "url"?): page?.modified = FeedDate.read(value)
        case ("lastmod", "sitemap"?): reference?.modified = FeedDate.read(value)
        case ("title", _) where isNews: page?.title = PlainText.collapsed(value)
        case ("publication_date", _) where isNews: page?.published = FeedDate.read(value)
        case ("name", "publication"?): page?.publisher = PlainText.collapsed(value)
        case ("language", "publication"?): page?.language = value
        default: break
        }
    }

    /// Keeps what has been read of a page or a sitemap.
    private mutating func finish() {
        if let done = page, !done.url.isEmpty, done.url.utf8.count <= FeedLimits.url {
            if sitemap.pages.count < FeedLimits.sitemapEntries {
                sitemap.pages.append(done)
            } else {
                sitemap.isTruncated = true
            }
        }
        if let done = reference, !done.url.isEmpty, done.url.utf8.count <= FeedLimits.url {
            if sitemap.sitemaps.count < FeedLimits.sitemapEntries {
                sitemap.sitemaps.append(done)
            } else {
                sitemap.isTruncated = true
            }
        }
        page = nil
        reference = nil
    }

    private static func localName(_ name: ArraySlice<UInt8>) -> String {
        let colon = name.lastIndex(of: UInt8(ascii: ":"))
        return Ascii.lowercased(colon.map { name[($0 + 1)...] } ?? name)
    }
}
