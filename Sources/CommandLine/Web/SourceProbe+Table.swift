import Arguments

extension SourceProbe {
    /// For people.
    var table: Table {
        var rows = [
            ["url", url], ["kind", kind.rawValue],
            ["answer", "\(contentType ?? "no type"), \(bytes) bytes, HTTP/\(http)"],
        ]
        for redirect in redirects { rows.append(["redirected by", redirect]) }
        if let title { rows.append(["title", title]) }
        if kind != .page {
            rows.append(["entries", "\(entries), the pages of \(pages) would be read"])
        }
        rows.append([
            "asked again with",
            entityTag.map { "ETag \($0)" } ?? lastModified.map { "Last-Modified \($0)" }
                ?? "nothing: at most once an hour",
        ])
        if let lasts { rows.append(["lasts", "\(Int(lasts)) s"]) }
        if let ttl { rows.append(["ttl", "\(Int(ttl)) s"]) }
        if let robots { rows.append(["robots.txt", robots]) }
        for feed in feeds { rows.append(["names the feed", feed]) }
        return Table([.init(""), .init("")], rows: rows)
    }
}
