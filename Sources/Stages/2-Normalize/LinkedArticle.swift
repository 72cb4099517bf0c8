/// What a page's linked data (schema.org in JSON-LD) says about the article on it.
struct LinkedArticle {
    private(set) var headline: String?
    private(set) var published: String?
    private(set) var updated: String?
    private(set) var authors: [String] = []
    private(set) var publisher: String?
    private(set) var language: String?
    private(set) var url: String?
    private(set) var body: String?

    /// Objects of a page that are looked at.
    private static let objectLimit = 2000

    /// The article among `values`, the page's scripts; nil if there is none, or several of which
    /// none is known to be the page's own.
    ///
    /// - Parameters:
    ///   - address: the page's address, if it is known.
    ///   - title: the page's title.
    init?(in values: [LinkedData], address: String?, title: String?) {
        var objects: [LinkedData] = []
        var named: [String: LinkedData] = [:]
        Self.collect(values, into: &objects, &named)
        let articles = objects.filter { Self.rank($0) == 2 }
        let address = address.map(Self.plain)
        let own = articles.first { article in
            let addresses = [
                article["url"]?.text, article["@id"]?.text, article["mainEntityOfPage"]?.text,
                article["mainEntityOfPage"]?["@id"]?.text,
                article["mainEntityOfPage"]?["url"]?.text,
            ]
            if let address, addresses.contains(where: { $0.map(Self.plain) == address }) {
                return true
            }
            guard let title, let headline = Self.headline(article) else { return false }
            let (one, other) = (Words(title), Words(headline))
            return one.count > 0 && one.count == other.count
                && one.indices.allSatisfy { one.hash($0) == other.hash($0) }
        }
        let dated = articles.filter { $0["datePublished"] != nil }
        let chosen =
            own ?? (articles.count == 1 ? articles[0] : dated.count == 1 ? dated[0] : nil)
        let page = objects.first { Self.rank($0) == 1 && $0["datePublished"] != nil }
        guard let article = chosen ?? page ?? (articles.count <= 3 ? dated.first : nil) else {
            return nil
        }
        headline = Self.headline(article)
        published =
            (article["datePublished"] ?? page?["datePublished"])?.text
            ?? article["dateCreated"]?.text
        updated = article["dateModified"]?.text
        language = article["inLanguage"]?.text ?? article["inLanguage"]?["alternateName"]?.text
        url =
            article["url"]?.text ?? article["mainEntityOfPage"]?.text
            ?? article["mainEntityOfPage"]?["@id"]?.text
        body = article["articleBody"]?.text
        publisher = Self.names(article["publisher"] ?? page?["publisher"], named).first
        authors = Self.names(article["author"] ?? article["creator"], named)
    }

    private static func headline(_ object: LinkedData) -> String? {
        (object["headline"] ?? object["name"])?.text
    }

    /// The objects at the top, in graphs, and what pages say they are about.
    private static func collect(
        _ values: [LinkedData], into objects: inout [LinkedData],
        _ named: inout [String: LinkedData]
    ) {
        var waiting = Array(values.reversed())
        while let value = waiting.popLast(), objects.count < objectLimit {
            switch value {
            case .array(let members): waiting.append(contentsOf: members.reversed())
            case .object:
                objects.append(value)
                if let id = value["@id"]?.text, named[id] == nil { named[id] = value }
                if let inner = value["mainEntity"] { waiting.append(inner) }
                if let graph = value["@graph"] { waiting.append(graph) }
            default: break
            }
        }
    }

    /// 2 for an article, 1 for a page or what does not say what it is, 0 for anything else.
    private static func rank(_ object: LinkedData) -> Int {
        let types = object["@type"]?.list.compactMap(\.text) ?? []
        if types.contains(where: { $0.hasSuffix("Article") || $0.hasSuffix("Posting") }) {
            return 2
        }
        if types.contains(where: { ["Report", "Review", "Question", "HowTo"].contains($0) }) {
            return 2
        }
        return types.isEmpty || types.contains { $0.hasSuffix("Page") } ? 1 : 0
    }

    /// The names of persons or organisations, also where they are only referred to.
    private static func names(_ value: LinkedData?, _ named: [String: LinkedData]) -> [String] {
        guard let value else { return [] }
        var names: [String] = []
        for member in value.list.prefix(20) {
            if let text = member.text {
                names.append(text)
            } else if let name = member["name"]?.list.first?.text {
                names.append(name)
            } else if let id = member["@id"]?.text, let name = named[id]?["name"]?.text {
                names.append(name)
            }
        }
        return names.filter { !$0.isEmpty && !$0.contains("://") }
    }

    /// An address without what differs between spellings of one.
    private static func plain(_ address: String) -> String {
        var text = address.lowercased()[...]
        for prefix in ["https://", "http://", "www."] where text.hasPrefix(prefix) {
            text = text.dropFirst(prefix.count)
        }
        text = text.prefix { $0 != "#" && $0 != "?" }
        while text.last == "/" { text = text.dropLast() }
        return String(text)
    }
}
