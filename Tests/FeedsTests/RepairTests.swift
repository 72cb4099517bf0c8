import Feeds
import Testing

@Suite("A broken feed is read all the same") struct RepairTests {
    @Test(
        "with ampersands, angle brackets and names that XML does not know",
        arguments: [
            ("<title>AT&T & Co</title>", "AT&T & Co"), ("<title>a < b</title>", "a < b"),
            ("<title>caf&eacute;&nbsp;bar &hellip;</title>", "café\u{A0}bar …"),
            ("<title>x &nosuch; y</title>", "x &nosuch; y"), ("<title>it&#146;s</title>", "it’s"),
            ("<title>a&#0;b&#x1F;c&#xFFFFFFFF;</title>", "abc"),
            ("<title>a\u{1}b\u{B}c</title>", "abc"),
            ("<title><![CDATA[a]]> &amp; <![CDATA[b]]></title>", "a & b"),
            ("<title>a<!-- no -->b</title>", "ab"), ("<TITLE>loud</TITLE>", "loud"),
            ("<title attr=x y 'z' \">odd</title>", "odd"), ("<title>&#x41;&#66;</title>", "AB"),
        ])
    func characters(text: String, title: String) throws {
        #expect(try item(text).title?.text == title)
    }

    @Test("when end tags are missing, wrong or too many")
    func tags() throws {
        let read = try feed(
            """
            <rss><channel><title>T</title><item><title>One</title><b></i>
            <item><title>Two</title><description><p>x<br>y</description></item></item>
            <item><title>Three
            """)
        #expect(read.isRepaired)
        #expect(read.entries.map { $0.title?.text } == ["One", "Two", "Three"])
        #expect(read.entries[1].summary?.text == "<p>x<br />y</p>")
    }

    @Test("when something stands before it, or it breaks off in the middle of a tag")
    func edges() throws {
        #expect(
            try feed("\n\n <?xml version='1.0'?><rss><channel><title>T</title>").title?.text == "T")
        #expect(try feed("junk <rss><channel><item><title>T</title><li").entries.count == 1)
        #expect(try feed("<rss><channel><item><title><![CDATA[T").entries[0].title?.text == "T")
    }

    @Test("and well-formed feeds are told from it")
    func told() throws {
        #expect(try !feed("<rss><channel><title>a &amp; b</title></channel></rss>").isRepaired)
        #expect(try feed("<rss><channel><title>a & b</title></channel></rss>").isRepaired)
    }

    @Test(
        "and what is something else is refused by name",
        arguments: [
            ("", FeedError.Code.empty, "nothing"), (" \n", .empty, "nothing"),
            ("<!DOCTYPE html><html><body/></html>", .page, "page"),
            ("hello", .notAFeed, "no element"),
            ("<urlset/>", .notAFeed, "sitemap"), ("<opml/>", .notAFeed, "OPML"),
            ("<svg/>", .notAFeed, "svg"), ("\u{1F}\u{8B}", .notAFeed, "no element"),
        ])
    func refused(text: String, code: FeedError.Code, reason: String) {
        let error = #expect(throws: FeedError.self) { try feed(text) }
        #expect(error?.code == code)
        #expect(error?.reason.contains(reason) == true)
    }
}
