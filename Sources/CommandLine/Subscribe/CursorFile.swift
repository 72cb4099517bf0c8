import Daemon
import Glibc
import Messages

/// Keeps a ``Cursor`` in a file, so that it is at any moment the old one or the new one.
struct CursorFile: Sendable {
    /// More is no cursor.
    private static let longest = 4096

    let path: String

    /// The cursor in the file; nil if there is no file, or nothing in it yet.
    ///
    /// - Throws: ``DaemonError`` if something else is in it.
    func load() throws(DaemonError) -> Cursor? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure(.noInput, "cannot be opened")
        }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: CursorFile.longest + 1)
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw failure(.noInput, "cannot be read") }
        let bytes = Array(buffer[..<count])
        do throws(MessageError) {
            guard count <= CursorFile.longest else {
                throw MessageError(.tooLarge, "more than \(CursorFile.longest) bytes")
            }
            // As `mktemp` or an interrupted copy leaves it.
            if bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) { return nil }
            return try JSON.decode(Cursor.self, from: bytes)
        } catch {
            throw DaemonError(
                .badInput,
                "\(path): is no cursor (\(error)): name another file, or delete it to begin anew")
        }
    }

    /// Replaces the cursor; afterwards it is on the disk.
    func save(_ cursor: Cursor) throws(DaemonError) {
        let part = path + ".part"
        let bytes: [UInt8]
        do throws(MessageError) {
            bytes = try JSON.encode(cursor) + [0x0A]
        } catch {
            throw DaemonError(.internalFault, "\(error)")
        }
        let descriptor = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw failure(.cannotWrite, "cannot write beside it") }
        let written = write(descriptor, bytes, bytes.count) == bytes.count
        let synced = written && fsync(descriptor) == 0
        let number = errno
        close(descriptor)
        guard synced, rename(part, path) == 0 else {
            if !synced { errno = number }
            let error = failure(.cannotWrite, "cannot be written")
            unlink(part)
            throw error
        }
        let directory = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        // Without it the old cursor may be back after a power cut: events come twice, none is lost.
        fsync(directory)
        close(directory)
    }

    private var parent: String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private func failure(_ code: DaemonError.Code, _ what: String) -> DaemonError {
        DaemonError(code, "\(path): \(what): \(String(cString: strerror(errno)))")
    }
}
