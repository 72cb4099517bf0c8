import Daemon
import Feeds

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
        let start = name.lowercased()
        guard !start.hasPrefix("http://"), !start.hasPrefix("https://") else {
            throw DaemonError(
                .noInput, "\(name): addresses are not fetched; save it to a file, and give --url")
        }
        self.url = url
        bytes = try WholeFile.read(name, limit: FeedLimits.feed)
    }
}
