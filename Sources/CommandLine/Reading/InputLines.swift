import Daemon
import Fetch
import Glibc

/// Standard input, line by line.
enum InputLines {
    /// Hands over the lines as they come, as many as one read gave; each at most `limit` bytes.
    ///
    /// - Throws: ``DaemonError`` if it cannot be read, and what `take` throws.
    static func read(
        limit: Int, _ take: ([LineSplitter.Line]) async throws -> Void
    ) async throws {
        let input = try InputFile("-")
        var splitter = LineSplitter(limit: limit, keepsEmpty: true)
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(input.descriptor, &piece, piece.count)
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw DaemonError(.noInput, "-: \(String(cString: strerror(errno)))")
            }
            let lines = splitter.append(piece[..<count])
            if !lines.isEmpty { try await take(lines) }
        }
        let lines = splitter.finish()
        if !lines.isEmpty { try await take(lines) }
    }
}
