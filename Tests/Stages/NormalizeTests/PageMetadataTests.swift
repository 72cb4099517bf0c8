import Messages
import Normalize
import Testing

@Suite("What a page says of itself") struct PageMetadataTests {
    private func read(_ head: String, _ body: String = "", url: String? = nil) throws -> Article {
        let html =
            "<html lang=en><head>\(head)</head><body>\(body)<p>\(ExtractionTests.first)</p>"
            + "<p>\(ExtractionTests.second)</p></body></html>"
        var raw = document(Array(html.utf8), .html)
        raw.url = url
        return try Normalizer.shipped().article(from: raw)
    }

    static let dates: [(String, String, String)] = [
        (
            "<meta property='article:published_time' content='2026-03-03 10:15:00'>", "",
            "2026-03-03T10:15:00"
        ),
        (
            "<meta name=DC.date.issued content='2026-03-03T10:15:00+0100'>", "",
            "2026-03-03T10:15:00+01:00"
        ),
        ("<meta name=publishdate content='20260303'>", "", "2026-03-03"),
        ("<meta name=pubdate content='Tue, 03 Mar 2026 10:15:00 GMT'>", "", "2026-03-03T10:15:00Z"),
        ("<meta name=date content='1772532900'>", "", "2026-03-03T10:15:00Z"),
        ("", "<time datetime='2026-03-03T10:15Z'>Tuesday</time>", "2026-03-03T10:15Z"),
        ("", "<span itemprop=datePublished content='2026-03-03'>x</span>", "2026-03-03"),
        (
            "", "<div class=post-date>March 3rd, 2026 at 10:15 pm EST</div>",
            "2026-03-03T22:15:00-05:00"
        ),
        ("", "<h1>A</h1><p>3. März 2026, 10:15 Uhr</p>", "2026-03-03T10:15:00"),
        ("", "<h1>A</h1><p>Publicado el 3 de marzo de 2026</p>", "2026-03-03"),
        ("", "<h1>A</h1><p>3 марта 2026</p>", "2026-03-03"),
        ("", "<h1>A</h1><p>2026年3月3日</p>", "2026-03-03"),
        ("", "<h1>A</h1><small>Erstellt am: 03.03.2026 10:15 / mk</small>", "2026-03-03T10:15:00"),
        (
            "", "<h1>A</h1><p>OSLO, 3 March 2026 – The talks in the city have come to an end.</p>",
            "2026-03-03"
        ),
    ]

    @Test("a date is read wherever it stands and however it is written", arguments: dates)
    func date(head: String, body: String, expected: String) throws {
        let info = try read(head, body).info
        #expect(info.publishedBasis == .stated)
        #expect(info.published.text == expected)
    }

    @Test("a date of another story is not the article's")
    func otherDates() throws {
        let info = try read(
            "",
            "<aside><time datetime='2026-01-01'>1 January</time></aside>"
                + "<div class=related><span class=date>2 January 2026</span></div>"
                + "<p>The treaty of 4 January 2026 had been signed by all of them in haste.</p>"
        ).info
        #expect(info.publishedBasis == .fetched)
    }

    @Test(
        "day and month are told apart by what else the page says",
        arguments: [
            ("<meta name=date content='02/03/2026 10:15'>", "", "en-GB", "2026-03-02"),
            ("<meta name=date content='02/03/2026 10:15'>", "", "en-US", "2026-02-03"),
            (
                "<meta name=date content='02/03/2026 10:15'>", "<p>Am 03.02.2026</p>", "de",
                "2026-02-03"
            ),
            ("<meta name=date content='13/02/2026'>", "", "en-US", "2026-02-13"),
        ])
    func order(head: String, body: String, language: String, day: String) throws {
        let html =
            "<html lang=\(language)><head>\(head)</head><body><h1>A</h1>\(body)"
            + "<p>\(ExtractionTests.first)</p>"
        #expect(try page(html).info.published.day.description == day)
    }

    @Test("the address tells the day if nothing else does")
    func dateInAddress() throws {
        let info = try read("", url: "https://post.example/2026/mar/03/border").info
        #expect(info.published.text == "2026-03-03")
    }

    @Test("an update is read, and not believed if it came first")
    func updates() throws {
        let published = "<meta property='article:published_time' content='2026-03-03T10:00:00Z'>"
        let info = try read(
            published
                + "<meta property='article:modified_time' content='2026-03-03T12:00:00+01:00'>"
        ).info
        #expect(info.updated?.text == "2026-03-03T12:00:00+01:00")
        let odd = try read(
            published + "<meta property='article:modified_time' content='2026-03-01T12:00:00Z'>"
        ).info
        #expect(odd.updated == nil)
    }

    @Test("linked data is read, also in a graph and with references")
    func linkedData() throws {
        let info = try read(
            """
            <script type="application/ld+json">//<![CDATA[
            {"@graph": [{"@type": "Organization", "@id": "#org", "name": "The Post"},
             {"@type": "Person", "@id": "#ana", "name": "Ana Roe"},
             {"@type": ["NewsArticle"], "headline": "Border \\u2013 open", "author": [{"@id": "#ana"},
              {"name": "Bo Lind"}], "publisher": {"@id": "#org"}, "datePublished":
              "2026-03-03T10:15:00+01:00", "dateModified": "2026-03-04", "inLanguage": "en"}]}
            //]]></script>
            """
        ).info
        #expect(info.title == "Border – open")
        #expect(info.byline == "Ana Roe, Bo Lind")
        #expect(info.publisher == "The Post")
        #expect(info.published.text == "2026-03-03T10:15:00+01:00")
        #expect(info.updated?.text == "2026-03-04")
    }

    @Test("of several articles in the linked data the page's own is taken")
    func ownLinkedData() throws {
        func script(_ name: String, _ day: String) -> String {
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"\(name)\","
                + "\"datePublished\":\"\(day)\"}</script>"
        }
        let info = try read(
            script("Other", "2026-01-01") + script("Border to open", "2026-03-03")
                + script("Third", "2026-01-02"), "<h1>Border to open</h1>"
        ).info
        #expect(info.published.text == "2026-03-03")
    }

    @Test("broken and hostile linked data gives nothing and does no harm")
    func brokenLinkedData() throws {
        for script in [
            "{\"@type\": \"NewsArticle\", \"datePublished\": ",
            String(repeating: "[", count: 90_000),
            String(repeating: "{\"a\":", count: 50_000), "\"\\ud800\\u0041\\", "]]]]", "<!-- -->",
        ] {
            let article = try read("<script type='application/ld+json'>\(script)</script>")
            #expect(article.texts == [ExtractionTests.first, ExtractionTests.second])
            #expect(article.info.publishedBasis == .fetched)
        }
    }

    @Test(
        "an address is brought to one spelling",
        arguments: [
            (
                "HTTPS://Post.Example:443/Talks?utm_source=x&id=7&fbclid=y#top",
                "https://post.example/Talks?id=7"
            ),
            ("http://post.example", "http://post.example/"),
            ("https://post.example/a?gclid=1", "https://post.example/a"),
            ("https://user:secret@post.example/a", "https://post.example/a"),
            ("urn:isbn:1", "urn:isbn:1"),
        ])
    func address(given: String, expected: String) throws {
        #expect(try read("", url: given).info.url == expected)
    }

    @Test("the page's own address counts if it is on the same site")
    func canonical() throws {
        let from = "https://www.post.example/talks?utm_medium=feed"
        func url(_ canonical: String) throws -> String? {
            try read("<link rel=canonical href='\(canonical)'>", url: from).info.url
        }
        #expect(try url("/world/talks") == "https://www.post.example/world/talks")
        #expect(
            try url("https://post.example/talks-in-oslo") == "https://post.example/talks-in-oslo")
        #expect(try url("https://post.example/") == "https://www.post.example/talks")
        #expect(try url("https://other.example/talks") == "https://www.post.example/talks")
    }

    @Test(
        "a writer is named without what stands around the name",
        arguments: [
            ("<meta name=author content='By Ana Roe'>", "", "Ana Roe"),
            ("", "<span class=byline>Von Ana Roe | 3.3.2026</span>", "Ana Roe"),
            ("", "<a rel=author href=/ana>Ana Roe</a>", "Ana Roe"),
            ("<meta name=author content='https://x.example/ana'>", "", nil),
        ] as [(String, String, String?)])
    func writer(head: String, body: String, name: String?) throws {
        #expect(try read(head, body).info.byline == name)
    }

    @Test(
        "a language is told by its words, whatever the page claims",
        arguments: [
            (
                "sv",
                "Regeringen och oppositionen har inte kommit överens om att det ska bli ett nytt avtal"
            ),
            ("pl", "Rząd nie zgodził się na to że umowa jest już podpisana i że to się nie zmieni"),
            (
                "tr",
                "Bakan bu konuda bir açıklama yaptı ve daha sonra için de çok önemli olduğunu söyledi"
            ),
            (
                "de",
                "Die Minister haben sich nach dem Treffen nicht auf einen Vertrag mit der Stadt geeinigt"
            ),
        ])
    func language(code: String, text: String) throws {
        #expect(try page("<html lang=en><body><p>\(text).</p>").info.language == code)
    }
}
