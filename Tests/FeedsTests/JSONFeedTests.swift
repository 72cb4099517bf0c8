import Feeds
import Messages
import Testing

@Suite("JSON Feed") struct JSONFeedTests {
    @Test("gives what a feed and its items say, of both versions")
    func whole() throws {
        let read = try feed(
            """
            {"version": "https://jsonfeed.org/version/1.1", "title": "T & U", "language": "en",
             "home_page_url": "https://j.example/", "feed_url": "https://j.example/feed.json",
             "description": "D", "authors": [{"name": "Jo", "url": "https://j.example/jo"}],
             "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
             "items": [{"id": 17, "url": "/1", "title": "One", "content_html": "<p>x</p>",
               "content_text": "x", "summary": "s", "date_published": "2020-01-02T03:04:05+01:00",
               "date_modified": "2020-01-03T00:00:00Z", "author": {"name": "Al"},
               "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}]},
              {"id": "2", "external_url": "https://o.example/", "content_text": "1 < 2"}]}
            """, url: "https://j.example/feed.json")
        #expect(read.format == .json)
        #expect(read.title == FeedText("T & U"))
        #expect(read.hubs == ["https://hub.example/"])
        #expect(read.author == "Jo")
        let first = try entry(read)
        #expect(first.id == "17")
        #expect(first.url == "https://j.example/1")
        #expect(first.content == FeedText("<p>x</p>", isHTML: true))
        #expect(first.published?.text == "2020-01-02T02:04:05Z")
        #expect(first.author == "Al")
        #expect(first.links.last?.href == "https://j.example/a.mp3")
        #expect(read.entries[1].content == FeedText("1 < 2"))
        #expect(read.entries[1].url == "https://o.example/")
        #expect(read.entries[1].author == "Jo")
    }

    @Test("counts values of a wrong type as absent")
    func wrongTypes() throws {
        let read = try feed(#"{"items": [{"id": [], "url": 7, "title": null}, 3], "title": {}}"#)
        #expect(read.title == nil)
        #expect(read.entries == [FeedEntry(), FeedEntry()])
    }

    @Test(
        "is refused for what is no JSON, and for other JSON",
        arguments: [
            (#"{"items": [}"#, FeedError.Code.malformed), (#"{"a": 1}"#, .notAFeed),
        ])
    func refused(text: String, code: FeedError.Code) {
        let error = #expect(throws: FeedError.self) { try feed(text) }
        #expect(error?.code == code)
    }
}
