import Messages
import Normalize
import Testing

struct HTMLTests {
    static let story = """
        <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
        <title>Talks end | The Post</title>
        <meta property="og:title" content="Talks end in Oslo">
        <meta property="og:site_name" content="The Post"><meta name="author" content="Marta Lindqvist">
        <meta property="article:published_time" content="2026-03-03T10:15:00+01:00">
        <link rel="canonical" href="https://post.example/talks"><style>p { color: red }</style></head>
        <body class="has-sidebar"><nav><a href="/">Home</a> <a href="/w">World</a></nav>
        <header><p>The Post, the paper that is read by those who read it.</p></header>
        <article><h1>Talks end in Oslo</h1>
        <p>The <b>talks</b> in Oslo ended on Monday without an agreement,<br>the ministry said in a
        statement that was read out.</p>
        <p>&ldquo;We tried everything that could be tried here.&rdquo;</p>
        <h2>What comes next</h2>
        <blockquote><p>The parties will meet again in the spring of the year, it was said.</p></blockquote>
        <ul><li>A truce of ten days</li><li>An exchange of prisoners</li></ul>
        <table><tr><th>Place</th><td>Oslo</td></tr><tr><th>Days</th><td>three</td></tr></table>
        <div class="newsletter-signup"><p>Sign up for our newsletter and never miss a story again.</p></div>
        <script>var p = "<p>not this</p>";</script>
        <p>First part of the paragraph is here now.<br><br>Second part of the paragraph is here.</p>
        </article>
        <aside><p>Another story that has nothing to do with the talks that ended.</p></aside>
        <div id="comments"><p>I think that the talks should never have begun at all.</p></div>
        <footer><p>Copyright The Post, all rights are reserved by those who have them.</p></footer>
        </body></html>
        """

    @Test("a page gives its article's paragraphs and nothing around them")
    func paragraphs() throws {
        #expect(
            try page(Self.story).outline == [
                "heading: Talks end in Oslo",
                "body: The talks in Oslo ended on Monday without an agreement, the ministry said in "
                    + "a statement that was read out.",
                "quote: “We tried everything that could be tried here.”",
                "heading: What comes next",
                "quote: The parties will meet again in the spring of the year, it was said.",
                "item: A truce of ten days", "item: An exchange of prisoners",
                "body: Place | Oslo", "body: Days | three",
                "body: First part of the paragraph is here now.",
                "body: Second part of the paragraph is here.",
            ])
    }

    @Test("a page's metadata is read")
    func metadata() throws {
        let info = try page(Self.story).info
        #expect(info.title == "Talks end in Oslo")
        #expect(info.byline == "Marta Lindqvist")
        #expect(info.publisher == "The Post")
        #expect(info.url == "https://post.example/talks")
        #expect(info.published.text == "2026-03-03T10:15:00+01:00")
        #expect(info.publishedBasis == .stated)
        #expect(info.language == "en")
    }

    @Test(
        "a title, a date or an address is found where pages hide it",
        arguments: [
            ("<title>Talks end - The Post</title>", "Talks end", nil, nil),
            (
                "<title>Talks - the inside story of how they were held</title>",
                "Talks - the inside story of how they were held", nil, nil
            ),
            ("<title>X</title></head><body><h1>Talks <i>end</i></h1>", "Talks end", nil, nil),
            (
                "<meta property='og:url' content='https://a.example/b'>", nil,
                "https://a.example/b", nil
            ),
            ("<link rel=canonical href='javascript:x'>", nil, nil, nil),
            (
                "<script type='application/ld+json'>{\"datePublished\": \"2026-03-02\"}</script>",
                nil, nil,
                "2026-03-02"
            ),
            (
                "</head><body><time datetime='2026-03-01T00:00:00.000Z'>x</time>", nil, nil,
                "2026-03-01T00:00:00.000Z"
            ),
            ("<meta name=date content='soon'>", nil, nil, nil),
        ] as [(String, String?, String?, String?)])
    func hidden(head: String, title: String?, url: String?, published: String?) throws {
        let article = try page("<html><head>\(head)<p>The talks have ended in Oslo on Monday.</p>")
        #expect(article.info.title == title)
        #expect(article.info.url == url)
        #expect(article.info.publishedBasis == (published == nil ? .fetched : .stated))
        if let published { #expect(article.info.published.text == published) }
    }

    @Test("a page wrapped in a form keeps its text")
    func form() throws {
        let article = try page(
            "<body><form><div><p>The talks in Oslo ended on Monday without an agreement.</p>"
                + "<p>The parties will meet again in the spring of the year.</p></div></form>")
        #expect(article.texts.count == 2)
    }

    @Test("a page in another encoding is converted")
    func encodings() throws {
        let head = Array("<meta charset=windows-1251><p>".utf8)
        let article = try Normalizer.shipped().article(
            from: document(head + [0xCC, 0xE8, 0xED, 0xE8, 0xF1, 0xF2, 0xF0], .html))
        #expect(article.text == "Министр")
        let latin = try Normalizer.shipped().article(
            from: document(Array("<meta charset=iso-8859-1><p>d".utf8) + [0xE9, 0x6A, 0xE0], .html))
        #expect(latin.text == "déjà")
    }

    @Test("a fragment without any structure is read")
    func fragment() throws {
        #expect(
            try page("The talks &amp; more<p>ended in Oslo").texts == [
                "The talks & more", "ended in Oslo",
            ])
    }

    @Test("a tag with endless attributes loses them and nothing else")
    func endlessAttributes() throws {
        let attributes = (0..<5000).map { "a\($0)='x > y'" }.joined(separator: " ")
        let article = try page(
            "<p \(attributes)>The talks ended.</p><p class='a' id=b>In Oslo.</p>")
        #expect(article.texts.last == "In Oslo.")
        #expect(article.text.contains("The talks ended."))
        let script = "<script>if (i<n) { \(String(repeating: "a = b; ", count: 3000)) }</script>"
        #expect(try page("\(script)<p>The talks ended.</p>").texts == ["The talks ended."])
    }
}
