import Feeds
import Testing

@Suite("A page names its feeds") struct FeedDiscoveryTests {
    @Test("by links, absolute by its base, each once, those of comments last")
    func finds() {
        let page = """
            <!DOCTYPE html><html><head><base href="/news/">
            <link rel="alternate" type="application/rss+xml" title="Comments on it" href="c">
            <link REL='Alternate' TYPE='application/atom+xml; charset=utf-8' title="A &amp; B" href=atom>
            <link rel=alternate type=application/rss+xml href=atom>
            <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="s.css">
            <link rel="alternate stylesheet" type="application/rss+xml" href="s2">
            <script>document.write('<link rel="feed" href="no">')</script>
            </head><body><!-- <link rel="feed" href="no"> --><a rel="feed" href="https://o/f">f</a>
            """
        let links = FeedDiscovery.links(in: Array(page.utf8), base: "https://p.example/x/y")
        #expect(
            links.map(\.href) == [
                "https://p.example/news/atom", "https://o/f", "https://p.example/news/c",
            ])
        #expect(links[0].title == "A & B")
        #expect(links[0].type == "application/atom+xml")
    }

    @Test("or none")
    func none() {
        #expect(FeedDiscovery.links(in: Array("<rss><channel/></rss>".utf8), base: nil) == [])
        #expect(FeedDiscovery.links(in: [], base: nil) == [])
    }
}
