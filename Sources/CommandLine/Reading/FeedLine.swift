import Feeds
import Messages

/// A feed as `chancery feed` prints it. What it does not say is absent.
struct FeedLine: Encodable {
    let title: String?
    let url: String?
    let id: String?
    let summary: String?
    let author: String?
    let authors: [Author]
    let published: Timestamp?
    let updated: Timestamp?
    let links: [Link]
    let entries: [Entry]

    init(_ feed: Feed) {
        title = feed.title?.line
        url = feed.url
        id = feed.id
        summary = feed.summary?.text
        author = feed.author
        authors = feed.authors.map(Author.init)
        published = feed.published
        updated = feed.updated
        links = feed.links.map(Link.init)
        entries = feed.entries.map(Entry.init)
    }

    /// Somebody.
    struct Author: Encodable {
        let name: String?
        let email: String?
        let url: String?

        init(_ person: FeedPerson) {
            name = person.name
            email = person.email
            url = person.url
        }
    }

    /// A link.
    struct Link: Encodable {
        let rel: String
        let href: String
        let type: String?
        let title: String?
        let length: Int?

        init(_ link: FeedLink) {
            rel = link.rel
            href = link.href
            type = link.type
            title = link.title
            length = link.length
        }
    }

    /// An entry.
    struct Entry: Encodable {
        let title: String?
        let url: String?
        let id: String?
        let summary: String?
        let content: String?
        let author: String?
        let authors: [Author]
        let published: Timestamp?
        let updated: Timestamp?
        let links: [Link]

        init(_ entry: FeedEntry) {
            title = entry.title?.line
            url = entry.url
            id = entry.id
            summary = entry.summary?.text
            content = entry.content?.text
            author = entry.author
            authors = entry.authors.map(Author.init)
            published = entry.published
            updated = entry.updated ?? entry.published
            links = entry.links.map(Link.init)
        }
    }
}
