/// What an element of a feed means, whatever the format calls it.
enum FeedElement {
    // Containers.
    case root, channel, entry, mediaGroup, skipHours, skipDays
    // Parts with titles and links of their own, which are not the feed's.
    case apart, source
    // Texts.
    case title, dublinTitle, mediaTitle
    case summary, description, dublinDescription, otherDescription, info
    case content, encoded, body
    // Values.
    case link, originalLink, guid, id, published, updated, created, date, language
    case author, otherAuthor, name, email, uri
    case enclosure, mediaContent
    case ttl, updatePeriod, updateFrequency, hour, day
    /// Inside of content.
    case markup
    case other

    /// The meaning of an element by its name in lower case.
    init(_ namespace: FeedNamespace, _ name: String) {
        switch namespace {
        case .core: self = Self.core[name] ?? .other
        case .dublinCore, .dublinCoreTerms: self = Self.dublin[name] ?? .other
        case .content: self = name == "encoded" ? .encoded : .other
        case .media: self = Self.media[name] ?? .other
        case .xhtml: self = name == "body" || name == "div" ? .body : .other
        case .itunes: self = Self.itunes[name] ?? .other
        case .syndication: self = Self.syndication[name] ?? .other
        case .feedBurner: self = name == "origlink" ? .originalLink : .other
        case .rdf: self = name == "rdf" ? .root : .other
        case .unknown: self = .other
        }
    }

    /// Whether a title or link right inside belongs to the feed or entry.
    var isOwner: Bool {
        switch self {
        case .root, .channel, .entry: true
        default: false
        }
    }

    private static let core: [String: FeedElement] = [
        "rss": .root, "feed": .root, "rdf": .root, "channel": .channel, "item": .entry,
        "entry": .entry, "title": .title, "link": .link, "guid": .guid, "id": .id,
        "description": .description, "summary": .summary, "abstract": .summary,
        "subtitle": .summary, "tagline": .summary, "info": .info, "content": .content,
        "fullitem": .encoded, "body": .body, "author": .author, "managingeditor": .author,
        "creator": .author, "name": .name, "email": .email, "uri": .uri, "url": .uri,
        "homepage": .uri, "contributor": .apart, "pubdate": .published, "published": .published,
        "issued": .published, "updated": .updated, "modified": .updated,
        "lastbuilddate": .updated, "created": .created, "date": .date, "language": .language,
        "ttl": .ttl, "skiphours": .skipHours, "hour": .hour, "skipdays": .skipDays, "day": .day,
        "source": .source, "image": .apart, "textinput": .apart, "cloud": .apart,
        "enclosure": .enclosure,
    ]

    private static let dublin: [String: FeedElement] = [
        "title": .dublinTitle, "creator": .author, "author": .author, "date": .date,
        "issued": .published, "available": .published, "modified": .updated, "created": .created,
        "language": .language, "description": .dublinDescription, "identifier": .other,
    ]

    private static let media: [String: FeedElement] = [
        "group": .mediaGroup, "content": .mediaContent, "title": .mediaTitle,
        "description": .otherDescription,
    ]

    private static let itunes: [String: FeedElement] = [
        "author": .otherAuthor, "summary": .otherDescription, "subtitle": .otherDescription,
    ]

    private static let syndication: [String: FeedElement] = [
        "updateperiod": .updatePeriod, "updatefrequency": .updateFrequency,
    ]
}
