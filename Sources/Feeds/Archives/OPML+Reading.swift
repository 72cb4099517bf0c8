extension OPML {
    /// The list in `bytes` (OPML 1.0 and 2.0). Every outline with an address of a feed is one;
    /// outlines around it are its folders.
    ///
    /// - Throws: ``FeedError`` if it is no OPML.
    public static func read(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil
    ) throws(FeedError) -> OPML {
        let decoded = TextEncoding.decode(bytes, contentType: contentType)
        guard decoded.bytes.count <= FeedLimits.document else {
            throw .tooLarge(FeedLimits.document)
        }
        var scanner = MarkupScanner(decoded.bytes)
        var list = OPML()
        var hasRoot = false
        /// The titles of open outlines; nil for one that is itself a feed or has none.
        var folders: [String?] = []
        var isTitle = false
        while let token = scanner.next() {
            let name = Ascii.lowercased(scanner.tagName)
            switch token {
            case .text:
                if isTitle, list.title == nil {
                    list.title = PlainText.collapsed(
                        String(decoding: scanner.text, as: UTF8.self))
                }
            case .end:
                if name == "title" { isTitle = false }
                if name == "outline", !folders.isEmpty { folders.removeLast() }
            case .start:
                if !hasRoot {
                    guard name == "opml" else {
                        throw FeedError(
                            .notAFeed, "its root element is \(name.prefix(40)), not opml")
                    }
                    hasRoot = true
                }
                if name == "title" { isTitle = !scanner.isSelfClosing }
                guard name == "outline" else { continue }
                let outline = Outline(scanner, base: url)
                if let feed = outline.feed {
                    guard list.feeds.count < FeedLimits.outlines else { continue }
                    list.feeds.append(
                        Subscription(
                            url: feed, title: outline.title, site: outline.site,
                            folders: folders.compactMap { $0 }))
                }
                guard !scanner.isSelfClosing, folders.count < FeedLimits.depth else { continue }
                folders.append(outline.feed == nil ? outline.title : nil)
            }
        }
        guard hasRoot else { throw FeedError(.notAFeed, "there is no OPML in it") }
        return list
    }

    /// What the attributes of an outline say.
    private struct Outline {
        let title: String?
        let feed: String?
        let site: String?

        init(_ scanner: MarkupScanner, base: String?) {
            func address(_ value: String?) -> String? {
                guard let value, !Ascii.trimmed(value).isEmpty,
                    value.utf8.count <= FeedLimits.url
                else { return nil }
                return URLReference.resolve(value, against: base)
            }
            title = [scanner.value("title"), scanner.value("text")].lazy
                .compactMap { $0.map(PlainText.collapsed) }.first { !$0.isEmpty }
            let type = scanner.value("type")?.lowercased()
            // Some programs write the feed's address as `url`, but so do outlines of links.
            feed =
                address(scanner.value("xmlurl"))
                ?? (["rss", "atom"].contains(type) ? address(scanner.value("url")) : nil)
            site = address(scanner.value("htmlurl"))
        }
    }
}
