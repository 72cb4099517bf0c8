extension FeedBuilder {
    /// An element whose text was read has ended.
    mutating func take(_ done: TextCapture) {
        switch done.element {
        case .title: keep(done.text, 3, in: \.title)
        case .dublinTitle: keep(done.text, 2, in: \.title)
        case .mediaTitle: keep(done.text, 1, in: \.title)
        case .summary, .description: takeSummary(done.text)
        case .dublinDescription: keep(done.text, 2, in: \.summary)
        case .otherDescription, .info: keep(done.text, 1, in: \.summary)
        case .content, .encoded, .body: keep(done.text, 3, in: \.content)
        default: takeValue(done)
        }
    }

    private mutating func keep(
        _ text: FeedText, _ rank: Int, in find: WritableKeyPath<FeedDraft, FeedDraft.Find?>
    ) {
        edit { FeedDraft.keep(text, rank, in: &$0[keyPath: find]) }
    }

    /// Where RSS has a description and a summary, the second is the longer one.
    private mutating func takeSummary(_ text: FeedText) {
        let isSecond = entry?.summary.map { $0.rank == 3 } ?? false
        keep(text, isSecond ? 2 : 3, in: isSecond ? \.content : \.summary)
    }

    private mutating func takeValue(_ done: TextCapture) {
        let value = done.value
        guard !value.isEmpty else { return }
        switch done.element {
        case .link:
            var link = done.link ?? FeedLink(href: "")
            link.href = URLReference.resolve(value, against: base)
            let found = link
            edit { $0.add(found) }
        case .originalLink:
            let link = FeedLink(
                rel: "original", href: URLReference.resolve(value, against: base))
            edit { $0.add(link) }
        case .guid:
            let resolved = URLReference.resolve(value, against: base)
            edit {
                $0.id = value
                $0.permalink = done.isPermalink && Self.isAddress(resolved) ? resolved : nil
            }
        case .id: edit { $0.id = value }
        case .published, .updated, .created, .date: takeDate(done.element, value)
        case .language: edit { $0.language = value }
        case .author, .name, .email, .uri: takePerson(done.element, value)
        case .otherAuthor: edit { $0.otherAuthors.append(FeedPerson(value)) }
        default: takeSchedule(done.element, value)
        }
    }

    /// What addresses in the element that has just ended are relative to.
    private var base: String? { frames.last?.base ?? url }

    private static func isAddress(_ text: String) -> Bool {
        let text = text.lowercased()
        return text.hasPrefix("http://") || text.hasPrefix("https://")
    }

    private mutating func takeDate(_ element: FeedElement, _ text: String) {
        guard let date = FeedDate.read(text) else { return }
        edit { draft in
            switch element {
            case .published: draft.published = date
            case .updated: draft.updated = date
            case .created: draft.created = date
            default: draft.date = date
            }
        }
    }

    // MARK: People

    private mutating func takePerson(_ element: FeedElement, _ text: String) {
        guard let (before, depth) = person else { return }
        var found = before
        switch element {
        case .name: found.name = text
        case .email: found.email = text
        case .uri: found.url = URLReference.resolve(text, against: base)
        default: found = FeedPerson(text)
        }
        person = (found, depth)
    }

    /// Somebody's element has ended.
    mutating func add(_ person: FeedPerson, _ element: FeedElement) {
        guard person.isKnown else { return }
        let isSource = apart?.isSource ?? false
        edit { draft in
            if isSource {
                if draft.sourceAuthors.count < 100 { draft.sourceAuthors.append(person) }
            } else if draft.authors.count < 100 {
                draft.authors.append(person)
            }
        }
    }

    // MARK: When to come again

    private mutating func takeSchedule(_ element: FeedElement, _ text: String) {
        switch element {
        case .ttl:
            // In minutes; ten years is a mistake.
            if let minutes = Int(text), (1...5_256_000).contains(minutes) {
                feed.ttl = .seconds(minutes * 60)
            }
        case .updatePeriod: period.period = text.lowercased()
        case .updateFrequency: period.frequency = Int(text).flatMap { $0 > 0 ? $0 : nil }
        case .hour:
            // RSS 0.91 counts from 1 to 24.
            if let hour = Int(text), (0...24).contains(hour) { feed.skipHours.insert(hour % 24) }
        case .day: if let day = Weekday.number(text) { feed.skipDays.insert(day) }
        default: break
        }
    }
}
