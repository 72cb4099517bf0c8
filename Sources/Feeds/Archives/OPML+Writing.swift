extension OPML {
    /// The list as OPML 2.0, folders as outlines around their feeds; reading it again gives the same
    /// feeds in the same order.
    public var document: String {
        var output: [UInt8] = []
        func line(_ depth: Int, _ text: String) {
            output.append(contentsOf: repeatElement(0x20, count: depth * 2))
            output.append(contentsOf: text.utf8)
            output.append(0x0A)
        }
        line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        line(0, "<opml version=\"2.0\">")
        line(1, "<head>")
        if let title { line(2, "<title>\(Self.escaped(title, quoted: false))</title>") }
        line(1, "</head>")
        line(1, "<body>")
        var open: [String] = []
        for feed in feeds {
            let common = zip(open, feed.folders).prefix { $0 == $1 }.count
            while open.count > common {
                open.removeLast()
                line(2 + open.count, "</outline>")
            }
            for folder in feed.folders.dropFirst(common) {
                line(2 + open.count, "<outline text=\(Self.escaped(folder))>")
                open.append(folder)
            }
            var text = "<outline type=\"rss\" text=\(Self.escaped(feed.title ?? feed.url))"
            if let title = feed.title { text += " title=\(Self.escaped(title))" }
            text += " xmlUrl=\(Self.escaped(feed.url))"
            if let site = feed.site { text += " htmlUrl=\(Self.escaped(site))" }
            line(2 + open.count, text + "/>")
        }
        while !open.isEmpty {
            open.removeLast()
            line(2 + open.count, "</outline>")
        }
        line(1, "</body>")
        line(0, "</opml>")
        return String(decoding: output, as: UTF8.self)
    }

    private static func escaped(_ text: String, quoted: Bool = true) -> String {
        // XML has no place for control characters.
        let bytes = text.utf8.lazy.filter { $0 >= 0x20 || Ascii.isSpace($0) }
        var output: [UInt8] = []
        if quoted {
            HTMLText.append(quoting: bytes, to: &output)
        } else {
            HTMLText.append(escaping: bytes, to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }
}
