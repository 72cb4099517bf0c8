import Messages

/// Finds when a page says that it was published and changed.
struct PageDates {
    private(set) var published: Timestamp?
    private(set) var updated: Timestamp?

    private let tree: HTMLTree
    private let outline: HTMLOutline
    private let reader: DateReader
    /// Dates that settle which of two readings of another one is meant.
    private var witnesses: Set<Day> = []

    /// Text nodes around the title that are searched.
    private static let depth = 3000
    /// Longest text that can be a line with a date, in bytes.
    private static let lineLimit = 140

    /// Reads the dates of the page in `tree`, whose article `outline` has found.
    ///
    /// - Parameters:
    ///   - linked: what its linked data says.
    ///   - address: where it was found.
    init(
        _ tree: HTMLTree, _ outline: HTMLOutline, linked: LinkedArticle?, address: String?,
        reader: DateReader
    ) {
        self.tree = tree
        self.outline = outline
        self.reader = reader
        let inAddress = address.flatMap(dateInAddress)
        if let inAddress { witnesses.insert(inAddress.day) }
        let meta = tree.metadata.meta
        let marks = marked(isUpdate: false)
        let stated: [DateReader.Found?] =
            [linked?.published.flatMap(reader.machine)]
            + Self.publishedNames.map { meta[$0].flatMap(reader.machine) }
            + [fromUnknownName(meta)]
        let all = stated.compactMap { $0 } + marks.map(\.found)
        for found in all where found.other == nil { witnesses.insert(found.date.day) }
        let line = lineWithDate()
        if let line, line.other == nil { witnesses.insert(line.date.day) }
        published = settled(
            stated.compactMap { $0 }.first ?? marks.first { $0.weight >= 2 }?.found)
        if published == nil {
            let visible = marks.first?.found ?? line
            published = settled(visible) ?? inAddress
            // An address only has days, and what is read from the text may be another date.
            if let inAddress, let day = published?.day, abs(day.number - inAddress.day.number) > 2 {
                published = inAddress
            }
        }
        updated = settled(
            linked?.updated.flatMap(reader.machine)
                ?? Self.updatedNames.lazy.compactMap { meta[$0].flatMap(reader.machine) }.first
                ?? marked(isUpdate: true).first?.found)
        if let changed = updated, let first = published {
            let isEarlier =
                changed.seconds.flatMap { end in first.seconds.map { end < $0 } }
                ?? (changed.day < first.day)
            if isEarlier { updated = nil }
        }
    }

    private func settled(_ found: DateReader.Found?) -> Timestamp? {
        guard let found else { return nil }
        if let other = found.other, witnesses.contains(other.day),
            !witnesses.contains(found.date.day)
        {
            return other
        }
        return found.date
    }

    /// Dates of marked elements around the article: the surest first, then the nearest.
    private func marked(isUpdate: Bool) -> [(found: DateReader.Found, weight: Int)] {
        guard let end = outline.pieces.last?.nodes.upperBound else { return [] }
        let title = outline.pieces[0].nodes.lowerBound
        let root = outline.pieces[outline.pieces.count - 1].nodes.lowerBound
        var list: [(found: DateReader.Found, weight: Int, distance: Int)] = []
        for mark in tree.metadata.dates where mark.isUpdate == isUpdate {
            if outline.isForeign(mark.node), mark.weight < 3 { continue }
            let found =
                mark.value.flatMap(reader.machine)
                ?? reader.first(in: tree.text(inside: mark.node, limit: Self.lineLimit))
            guard let found, mark.value != nil || found.otherWords <= 12 else { continue }
            // Before the title or inside the first lines of the text it is the article's own;
            // after the text it is likelier another one's.
            let distance =
                mark.node < title
                ? (title - mark.node) : mark.node < root ? 0 : mark.node < end ? 20 : 1000
            if mark.node < title, distance > 400, mark.weight < 3 { continue }
            list.append((found, mark.weight, distance))
        }
        let order = list.enumerated().sorted { one, other in
            (-one.element.weight, one.element.distance, one.offset)
                < (-other.element.weight, other.element.distance, other.offset)
        }
        return order.map { ($0.element.found, $0.element.weight) }
    }

    /// A short line around the title that is little more than a date, or the dateline of the first
    /// paragraph.
    private func lineWithDate() -> DateReader.Found? {
        guard let last = outline.pieces.last else { return nil }
        let title = outline.pieces[0].nodes.lowerBound
        let end = min(last.nodes.upperBound, tree.nodes.count)
        if let found = firstLine(in: title..<min(end, title + Self.depth)) { return found }
        // Just above the title, and just below the text.
        if let found = firstLine(in: max(0, title - 60)..<title) { return found }
        return firstLine(in: end..<min(tree.nodes.count, end + 80))
    }

    private func firstLine(in range: Range<Int>) -> DateReader.Found? {
        var paragraphs = 0
        for index in range where tree.nodes[index].isText {
            let node = tree.nodes[index]
            let start = Int(node.start)
            let bytes = tree.bytes[start..<(start + min(Int(node.count), 400))]
            guard bytes.contains(where: { $0 > 0x20 }) else { continue }
            if node.count > 200 { paragraphs += 1 }
            guard paragraphs <= 3 || node.count < 80,
                bytes.contains(where: { (0x30...0x39).contains($0) }), !outline.isForeign(index)
            else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let found = reader.first(in: text) else { continue }
            if Int(node.count) <= Self.lineLimit, found.otherWords <= 4 { return found }
            // A dateline: the place, the day, and then the text.
            if paragraphs <= 1, found.range.upperBound <= 70, Self.endsDateline(text, found) {
                return found
            }
        }
        return nil
    }

    /// Whether a dash, a bracket or the end follows the date, as in `OSLO, 3 March 2026 –`.
    private static func endsDateline(_ text: String, _ found: DateReader.Found) -> Bool {
        let rest = text.unicodeScalars.dropFirst(found.range.upperBound).prefix(14)
        guard let first = rest.first(where: { $0 != " " }) else { return true }
        return "–—-|:()/".unicodeScalars.contains(first)
    }

    /// `https://a.example/2026/03/04/talks`, `/2026-03-04-talks`.
    private func dateInAddress(_ address: String) -> Timestamp? {
        let tokens = DateToken.tokens(
            of: address.utf8.count > 300 ? String(address.prefix(300)) : address, limit: 300)
        for index in tokens.indices.dropLast(4) {
            guard case .number(let year, 4) = tokens[index].kind, (1990...2100).contains(year),
                case .mark(let mark) = tokens[index + 1].kind, mark == "/" || mark == "-",
                tokens[index + 3].kind == .mark(mark),
                case .number(let day, 1...2) = tokens[index + 4].kind
            else { continue }
            let month: Int? =
                switch tokens[index + 2].kind {
                case .number(let month, 1...2): month
                case .word(let word): reader.lexicon.month(word[...])
                default: nil
                }
            if let month, let day = Day(year: year, month: month, day: day) {
                return Timestamp(day)
            }
        }
        return nil
    }

    /// A date in a `<meta>` whose name speaks of publishing.
    private func fromUnknownName(_ meta: [String: String]) -> DateReader.Found? {
        let names = meta.keys.filter { name in
            name.contains("publi") && !name.contains("modif") && !name.contains("expir")
        }
        return names.sorted().lazy.compactMap { name in
            meta[name].flatMap { $0.utf8.count <= 60 ? reader.machine($0) : nil }
        }.first
    }

    private static let publishedNames = [
        "article:published_time", "datepublished", "og:published_time", "article:published",
        "parsely-pub-date", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date",
        "published_time", "publication_date", "publication-date", "originalpublicationdate",
        "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
        "citation_publication_date", "citation_online_date", "citation_date", "dc.date.issued",
        "dcterms.issued", "dc.date.published", "sailthru.date", "date", "dc.date", "dcterms.date",
        "dc.date.created", "dcterms.created", "og:article:published_time", "article:post_date",
        "shareaholic:article_published_time", "created", "datecreated", "release_date",
    ]
    private static let updatedNames = [
        "article:modified_time", "datemodified", "og:updated_time", "article:modified",
        "article:updated_time", "dcterms.modified", "dc.date.modified", "last-modified",
        "lastmod", "revised", "modified_time",
    ]
}

extension HTMLTree {
    /// The text below `node`, on one line, up to `limit` bytes.
    func text(inside node: Int, limit: Int) -> String {
        var line: [UInt8] = []
        for index in node..<Int(nodes[node].end) where nodes[index].isText {
            guard line.count < limit else { break }
            let start = Int(nodes[index].start)
            for position in start..<(start + Int(nodes[index].count)) where line.count < limit {
                if bytes[position] > 0x20 {
                    line.append(bytes[position])
                } else if let last = line.last, last != 0x20 {
                    line.append(0x20)
                }
            }
            if let last = line.last, last != 0x20 { line.append(0x20) }
        }
        if line.last == 0x20 { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }
}
