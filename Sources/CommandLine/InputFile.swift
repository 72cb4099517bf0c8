import Daemon
import Glibc

/// A file that is open for reading; `-` is standard input. Also a pipe, unlike in a watched folder.
final class InputFile {
    let descriptor: Int32

    /// Opens `path`.
    ///
    /// - Throws: ``DaemonError`` with one line that names it.
    init(_ path: String) throws(DaemonError) {
        if path == "-" {
            descriptor = STDIN_FILENO
            return
        }
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw DaemonError(.noInput, "\(path): \(String(cString: strerror(errno)))")
        }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw DaemonError(.noInput, "\(path): is a directory; name the files in it")
        }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }
}
