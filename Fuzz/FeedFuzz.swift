// Fuzzing of what reads feeds and pages that name them. The first byte of an input chooses how its
// encoding is stated, the rest is the feed.

import Feeds
import Messages

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let bytes = Array(input.dropFirst())
    let types = [
        nil, "application/xml", "text/xml; charset=iso-8859-1", "text/xml; charset=utf-8",
        "text/xml; charset=gb2312", "text/xml; charset=iso-2022-jp", "text/xml; charset=utf-16",
        "text/xml; charset=shift_jis",
    ]
    let type = types[Int(input[0]) % types.count]
    let address = "https://example.org/news/feed?page=1#top"
    for link in FeedDiscovery.links(in: bytes, contentType: type, base: address) {
        precondition(!link.href.isEmpty)
    }
    guard let feed = try? FeedReader.read(bytes, contentType: type, url: address) else { return 0 }
    precondition(feed == (try? FeedReader.read(bytes, contentType: type, url: address)))
    precondition(feed.entries.count <= FeedLimits.entries)
    for text in [feed.title, feed.summary] { check(text) }
    for entry in feed.entries {
        for text in [entry.title, entry.summary, entry.content] { check(text) }
        precondition(entry.url != "" && entry.links.count <= FeedLimits.links)
        for date in [entry.published, entry.updated] {
            precondition(date.map { !$0.text.isEmpty } ?? true)
        }
    }
    return 0
}

private func check(_ text: FeedText?) {
    guard let text else { return }
    // What HTML shows is no longer than the HTML, whatever references there are in it.
    precondition(text.plain.utf8.count <= max(8, text.text.utf8.count * 2))
    _ = text.line
}
