import Daemon
import Feeds
import Glibc

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
        bytes = try Self.read(name)
    }

    private static func read(_ path: String) throws(DaemonError) -> [UInt8] {
        let input = try InputFile(path)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(input.descriptor, &piece, piece.count)
            if count == 0 { return bytes }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw DaemonError(.noInput, "\(path): \(String(cString: strerror(errno)))")
            }
            bytes.append(contentsOf: piece[..<count])
            guard bytes.count <= FeedLimits.feed else {
                throw DaemonError(
                    .badInput, "\(path): it is larger than \(FeedLimits.feed) bytes")
            }
        }
    }
}
