import Feeds
import Messages
import Testing

@Suite("Atom") struct AtomTests {
    @Test("gives what a feed and its entries say")
    func whole() throws {
        let read = try feed(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>T</title>
            <subtitle>S</subtitle><id>urn:feed</id><updated>2024-05-01T10:00:00+02:00</updated>
            <author><name>Zeitung</name></author><link rel="self" href="/feed"/><link href="/"/>
            <entry xml:lang="fr"><id>urn:1</id><title>E</title><link href="/1"/>
            <published>2024-05-01T08:00Z</published><updated>2024-05-01T09:00:00.5Z</updated>
            <author><name>A</name><uri>/a</uri></author><author><email>b@x.org</email></author>
            </entry><entry><id>urn:2</id></entry></feed>
            """, url: "https://z.example/feed")
        #expect(read.format == .atom)
        #expect(read.id == "urn:feed")
        #expect(read.url == "https://z.example/")
        #expect(read.summary?.text == "S")
        #expect(read.updated?.text == "2024-05-01T08:00:00Z")
        #expect(read.language == "de")
        let first = try entry(read)
        #expect(first.url == "https://z.example/1")
        #expect(first.author == "A")
        #expect(first.authors.map(\.url) == ["https://z.example/a", nil])
        #expect(first.authors.map(\.email) == [nil, "b@x.org"])
        #expect(first.published?.text == "2024-05-01T08:00:00Z")
        #expect(first.updated?.text == "2024-05-01T09:00:00Z")
        #expect(first.language == "fr")
        // By RFC 4287 the feed's author is that of an entry without one.
        #expect(read.entries[1].author == "Zeitung")
    }

    @Test(
        "reads every type of text",
        arguments: [
            ("<content>1 &lt;b&gt; 2</content>", "1 <b> 2", false),
            ("<content type='text'>a &amp;amp; b</content>", "a &amp; b", false),
            ("<content type='html'>&lt;p&gt;x&lt;/p&gt;</content>", "<p>x</p>", true),
            ("<content type='text/html'>&lt;p&gt;x&lt;/p&gt;</content>", "<p>x</p>", true),
            ("<content type='text/plain'>1 &lt; 2</content>", "1 < 2", false),
            (
                "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c &amp; d</b>"
                    + "<br/></div></content>", "a <b>c &amp; d</b><br />", true
            ),
            (
                "<content type='xhtml' xmlns:h='http://www.w3.org/1999/xhtml'><h:div>a <h:i>b</h:i>"
                    + "</h:div></content>", "a <i>b</i>", true
            ),
            ("<content type='application/octet-stream'>PGI+eDwvYj4=</content>", "<b>x</b>", true),
            ("<content type='image/png'>iVBORw0KGgo=</content>", nil, false),
        ])
    func types(text: String, content: String?, isHTML: Bool) throws {
        let read = try atomEntry(text).content
        #expect(read?.text == content)
        #expect(read?.isHTML ?? false == isHTML)
    }

    @Test(
        "reads the modes of Atom 0.3",
        arguments: [
            ("<title mode='escaped' type='text/html'>&lt;b>x&lt;/b></title>", "<b>x</b>"),
            ("<title mode='base64'>PGI+eDwvYj4=</title>", "<b>x</b>"),
            ("<title type='text/plain' mode='escaped'>x &lt; y</title>", "x < y"),
            ("<title type='application/xhtml+xml'><b>x</b></title>", "<b>x</b>"),
            ("<title>plain</title>", "plain"),
        ])
    func modes(text: String, title: String) throws {
        let read = try feed(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>\(text)</entry></feed>")
        #expect(try entry(read).title?.text == title)
    }

    @Test("resolves addresses against xml:base, the inner one first, also inside of content")
    func base() throws {
        let read = try feed(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/">
            <link href="."/><entry xml:base="y/"><link href="1"/>
            <content type="html" xml:base="../z/">&lt;a href="q?a=1&amp;amp;b=2">l&lt;/a>
            &lt;img src=i.png></content></entry></feed>
            """)
        #expect(read.url == "https://a.example/x/")
        #expect(try entry(read).url == "https://a.example/x/y/1")
        let content = try #require(try entry(read).content)
        #expect(content.text.contains(#"<a href="https://a.example/x/z/q?a=1&amp;b=2">"#))
        #expect(content.text.contains(#"<img src="https://a.example/x/z/i.png">"#))
    }

    @Test("prefers a page among alternates, and knows an entry by what it lies at")
    func links() throws {
        let alternates = """
            <link rel="alternate" type="application/pdf" href="https://x/p"/>
            <link rel="ALTERNATE" type="text/html" href="https://x/h"/>
            """
        #expect(try atomEntry(alternates).url == "https://x/h")
        #expect(try atomEntry("<content src='https://x/c' type='text/html'/>").url == "https://x/c")
        #expect(try atomEntry("<link rel='enclosure' href='https://x/e'/>").url == nil)
    }

    @Test(
        "keeps a source's title and links to itself, and takes its author where there is no other")
    func source() throws {
        let source = """
            <source><title>S</title><link href="https://s/"/><author><name>N</name></author></source>
            """
        let read = try atomEntry(source)
        #expect(read.title == nil)
        #expect(read.links.isEmpty)
        #expect(read.author == "N")
        #expect(try atomEntry(source + "<author><name>O</name></author>").author == "O")
    }
}
