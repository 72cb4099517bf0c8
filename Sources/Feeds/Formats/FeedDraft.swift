internal import Messages

/// What has been read of a feed or an entry, with how good each find is.
struct FeedDraft {
    /// A text, and how far its element is the right one for it.
    struct Find {
        var text: FeedText
        var rank: Int
    }

    var title: Find?
    var summary: Find?
    var content: Find?
    var id: String?
    /// A guid that is the entry's address.
    var permalink: String?
    var published: Timestamp?
    var updated: Timestamp?
    var created: Timestamp?
    /// A date of which the feed does not say what it is the date of.
    var date: Timestamp?
    var language: String?
    var authors: [FeedPerson] = []
    var otherAuthors: [FeedPerson] = []
    var sourceAuthors: [FeedPerson] = []
    var links: [FeedLink] = []

    /// Takes `text` if nothing as good is there.
    static func keep(_ text: FeedText, _ rank: Int, in find: inout Find?) {
        guard !text.text.isEmpty, (find?.rank ?? -1) < rank else { return }
        find = Find(text: text, rank: rank)
    }

    mutating func add(_ link: FeedLink) {
        guard links.count < FeedLimits.links, !link.href.isEmpty,
            link.href.utf8.count <= FeedLimits.url
        else { return }
        links.append(link)
    }

    /// The page: an alternate, HTML before other types, else a guid that says it is one, else what
    /// the content lies at.
    var url: String? {
        let alternates = links.filter { $0.rel == "alternate" }
        let page = alternates.first { link in
            link.type.map { $0.contains("html") } ?? true
        }
        return (page ?? alternates.first)?.href ?? permalink
            ?? links.first { $0.rel == "content" }?.href
    }

    /// The best that is known: who the entry names, else who another vocabulary does, else who its
    /// source names.
    var people: [FeedPerson] {
        [authors, otherAuthors, sourceAuthors].first { !$0.isEmpty } ?? []
    }

    /// The entry; `inherited` are the authors of what it stands in.
    func entry(inheriting inherited: [FeedPerson]) -> FeedEntry {
        var entry = FeedEntry()
        entry.title = title?.text
        entry.url = url
        entry.id = id
        entry.summary = summary?.text
        entry.content = content?.text
        entry.authors = people.isEmpty ? inherited : people
        entry.published = published ?? created ?? date
        entry.updated = updated ?? date
        entry.language = language
        entry.links = links
        return entry
    }

    /// Fills what `feed` says about itself.
    func fill(_ feed: inout Feed) {
        feed.title = title?.text
        feed.url = url
        feed.id = id
        feed.summary = summary?.text
        feed.authors = people
        feed.updated = updated ?? date ?? published
        feed.published = published ?? created
        feed.language = language
        feed.links = links
    }
}
