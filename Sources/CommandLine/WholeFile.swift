import Daemon
import Glibc

/// Reads files that are needed whole.
enum WholeFile {
    /// The bytes of `path`, `-` being standard input; at most `limit` of them.
    ///
    /// - Throws: ``DaemonError`` with one line that names it.
    static func read(_ path: String, limit: Int) throws(DaemonError) -> [UInt8] {
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
            guard bytes.count <= limit else {
                throw DaemonError(.badInput, "\(path): it is larger than \(limit) bytes")
            }
        }
    }
}
