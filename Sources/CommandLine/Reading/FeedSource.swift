import Configuration
import Daemon
import Feeds
import Web

/// A feed's bytes and what is known about them, wherever they come from.
struct FeedSource {
    let bytes: [UInt8]
    /// The Content-Type it was sent with; nil for a file.
    var contentType: String?
    /// The address it was got at.
    var url: String?

    /// Reads `name`: a file, or `-` for standard input; `url` is where it is said to come from.
    ///
    /// - Throws: ``DaemonError`` with one line that names it.
    init(_ name: String, url: String?) throws(DaemonError) {
        self.url = url
        bytes = try WholeFile.read(name, limit: FeedLimits.feed)
    }

    /// Gets what is at an address, as `settings` say.
    ///
    /// - Throws: ``DaemonError`` with one line if there is no document.
    init(address: String, _ settings: Settings) async throws(DaemonError) {
        let answer = try await WebArguments.get(
            address,
            accept: "application/atom+xml, application/rss+xml, application/feed+json, "
                + "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5", settings)
        bytes = answer.response.body
        contentType = answer.response.headers["content-type"]
        url = answer.address.text
    }
}
