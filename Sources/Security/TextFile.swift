internal import Glibc

/// A small file read whole, with what its mode says.
struct TextFile {
    let path: String
    /// The permission bits.
    let mode: mode_t
    /// The lines, numbered from 1, without blanks at both ends; comments and empty lines left out.
    ///
    /// A comment begins with `#` and a blank: a key in Z85 may itself begin with `#`.
    let lines: [(number: Int, text: Substring)]

    /// Keys take 40 bytes; ten thousand clients with long names fit.
    static let longest = 2 << 20

    init(_ path: String) throws(SecurityError) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Self.unreadable(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SecurityError(.unreadable, file: path, "is not a file")
        }
        mode = status.st_mode & 0o7777
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while bytes.count <= Self.longest {
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { break }
            if count > 0 {
                bytes += chunk.prefix(count)
            } else if errno != EINTR {
                throw Self.unreadable(path, errno)
            }
        }
        guard bytes.count <= Self.longest else {
            throw SecurityError(.malformed, file: path, "has more than \(Self.longest) bytes")
        }
        lines = Self.lines(bytes)
    }

    static func lines(_ bytes: [UInt8]) -> [(number: Int, text: Substring)] {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(omittingEmptySubsequences: false) { $0.isNewline }.enumerated()
            .compactMap { index, line in
                var line = line.drop { $0 == " " || $0 == "\t" }
                while let last = line.last, last == " " || last == "\t" { line.removeLast() }
                if line.isEmpty || line == "#" || line.hasPrefix("# ") || line.hasPrefix("#\t") {
                    return nil
                }
                return (index + 1, line)
            }
    }

    private static func unreadable(_ path: String, _ code: Int32) -> SecurityError {
        SecurityError(.unreadable, file: path, String(cString: strerror(code)))
    }
}

/// The words of a line.
func words(_ line: Substring) -> [Substring] { line.split { $0 == " " || $0 == "\t" } }

/// Permission bits as `chmod` takes them.
func octal(_ mode: mode_t) -> String {
    let text = String(mode & 0o7777, radix: 8)
    return String(repeating: "0", count: max(0, 4 - text.count)) + text
}
