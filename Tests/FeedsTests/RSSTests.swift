import Feeds
import Messages
import Testing

@Suite("RSS") struct RSSTests {
    @Test("gives a feed's title, page, summary, editor, dates and language")
    func channel() throws {
        let read = try feed(
            """
            <rss version="2.0"><channel><title>Harbour News</title><link>https://h.example/</link>
            <description>All of the harbour</description><language>en-GB</language>
            <managingEditor>ed@h.example (Ed Itor)</managingEditor>
            <lastBuildDate>Sat, 07 Sep 2002 09:42:31 +0200</lastBuildDate>
            <image><title>Logo</title><link>https://h.example/logo</link></image>
            </channel></rss>
            """)
        #expect(read.format == .rss)
        #expect(read.title == FeedText("Harbour News"))
        #expect(read.url == "https://h.example/")
        #expect(read.summary == FeedText("All of the harbour"))
        #expect(read.author == "Ed Itor")
        #expect(read.authors == [FeedPerson(name: "Ed Itor", email: "ed@h.example")])
        #expect(read.updated?.text == "2002-09-07T07:42:31Z")
        #expect(read.language == "en-GB")
        #expect(read.links.count == 1)
        #expect(!read.isRepaired)
    }

    @Test("says when to come again, by ttl, skipHours, skipDays or the syndication module")
    func schedule() throws {
        let read = try feed(
            """
            <rss><channel><ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>7</hour>
            <hour>25</hour></skipHours><skipDays><day>Sunday</day><day>Mon</day><day>x</day></skipDays>
            </channel></rss>
            """)
        #expect(read.ttl == .seconds(5400))
        #expect(read.skipHours == [0, 7])
        #expect(read.skipDays == [7, 1])
        let periodic = try feed(
            """
            <rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
            <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
            </channel></rss>
            """)
        #expect(periodic.ttl == .seconds(6 * 3600))
        #expect(try feed("<rss><channel><ttl>-5</ttl></channel></rss>").ttl == nil)
    }

    @Test("names its hub and itself by links of Atom")
    func hub() throws {
        let read = try feed(
            """
            <rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><link>https://h.example/</link>
            <atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/feed"/>
            <atom:link rel="next" href="?page=2"/></channel></rss>
            """, url: "https://h.example/feed")
        #expect(read.hubs == ["https://hub.example/"])
        #expect(read.selfURL == "https://h.example/feed")
        #expect(read.nextURL == "https://h.example/feed?page=2")
        #expect(read.url == "https://h.example/")
    }

    @Test("gives an entry's full text apart from its summary")
    func contents() throws {
        let read = try item(
            """
            <title>A &amp; B</title><description>Short</description>
            <content:encoded><![CDATA[<p>Long &amp; <b>bold</b></p>]]></content:encoded>
            """)
        #expect(read.title?.plain == "A & B")
        #expect(read.summary == FeedText("Short"))
        #expect(read.content == FeedText("<p>Long &amp; <b>bold</b></p>", isHTML: true))
        #expect(read.content?.plain == "Long & bold")
    }

    @Test("takes a guid for the address unless it says that it is none, or there is a link")
    func guid() throws {
        let guid = "<guid>https://h.example/1</guid>"
        #expect(try item(guid).url == "https://h.example/1")
        #expect(try item(guid).id == "https://h.example/1")
        #expect(try item("<guid>some text</guid>").url == nil)
        let other = "<guid isPermaLink='false'>https://h.example/1</guid>"
        #expect(try item(other).url == nil)
        #expect(try item(guid + "<link>https://h.example/2</link>").url == "https://h.example/2")
    }

    @Test(
        "knows authors in all the ways they are written",
        arguments: [
            ("<author>Jo Doe</author>", "Jo Doe"), ("<author>jo@x.org (Jo Doe)</author>", "Jo Doe"),
            ("<author>Jo Doe &lt;jo@x.org&gt;</author>", "Jo Doe"),
            ("<author>jo@x.org</author>", "jo@x.org"),
            ("<dc:creator>Jo</dc:creator><dc:creator>Al</dc:creator>", "Jo, Al"),
            ("<author>jo@x.org</author><dc:creator>Jo Doe</dc:creator>", "Jo Doe"),
            ("<itunes:author>Jo</itunes:author>", "Jo"),
            ("<author><name>Jo</name><email>jo@x.org</email></author>", "Jo"),
            ("<author>AT&amp;T</author>", "AT&T"),
        ])
    func authors(text: String, author: String) throws {
        #expect(try item(text).author == author)
    }

    @Test("takes what media and enclosures say only where nothing else does")
    func media() throws {
        let read = try item(
            """
            <media:group><media:title>M</media:title><media:description>D</media:description>
            <media:content url="/v.mp4" type="video/mp4"/></media:group><title>T</title>
            <enclosure url="/a.mp3" length="17" type="audio/mpeg"/>
            """, url: "https://h.example/feed")
        #expect(read.title?.text == "T")
        #expect(read.summary?.text == "D")
        #expect(
            read.links == [
                FeedLink(rel: "enclosure", href: "https://h.example/v.mp4", type: "video/mp4"),
                FeedLink(
                    rel: "enclosure", href: "https://h.example/a.mp3", type: "audio/mpeg",
                    length: 17),
            ])
        #expect(read.url == nil)
    }

    @Test("reads RSS 1.0, whose items stand beside the channel")
    func rdf() throws {
        let read = try feed(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
             xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://h.example/feed"><title>T</title>
            <items><rdf:Seq><rdf:li resource="https://h.example/1"/></rdf:Seq></items></channel>
            <item rdf:about="https://h.example/1"><title>One</title><link>https://h.example/1</link>
            <dc:date>2004-01-01T19:48:21+01:00</dc:date></item></rdf:RDF>
            """)
        #expect(read.format == .rdf)
        #expect(read.title?.text == "T")
        #expect(try entry(read).id == "https://h.example/1")
        #expect(try entry(read).published?.text == "2004-01-01T18:48:21Z")
    }

    @Test("tells a title that is markup from one that only looks so")
    func titles() throws {
        #expect(try item("<title>1 &lt; 2 and 3 &gt; 2</title>").title?.plain == "1 < 2 and 3 > 2")
        #expect(try item("<title>A &lt;i>b&lt;/i></title>").title?.plain == "A b")
        #expect(
            try item("<title>Caf&amp;eacute; &amp;amp; bar</title>").title?.plain == "Café & bar")
        #expect(try item("<title>The &lt;blink> tag</title>").title?.line == "The <blink> tag")
        let shown = try item("<title>&lt;b>The&lt;/b> &amp;lt;blink> tag</title>").title
        #expect(shown?.plain == "The <blink> tag")
        #expect(shown?.line == "<b>The</b> &lt;blink> tag")
    }
}
