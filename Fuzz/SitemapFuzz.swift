// Fuzzing of what reads sitemaps, plain and gzip.

import Feeds

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let sitemap = try? SitemapReader.read(input, url: "https://example.org/sitemap.xml")
    else { return 0 }
    precondition(sitemap.pages.count <= FeedLimits.sitemapEntries)
    precondition(sitemap.pages.allSatisfy { !$0.url.isEmpty })
    precondition(sitemap.sitemaps.allSatisfy { !$0.url.isEmpty })
    return 0
}
