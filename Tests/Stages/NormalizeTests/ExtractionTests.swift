import Messages
import Testing

@Suite("What of a page is the article") struct ExtractionTests {
    static let first =
        "The two ministers met in Oslo on Monday and agreed to open the border by spring."
    static let second =
        "A joint commission will report to both parliaments before the end of the month."
    static let third =
        "Fishermen on both sides had waited for the decision since the previous autumn."

    struct Around: Sendable, CustomTestStringConvertible {
        var name: String
        var html: String
        var testDescription: String { name }
    }

    /// What stands between paragraphs of an article and is none of it.
    static let furniture = [
        Around(name: "an advertisement's label", html: "<p>- Anzeige -</p>"),
        Around(name: "an advertisement", html: "<div class='ad-slot'><p>\(third)</p></div>"),
        Around(
            name: "a link to another story, after a colon",
            html: "<p>Bakgrunn: <a href=/x>Slik begynte striden om fisket</a></p>"),
        Around(
            name: "a link to another story, after words that say so",
            html: "<p>Lea también: <a href=/x>Cómo empezó la disputa por la pesca</a></p>"),
        Around(
            name: "an offer", html: "<p>Subscribe to our newsletter to get stories like this.</p>"),
        Around(
            name: "a cookie notice",
            html: "<div id='cookieConsent'><p>We use cookies to make this site better.</p></div>"),
        Around(
            name: "related stories",
            html: "<div class='relatedStories'><h3>More</h3><p>\(third)</p></div>"),
        Around(
            name: "buttons to share",
            html: "<ul class=share-buttons><li>Facebook</li><li>Telegram</li></ul>"),
        Around(
            name: "a menu without a name",
            html: "<ul><li><a href=1>World</a></li><li><a href=2>Sports</a></li>"
                + "<li><a href=3>Money</a></li></ul>"),
        Around(
            name: "a caption",
            html: "<figure><img src=x><figcaption>The minister in Oslo.</figcaption></figure>"),
        Around(name: "a hidden paragraph", html: "<p style='display: none'>\(third)</p>"),
        Around(name: "a form", html: "<form><p>\(third)</p><label>Name</label></form>"),
    ]

    @Test("what stands between paragraphs and is no article goes", arguments: furniture)
    func between(around: Around) throws {
        let article = try page(
            "<body><article><h1>Border to open</h1><p>\(Self.first)</p>\(around.html)"
                + "<p>\(Self.second)</p></article></body>")
        #expect(article.texts == ["Border to open", Self.first, Self.second])
    }

    @Test(
        "what readers wrote goes, also if it is more than the article",
        arguments: ["comments", "comment-list", "respond", "disqus_thread"])
    func comments(name: String) throws {
        let comment = "<p>\(Self.third)</p><p>I have never read anything so wrong in my life.</p>"
        let article = try page(
            "<body><div class=story><h1>Border</h1><p>\(Self.first)</p><p>\(Self.second)</p></div>"
                + "<div id='\(name)'>\(String(repeating: comment, count: 9))</div></body>")
        #expect(article.texts == ["Border", Self.first, Self.second])
    }

    @Test("live commentary is an article")
    func live() throws {
        let article = try page(
            "<body><main><div class='live-match-comment'><p>\(Self.first)</p></div>"
                + "<div class='live-match-comment'><p>\(Self.second)</p></div></main></body>")
        #expect(article.texts == [Self.first, Self.second])
    }

    @Test("the lines between title and text belong to it, dates and writers do not")
    func lead() throws {
        let article = try page(
            """
            <body><main><header><h1>Border to open</h1><p class=standfirst>\(Self.third)</p>
            <div class=byline>By Marta Lindqvist</div><div>3 March 2026</div></header>
            <div class="article-body"><p>\(Self.first)</p><p>\(Self.second)</p></div></main></body>
            """)
        #expect(article.texts == ["Border to open", Self.third, Self.first, Self.second])
        #expect(article.info.byline == "Marta Lindqvist")
        #expect(article.info.published.text == "2026-03-03")
    }

    @Test("an article in several parts is read whole")
    func parts() throws {
        let article = try page(
            """
            <body><article><div class="article-body"><p>\(Self.first)</p></div>
            <div class=promo><p>Buy our book about it now, it is cheap.</p></div>
            <div class="article-body"><p>\(Self.second)</p></div>
            <div class="article-body"><p>\(Self.third)</p></div></article></body>
            """)
        #expect(article.texts == [Self.first, Self.second, Self.third])
    }

    @Test("the place that opens a paragraph stays")
    func dateline() throws {
        let article = try page(
            "<body><p><span class=dateline>OSLO – </span>\(Self.first)</p><p>\(Self.second)</p>")
        #expect(article.texts[0] == "OSLO – " + Self.first)
        #expect(article.info.dateline == "OSLO")
    }

    @Test("text that is only there without scripts is read")
    func noscript() throws {
        let text = "<p>\(Self.first)</p><p>\(Self.second)</p><p>\(Self.third)</p>"
        let article = try page(
            "<body><noscript>Please enable JavaScript.</noscript><div class=post-body><noscript>"
                + "\(text)<p>\(Self.first) Once more.</p></noscript></div></body>")
        #expect(article.texts.count == 4)
    }

    @Test("text that only the linked data holds is read")
    func linkedBody() throws {
        let body = Array(repeating: [Self.first, Self.second, Self.third], count: 3).joined()
            .enumerated().map { "\($1) That was point \($0)." }.joined(separator: "\\n")
        let article = try page(
            """
            <head><script type="application/ld+json">{"@context": "https://schema.org",
            "@type": "NewsArticle", "headline": "Border", "articleBody": "\(body)"}</script></head>
            <body><div id=app><p>This page needs JavaScript to be shown to you.</p></div></body>
            """)
        #expect(article.texts.count == 9)
        #expect(article.texts[0] == Self.first + " That was point 0.")
    }

    @Test("names that lie about the whole page are not believed")
    func wrongNames() throws {
        let article = try page(
            "<body><div class='sidebar ad'><p>\(Self.first)</p><p>\(Self.second)</p></div></body>")
        #expect(article.texts == [Self.first, Self.second])
    }

    @Test("a paragraph that stands twice is read once")
    func twice() throws {
        let article = try page(
            "<body><p>\(Self.first)</p><p>\(Self.second)</p><p>\(Self.first)</p>")
        #expect(article.texts == [Self.first, Self.second])
    }

    @Test(
        "pages that are no article are told",
        arguments: [
            "<title>Page not found | The Post</title><body><h1>404</h1><p>\(first)</p>",
            "<title>The Post - Log in</title><body><p>Enter your name and your password here.</p>",
            "<title>Just a moment...</title><body><p>Checking that you are human, please wait.</p>",
            "<title>World</title><body>"
                + (0..<8).map {
                    "<div><h2><a href=/\($0)>Story number \($0) about what happened</a></h2>"
                        + "<p>\(second) (\($0))</p></div>"
                }.joined(),
        ])
    func noArticle(html: String) throws {
        #expect(try page("<html lang=en><head>\(html)").outcome == .notAnArticle)
    }

    @Test(
        "articles about such things are not taken for them",
        arguments: [
            "<title>Not found: how a ship was lost | The Post</title><body><p>\(first)</p>",
            "<title>Border</title><body><p>\(first)</p><p>\(second)</p><p>\(third)</p>"
                + (0..<6).map { "<h3><a href=/\($0)>Another story of \($0) things</a></h3>" }
                .joined() + String(repeating: "<p>\(third) \(second) \(first)</p>", count: 12),
        ])
    func article(html: String) throws {
        #expect(try page("<html lang=en><head>\(html)").outcome == nil)
    }
}
