import Feeds
import Messages
import Testing

@Suite("A sitemap") struct SitemapTests {
    private func read(_ text: String, url: String? = nil) throws -> Sitemap {
        try SitemapReader.read(Array(text.utf8), url: url)
    }

    private let news = """
        <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
         xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
         xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc> https://n.example/a?x=1&amp;y=2 </loc><lastmod>2024-05-01T10:00:00+02:00</lastmod>
        <image:image><image:loc>https://n.example/i.jpg</image:loc><image:title>I</image:title></image:image>
        <n:news><n:publication><n:name>The Paper</n:name><n:language>en</n:language></n:publication>
        <n:publication_date>2024-05-01</n:publication_date><n:title>A &amp; B</n:title></n:news></url>
        <url><loc>/b</loc></url><url><lastmod>2024-05-01</lastmod></url></urlset>
        """

    @Test("lists pages with what the news extension says of them, and not their images")
    func pages() throws {
        let sitemap = try read(news, url: "https://n.example/sitemap.xml")
        #expect(sitemap.pages.map(\.url) == ["https://n.example/a?x=1&y=2", "https://n.example/b"])
        let first = try #require(sitemap.pages.first)
        #expect(first.title == "A & B")
        #expect(first.publisher == "The Paper")
        #expect(first.language == "en")
        #expect(first.published?.text == "2024-05-01")
        #expect(first.modified?.text == "2024-05-01T08:00:00Z")
    }

    @Test("may be gzip, and may list sitemaps")
    func index() throws {
        let text = """
            <sitemapindex><sitemap><loc>https://n.example/1.xml.gz</loc><lastmod>2024-05</lastmod>
            </sitemap><sitemap><loc>https://n.example/2.xml</loc></sitemap></sitemapindex>
            """
        let sitemap = try SitemapReader.read(Samples.gzip(Array(text.utf8)))
        #expect(
            sitemap.sitemaps.map(\.url) == [
                "https://n.example/1.xml.gz", "https://n.example/2.xml",
            ])
        #expect(sitemap.sitemaps[0].modified?.text == "2024-05-01")
        #expect(sitemap.pages.isEmpty)
    }

    @Test("may be a list of addresses, or break off")
    func others() throws {
        #expect(try read("https://n.example/a\r\n\r\nhttps://n.example/b\n").pages.count == 2)
        let cut = try read(String(news.prefix(500)))
        #expect(cut.pages.count == 1)
        let many = String(repeating: "<url><loc>https://n/</loc></url>", count: 50_010)
        let sitemap = try read("<urlset>" + many)
        #expect(sitemap.pages.count == FeedLimits.sitemapEntries)
        #expect(sitemap.isTruncated)
    }

    @Test(
        "is told from other things",
        arguments: [
            ("<rss/>", FeedError.Code.notAFeed), ("<html/>", .page), ("", .empty),
            ("hello", .notAFeed),
        ])
    func refused(text: String, code: FeedError.Code) {
        let error = #expect(throws: FeedError.self) { try read(text) }
        #expect(error?.code == code)
    }
}
