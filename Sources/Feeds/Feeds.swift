// Feeds: reading what publishers list and what archives keep, as pure functions from bytes.
//
// `FeedReader` reads RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and JSON Feed; `SitemapReader` sitemaps
// and their indexes; `OPML` lists of subscriptions, both ways; `WARCReader` archives, record by
// record; `FeedDiscovery` finds the feeds that a page names. Nothing here opens a file or a
// connection.
//
// Bytes flow TextEncoding → MarkupScanner (tolerant: what is not well-formed is read as far as it
// makes sense, no DTD is obeyed, entities expand within limits) → a builder for each format →
// Feed. What may change: better readings of broken feeds. What must not: everything ends in time
// linear in the input and within the limits of `FeedLimits`, and content stays the HTML it was, for
// Normalize to read. After a change run `deploy/fuzz feed` and `Benchmarks/feeds.py`.
