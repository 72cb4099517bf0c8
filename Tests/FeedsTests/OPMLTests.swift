import Feeds
import Testing

@Suite("A list of subscriptions") struct OPMLTests {
    @Test("gives its feeds with the folders they stand in")
    func reads() throws {
        let list = try OPML.read(
            Array(
                """
                <?xml version="1.0"?><opml version="1.1"><head><title>My feeds</title></head><body>
                <outline text="News"><outline text="Europe"><outline type="rss" text="A &amp; B"
                 xmlUrl="https://a.example/f?x=1&amp;y=2" htmlUrl="https://a.example/"/></outline>
                <outline title="C" xmlurl="https://c.example/f"/></outline>
                <outline text="A link" type="link" url="https://l.example/"/>
                <outline text="D" type="rss" xmlUrl="https://d.example/f"></outline></body></opml>
                """.utf8))
        #expect(list.title == "My feeds")
        #expect(
            list.feeds == [
                OPML.Subscription(
                    url: "https://a.example/f?x=1&y=2", title: "A & B", site: "https://a.example/",
                    folders: ["News", "Europe"]),
                OPML.Subscription(url: "https://c.example/f", title: "C", folders: ["News"]),
                OPML.Subscription(url: "https://d.example/f", title: "D"),
            ])
    }

    @Test("is the same when it is written and read again")
    func roundTrip() throws {
        let list = OPML(
            title: "T <&> \"q\"",
            feeds: [
                OPML.Subscription(url: "https://a/?x=1&y=\"2\"", title: "A", folders: ["X", "Y"]),
                OPML.Subscription(url: "https://b/", site: "https://b/s", folders: ["X"]),
                OPML.Subscription(url: "https://c/", title: "C 'c' <c>"),
                OPML.Subscription(url: "https://d/", title: "D", folders: ["X", "Y"]),
            ])
        var again = try OPML.read(Array(list.document.utf8))
        // Who has no title is shown by its address.
        #expect(again.feeds[1].title == "https://b/")
        again.feeds[1].title = nil
        #expect(again == list)
    }

    @Test("is told from other things")
    func refused() {
        #expect(throws: FeedError.self) { try OPML.read(Array("<rss/>".utf8)) }
        #expect(throws: FeedError.self) { try OPML.read([]) }
    }
}
