import Messages

/// Weighs what a page says of itself in its head, its linked data and its text.
struct PageFindings {
    let tree: HTMLTree
    let outline: HTMLOutline
    let lexicon: PageLexicon
    /// Where the page was found, if that is known.
    let address: String?

    /// What all of it amounts to.
    func findings() -> (findings: Findings, linked: LinkedArticle?) {
        let page = tree.metadata
        let meta = page.meta
        var found = Findings()
        let canonical = [page.canonical, meta["og:url"]].compactMap { $0 }.lazy.compactMap {
            CanonicalURL.of($0, base: address, without: lexicon.tracking)
        }.first
        found.url = canonical
        let scripts = page.linkedData.compactMap { LinkedData($0) }
        let linked =
            scripts.isEmpty
            ? nil
            : LinkedArticle(
                in: scripts, address: address ?? canonical,
                title: nonEmpty(meta["og:title"]) ?? nonEmpty(page.firstHeading))
        found.publisher = first(
            meta["og:site_name"], linked?.publisher, meta["citation_publisher"],
            meta["dc.publisher"], meta["dcterms.publisher"], meta["application-name"])
        let title = first(
            meta["og:title"], linked?.headline, page.firstHeading, meta["twitter:title"],
            meta["dc.title"], page.pageTitle)
        found.title = title.map { withoutSite($0, found.publisher) }
        found.byline = byline(linked)
        found.language = page.language ?? linked?.language ?? meta["og:locale"]
        found.url =
            found.url
            ?? linked?.url.flatMap {
                CanonicalURL.of($0, base: address, without: lexicon.tracking)
            }
        let reader = DateReader(
            lexicon: lexicon, monthFirst: isMonthFirst(page.language, address ?? canonical))
        let dates = PageDates(
            tree, outline, linked: linked, address: address ?? canonical, reader: reader)
        found.published = dates.published
        found.updated = dates.updated
        return (found, linked)
    }

    private func first(_ values: String?...) -> String? {
        values.lazy.compactMap { nonEmpty($0) }.first
    }

    private func nonEmpty(_ text: String?) -> String? {
        text.flatMap { $0.utf8.allSatisfy { $0 <= 0x20 } ? nil : $0 }
    }

    /// Only American English puts the month before the day.
    private func isMonthFirst(_ language: String?, _ address: String?) -> Bool {
        let tag = (language ?? "en").lowercased()
        guard tag.hasPrefix("en") else { return false }
        if tag.utf8.count > 2 { return tag.hasSuffix("us") || tag.hasSuffix("ph") }
        let host = address.flatMap(CanonicalURL.site) ?? ""
        let end = host.split(separator: ".").last ?? ""
        return end.utf8.count != 2 || end == "us"
    }

    // MARK: Title

    /// `Talks end` of `Talks end | The Post`.
    private func withoutSite(_ title: String, _ site: String?) -> String {
        let name = site.map { Words($0) }
        for separator in [" | ", " — ", " – ", " - ", " · ", " » ", " :: "] {
            guard let range = title.utf8Ranges(of: separator).last else { continue }
            let head = String(title[..<range.lowerBound])
            let tail = title[range.upperBound...]
            if let name, name == Words(String(tail)) { return head }
            let isHeadTitle = title == tree.metadata.pageTitle
            if isHeadTitle, tail.count < head.count, tail.count <= 40 { return head }
        }
        return title
    }

    // MARK: Writer

    private func byline(_ linked: LinkedArticle?) -> String? {
        let meta = tree.metadata.meta
        let stated =
            tree.metadata.authors
            + [meta["article:author"], meta["parsely-author"]]
            .compactMap { $0 }
            + [meta["byl"], meta["sailthru.author"], meta["dcterms.creator"]]
            .compactMap { $0 }
        let names = (linked?.authors ?? []).compactMap(name)
        if !names.isEmpty { return joined(names) }
        let named = stated.compactMap(name)
        if let first = named.first {
            return tree.metadata.authors.count > 1 ? joined(named) : first
        }
        for index in tree.metadata.bylines where !outline.isForeign(index) {
            if let name = name(tree.text(inside: index, limit: 120)) { return name }
        }
        return nil
    }

    private func joined(_ names: [String]) -> String {
        var unique: [String] = []
        for name in names where !unique.contains(name) { unique.append(name) }
        return unique.prefix(10).joined(separator: ", ")
    }

    /// `text` as a name; nil if it is an address, a date or a sentence.
    private func name(_ text: String) -> String? {
        guard let line = Findings.singleLine(text), !line.contains("://"), !line.hasPrefix("@"),
            line.utf8.count <= 200
        else { return nil }
        var name = lexicon.phrases.withoutBy(line)
        // What follows a bar or a bullet is a date or a place.
        for mark in [" | ", " • ", " · ", " – ", " — "] {
            if let range = name.utf8Ranges(of: mark).first {
                name = String(name[..<range.lowerBound])
            }
        }
        while let last = name.last, " ,;:|-–".contains(last) { name.removeLast() }
        let words = Words(name)
        guard (1...12).contains(words.count),
            !name.utf8.contains(where: { (0x30...0x39).contains($0) }),
            name.unicodeScalars.contains(where: \.properties.isAlphabetic)
        else { return nil }
        return name
    }
}

extension String {
    /// Where `needle` occurs, without overlaps.
    func utf8Ranges(of needle: String) -> [Range<Index>] {
        let (hay, sought) = (Array(utf8), Array(needle.utf8))
        var found: [Range<Index>] = []
        var position = 0
        while position + sought.count <= hay.count {
            if hay[position] == sought[0], hay[position...].starts(with: sought) {
                let start = utf8.index(startIndex, offsetBy: position)
                found.append(start..<utf8.index(start, offsetBy: sought.count))
                position += sought.count
            } else {
                position += 1
            }
        }
        return found
    }
}
