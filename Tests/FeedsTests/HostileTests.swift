import Feeds
import Testing

@Suite("A hostile feed", .timeLimit(.minutes(1))) struct HostileTests {
    @Test("cannot make its entities explode")
    func bomb() throws {
        var declarations = "<!ENTITY a \"aaaaaaaaaa\">"
        for (name, part) in zip("bcdefghijklm", "abcdefghijkl") {
            declarations +=
                "<!ENTITY \(name) \"" + String(repeating: "&\(part);", count: 10) + "\">"
        }
        let read = try feed(
            "<!DOCTYPE rss [\(declarations)]><rss><channel><title>&m;&g;</title></channel></rss>")
        #expect(read.isTruncated)
        #expect((read.title?.text.utf8.count ?? 0) <= FeedLimits.expansion + 100)
    }

    @Test("cannot make an entity hold itself")
    func cycle() throws {
        let read = try feed(
            "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><rss><channel><title>x&a;y</title>")
        #expect(read.title?.text.hasPrefix("x") == true)
    }

    @Test("has no file and no address read for it")
    func external() throws {
        let read = try feed(
            """
            <!DOCTYPE r SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY f SYSTEM "file:///etc/passwd">
            <!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]>
            <rss><channel><title>x&f;y</title></channel></rss>
            """)
        #expect(read.title?.text == "x&f;y")
    }

    @Test("may nest as deep as it likes, and what is within the limit is read")
    func depth() throws {
        let deep = String(repeating: "<a>", count: 200_000)
        let read = try feed(
            "<rss><channel><title>T</title><item><description>\(deep)x</description></item>")
        #expect(read.isTruncated)
        #expect(read.title?.text == "T")
    }

    @Test("has only so many entries, links and attributes")
    func counts() throws {
        let items = String(repeating: "<item><link>https://x/</link></item>", count: 10_100)
        let many = try feed("<rss><channel>\(items)</channel></rss>")
        #expect(many.entries.count == FeedLimits.entries)
        #expect(many.isTruncated)
        let links = String(repeating: "<link href='https://x/'/>", count: 1000)
        #expect(try atomEntry(links).links.count == FeedLimits.links)
        let attributes = (0..<100_000).map { "a\($0)=\"\" " }.joined()
        #expect(try feed("<rss><channel \(attributes)/></rss>").isTruncated)
    }

    @Test(
        "takes time that grows as its size does, whatever is left open in it",
        arguments: [
            "<!--", "<![CDATA[", "<?", "<a b='", "&", "<", "</", "<!DOCTYPE [", "<!ENTITY a '",
            "&#", "<a ",
            "<item>", "<description type='xhtml'>", "<div/>", "]]>", "-->", "<b:c xmlns:b='d'>",
            "&amp", "<!",
        ])
    func openEnds(text: String) throws {
        let read = try? feed("<rss><channel>" + String(repeating: text, count: 100_000))
        #expect(read?.entries.count ?? 0 <= FeedLimits.entries)
    }

    @Test("that is compressed a thousandfold is cut off at the limit")
    func gzip() throws {
        let bytes = try Samples.bytes(gzipOfZeros: 60 << 20)
        let error = #expect(throws: FeedError.self) { try FeedReader.read(bytes) }
        #expect(error?.code == .tooLarge)
    }
}
