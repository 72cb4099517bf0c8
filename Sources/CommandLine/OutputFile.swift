import Daemon
import Glibc

/// A file that cannot be made.
struct CreationError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): cannot be written: \(reason)" }
}

/// A file that a command writes.
final class OutputFile {
    private let path: String
    private let descriptor: Int32

    /// Makes `path`, or empties it.
    ///
    /// - Throws: ``CreationError`` with one line that names it.
    init(_ path: String) throws(CreationError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CreationError(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// Writes `bytes` behind what was written before.
    func write(_ bytes: [UInt8]) throws(DaemonError) {
        do throws(OutputError) {
            try Output(descriptor: descriptor).write(bytes)
        } catch {
            throw DaemonError(.cannotWrite, "\(path): \(error)")
        }
    }
}
