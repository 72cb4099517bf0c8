import Feeds

/// A feed written in a test.
func feed(
    _ text: String, contentType: String? = nil, url: String? = nil
) throws(FeedError) -> Feed {
    try FeedReader.read(Array(text.utf8), contentType: contentType, url: url)
}

/// The first entry of an RSS feed with one item that holds `text`.
func item(_ text: String, url: String? = nil) throws -> FeedEntry {
    let read = try feed(
        "<rss version=\"2.0\"><channel><item>\(text)</item></channel></rss>", url: url)
    return try entry(read)
}

/// The first entry of an Atom 1.0 feed with one entry that holds `text`.
func atomEntry(_ text: String, url: String? = nil) throws -> FeedEntry {
    let read = try feed(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>\(text)</entry></feed>", url: url)
    return try entry(read)
}

func entry(_ feed: Feed) throws -> FeedEntry {
    guard let first = feed.entries.first else { throw FeedError(.notAFeed, "no entry") }
    return first
}
