internal import FoundationEssentials

/// JSON Feed 1.0 and 1.1 (jsonfeed.org). Values of a wrong type count as absent.
enum JSONFeed {
    static func read(_ bytes: [UInt8], url: String?) throws(FeedError) -> Feed {
        let root: JSONTree
        do {
            root = try JSONDecoder().decode(JSONTree.self, from: Data(bytes))
        } catch {
            throw FeedError(.malformed, "this is not JSON")
        }
        guard root["version"]?.text?.contains("jsonfeed.org") == true || root["items"]?.list != nil
        else { throw FeedError(.notAFeed, "this JSON is no JSON Feed: it has no items") }
        var feed = Feed(format: .json)
        feed.title = root["title"]?.text.map { FeedText($0) }
        feed.summary = root["description"]?.text.map { FeedText($0) }
        feed.url = address(root["home_page_url"], url)
        feed.language = root["language"]?.text
        feed.authors = authors(root)
        add("alternate", root["home_page_url"], "text/html", url, to: &feed.links)
        add("self", root["feed_url"], "application/feed+json", url, to: &feed.links)
        add("next", root["next_url"], nil, url, to: &feed.links)
        for hub in root["hubs"]?.list ?? [] { add("hub", hub["url"], nil, url, to: &feed.links) }
        let items = root["items"]?.list ?? []
        feed.isTruncated = items.count > FeedLimits.entries
        feed.entries = items.prefix(FeedLimits.entries).map { entry($0, feed.authors, url) }
        return feed
    }

    private static func entry(_ item: JSONTree, _ inherited: [FeedPerson], _ base: String?)
        -> FeedEntry
    {
        var entry = FeedEntry()
        // Numbers are allowed by the first version's readers.
        entry.id = item["id"]?.textOrNumber
        entry.url = address(item["url"], base) ?? address(item["external_url"], base)
        entry.title = item["title"]?.text.map { FeedText($0) }
        entry.summary = item["summary"]?.text.map { FeedText($0) }
        entry.content =
            item["content_html"]?.text.map { FeedText($0, isHTML: true) }
            ?? item["content_text"]?.text.map { FeedText($0) }
        entry.published = item["date_published"]?.text.flatMap(FeedDate.read)
        entry.updated = item["date_modified"]?.text.flatMap(FeedDate.read)
        entry.language = item["language"]?.text
        let own = authors(item)
        entry.authors = own.isEmpty ? inherited : own
        add("alternate", item["url"], nil, base, to: &entry.links)
        add("related", item["external_url"], nil, base, to: &entry.links)
        for file in item["attachments"]?.list ?? [] {
            add("enclosure", file["url"], file["mime_type"]?.text, base, to: &entry.links)
        }
        return entry
    }

    private static func authors(_ owner: JSONTree) -> [FeedPerson] {
        let found = owner["authors"]?.list ?? owner["author"].map { [$0] } ?? []
        return found.prefix(100).compactMap { author in
            let person = FeedPerson(name: author["name"]?.text, url: author["url"]?.text)
            return person.isKnown ? person : nil
        }
    }

    private static func address(_ value: JSONTree?, _ base: String?) -> String? {
        guard let text = value?.text, text.utf8.count <= FeedLimits.url else { return nil }
        let address = URLReference.resolve(text, against: base)
        return address.isEmpty ? nil : address
    }

    private static func add(
        _ rel: String, _ value: JSONTree?, _ type: String?, _ base: String?,
        to links: inout [FeedLink]
    ) {
        guard links.count < FeedLimits.links, let address = address(value, base) else { return }
        links.append(FeedLink(rel: rel, href: address, type: type))
    }
}

/// A JSON document of any shape.
enum JSONTree: Decodable {
    case null, bool(Bool), number(Double), string(String)
    case array([JSONTree]), object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let members = try? value.decode([String: JSONTree].self) {
            self = .object(members)
        } else if let elements = try? value.decode([JSONTree].self) {
            self = .array(elements)
        } else if let truth = try? value.decode(Bool.self) {
            self = .bool(truth)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else {
            self = .null
        }
    }

    subscript(key: String) -> JSONTree? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    /// A string that is not empty, without white space around it.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        let trimmed = Ascii.trimmed(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    var textOrNumber: String? {
        if case .number(let number) = self {
            return Int(exactly: number).map(String.init) ?? String(number)
        }
        return text
    }

    var list: [JSONTree]? {
        if case .array(let elements) = self { return elements }
        return nil
    }
}
