extension FeedBuilder {
    /// Looks at the first element, which tells whether this is a feed.
    mutating func takeRoot(
        _ element: FeedElement, _ namespace: FeedNamespace, _ name: String
    ) throws(FeedError) {
        switch (element, name) {
        case (.root, "feed"): feed.format = .atom
        case (.root, "rdf"): feed.format = .rdf
        case (.root, _), (.channel, _): feed.format = .rss
        case (.entry, "entry"): feed.format = .atom
        case (_, "html"), (_, "head"), (_, "body"):
            throw FeedError(.page, "this is a page, not a feed")
        case (_, "urlset"), (_, "sitemapindex"):
            throw FeedError(.notAFeed, "this is a sitemap, not a feed")
        case (_, "opml"): throw FeedError(.notAFeed, "this is an OPML list, not a feed")
        default:
            throw FeedError(.notAFeed, "its root element \(name.prefix(40)) is none of a feed's")
        }
    }

    /// Changes what is being read: the entry, else the feed.
    mutating func edit(_ change: (inout FeedDraft) -> Void) {
        if entry != nil { change(&entry!) } else { change(&draft) }
    }

    /// An element has begun; it is the last of ``frames``.
    mutating func open(_ element: FeedElement, _ parent: FeedElement) {
        if let apart {
            if apart.isSource { openInSource(element) }
            return
        }
        switch element {
        case .root, .channel:
            if let language = scanner.value("xml:lang") {
                draft.language = draft.language ?? language
            }
        case .entry:
            entry = FeedDraft()
            entry?.id = scanner.value("rdf:about")
            entry?.language = scanner.value("xml:lang")
        case .apart: apart = (frames.count, false)
        case .source: apart = (frames.count, true)
        case .hour where parent.isSkip, .day where parent.isSkip: begin(.value)
        case .enclosure, .mediaContent: addEnclosure(element)
        case .mediaTitle, .otherDescription:
            if parent.isOwner || parent.isMedia { beginText() }
        case .name, .email, .uri:
            if person != nil { begin(.value) }
        case _ where !parent.isOwner: break
        case .link: openLink()
        case .author:
            person = (FeedPerson(), frames.count)
            begin(.value)
        case .guid:
            begin(.value)
            // RSS 2.0: absent means true.
            capture?.isPermalink =
                scanner.value("ispermalink").map { $0.lowercased() != "false" } ?? true
        case .originalLink, .id, .published, .updated, .created, .date, .language, .otherAuthor,
            .ttl, .updatePeriod, .updateFrequency:
            begin(.value)
        case .title, .dublinTitle, .summary, .description, .dublinDescription, .info, .content,
            .encoded, .body:
            beginText()
        case .skipHours, .skipDays, .mediaGroup, .markup, .other, .hour, .day: break
        }
    }

    /// Of an Atom entry's source only the author matters, who is the entry's if it has none.
    private mutating func openInSource(_ element: FeedElement) {
        switch element {
        case .author where entry != nil: person = (FeedPerson(), frames.count)
        case .name, .email, .uri: if person != nil { begin(.value) }
        default: break
        }
    }

    private mutating func begin(_ form: TextCapture.Form) {
        guard let frame = frames.last else { return }
        capture = TextCapture(
            frame.element, form, depth: frames.count, base: frame.statedBase)
    }

    private mutating func openLink() {
        guard let href = scanner.value("href") ?? scanner.value("rdf:resource") else {
            // The address is its text, as in RSS.
            begin(.value)
            let found = link("")
            capture?.link = found
            return
        }
        let link = link(href)
        edit { $0.add(link) }
    }

    /// The link that the tag just read makes of `href`.
    private func link(_ href: String) -> FeedLink {
        let rel = scanner.value("rel").map { Ascii.trimmed($0.lowercased()) } ?? ""
        return FeedLink(
            rel: rel.isEmpty ? "alternate" : rel,
            href: URLReference.resolve(href, against: frames.last?.base),
            type: scanner.value("type"), title: scanner.value("title"),
            length: scanner.value("length").flatMap { Int($0) })
    }

    private mutating func addEnclosure(_ element: FeedElement) {
        guard entry != nil, let href = scanner.value("url") ?? scanner.value("href") else { return }
        let link = FeedLink(
            rel: "enclosure", href: URLReference.resolve(href, against: frames.last?.base),
            type: scanner.value("type"),
            length: (scanner.value("length") ?? scanner.value("filesize")).flatMap { Int($0) })
        guard
            entry?.links.contains(where: { $0.rel == "enclosure" && $0.href == link.href }) == false
        else { return }
        edit { $0.add(link) }
    }

    // MARK: Texts

    private mutating func beginText() {
        let type = scanner.value("type").map { Ascii.trimmed($0.lowercased()) }
        if let frame = frames.last, case .content = frame.element,
            let source = scanner.value("src")
        {
            let link = FeedLink(
                rel: "content", href: URLReference.resolve(source, against: frame.base), type: type)
            edit { $0.add(link) }
        }
        begin(form(type: type, mode: scanner.value("mode")?.lowercased()))
    }

    /// How a text is written, by its element, its type and, in Atom 0.3, its mode.
    private func form(type: String?, mode: String?) -> TextCapture.Form {
        if case .body? = frames.last?.element { return .xhtml }
        if case .encoded? = frames.last?.element { return .html }
        if case .mediaTitle? = frames.last?.element { return type == "html" ? .html : .unstated }
        guard feed.format == .atom || type != nil && feed.format != .rss else { return .unstated }
        if mode == "base64" { return .base64(isHTML: type.flatMap(Self.isHTML)) }
        switch type {
        case nil, "text"?, ""?: return mode == nil ? .plain : .unstated
        case "html"?: return .html
        case "xhtml"?: return .xhtml
        case let type?:
            if type.hasSuffix("+xml") || type.hasSuffix("/xml") { return .xhtml }
            if type.hasPrefix("text/") {
                // Text that Atom 0.3 gives as elements is told by them.
                return Self.isHTML(type) == true ? .html : .plain
            }
            // RFC 4287, 4.1.3.3: everything else is in base64.
            return mode == nil ? .base64(isHTML: Self.isHTML(type)) : .unstated
        }
    }

    private static func isHTML(_ type: String) -> Bool? {
        if type.contains("html") { return true }
        return type.hasPrefix("text/plain") || type == "text" ? false : nil
    }
}

extension FeedElement {
    var isSkip: Bool {
        switch self {
        case .skipHours, .skipDays: true
        default: false
        }
    }

    var isMedia: Bool {
        switch self {
        case .mediaGroup, .mediaContent: true
        default: false
        }
    }
}
