import Feeds
import Messages
import Storage
import Web

/// Makes entries of what a source lists.
struct EntryReader {
    let source: WebSourceRecord
    /// Largest document, in bytes.
    let limit: Int

    /// The entries of a feed.
    func entries(of feed: Feed) -> [ListedEntry] {
        var keys: Set<[UInt8]> = []
        return feed.entries.map { entry in
            let url = address(entry.url)
            let name = entry.id ?? entry.url ?? entry.title?.plain ?? ""
            var key = EntryReader.digest([name])
            // Some feeds have one id for everything.
            if !keys.insert(key).inserted {
                key = EntryReader.digest([name, entry.url ?? "", entry.title?.plain ?? ""])
                keys.insert(key)
            }
            let text = entry.content ?? entry.summary
            let needsPage = url != nil && FeedEntryText.needsPage(entry, source.text)
            var body = Array((text?.text ?? "").utf8)
            if body.count > limit { body = [] }
            // A date that changes by itself changes no text; a page may have changed with it.
            let stamp = needsPage ? entry.updated?.text ?? "" : ""
            return ListedEntry(
                key: key,
                fingerprint: EntryReader.digest([
                    entry.title?.text ?? "", entry.url ?? "", text?.text ?? "", stamp,
                ]),
                needsPage: needsPage, item: line(name), url: url?.text,
                title: entry.title.map { line($0.line) },
                publisher: source.publisher ?? (needsPage ? nil : feed.title.map { line($0.line) }),
                published: (entry.published ?? entry.updated)?.text,
                language: EntryReader.language(entry.language ?? feed.language), body: body,
                isHTML: text?.isHTML ?? false)
        }
    }

    /// The pages of a sitemap. At the first look those without a date are only remembered: nobody
    /// knows how old they are.
    func entries(of sitemap: Sitemap, isFirst: Bool, oldest: Int64) -> [ListedEntry] {
        var keys: Set<[UInt8]> = []
        return sitemap.pages.compactMap { page in
            guard let url = address(page.url) else { return nil }
            let key = EntryReader.digest([url.text])
            guard keys.insert(key).inserted else { return nil }
            let date = page.published ?? page.modified
            var entry = ListedEntry(
                key: key, fingerprint: EntryReader.digest([page.modified?.text ?? ""]),
                needsPage: true, item: url.text, url: url.text, title: page.title.map(line),
                publisher: source.publisher ?? page.publisher.map(line),
                published: page.published?.text, language: EntryReader.language(page.language))
            if let date {
                let seconds = date.seconds ?? Int64(date.day.number) * 86_400 + 86_399
                entry.isPassed = seconds < oldest
            } else {
                entry.isPassed = isFirst
            }
            return entry
        }
    }

    /// Most sitemaps of an index that are followed.
    static let sitemaps = 200

    /// The sitemaps of an index that may list news: the newest, and none that has not changed since
    /// `oldest`.
    static func recent(_ references: [Sitemap.Reference], oldest: Int64) -> [String] {
        let dated = references.compactMap { reference -> (url: String, seconds: Int64)? in
            guard let url = (try? WebAddress(reference.url))?.text else { return nil }
            guard let modified = reference.modified else { return (url, .max) }
            let seconds = modified.seconds ?? Int64(modified.day.number) * 86_400 + 86_399
            return seconds < oldest ? nil : (url, seconds)
        }
        return dated.sorted { $0.seconds > $1.seconds }.prefix(sitemaps).map(\.url)
    }

    /// A page that is watched, as the one entry of itself.
    func entry(of page: RawDocument) -> ListedEntry {
        ListedEntry(
            key: EntryReader.digest([source.url]),
            fingerprint: Array(Digest.sha256(of: page.body).prefix(16)), needsPage: false,
            item: address(source.url)?.text ?? source.url, url: page.url,
            publisher: source.publisher, body: page.body,
            isHTML: page.format == .html)
    }

    /// The name of a page, whatever somebody has hung on to its address to count visits.
    static func pageKey(_ address: WebAddress) -> [UInt8] {
        let parts = address.text.split(separator: "?", maxSplits: 1)
        guard parts.count == 2 else { return digest([address.text]) }
        let kept = parts[1].split(separator: "&").filter { !$0.hasPrefix("utm_") }
        return digest([parts[0] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))])
    }

    static func digest(_ parts: [String]) -> [UInt8] {
        Array(Digest.sha256(parts.map { Array($0.utf8) }).prefix(16))
    }

    private func address(_ url: String?) -> WebAddress? { url.flatMap { try? WebAddress($0) } }

    private func line(_ text: String) -> String { text.prefix(utf8: Limits.line) }

    /// `en-GB` as an ISO 639-1 code.
    private static func language(_ tag: String?) -> String? {
        guard let tag else { return nil }
        let code = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        let isCode = code.utf8.count == 2 && code.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
        return isCode ? code : nil
    }
}
