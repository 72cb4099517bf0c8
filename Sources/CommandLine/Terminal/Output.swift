import Glibc

/// Why something could not be written.
enum OutputError: Error, Equatable, CustomStringConvertible {
    /// Whoever read it is gone.
    case closed
    /// A signal came first; part of it may be written.
    case interrupted
    /// The system's error number.
    case failed(Int32)

    var description: String {
        switch self {
        case .closed: "nobody reads the output"
        case .interrupted: "interrupted"
        case .failed(let number): "cannot write the output: \(String(cString: strerror(number)))"
        }
    }
}

/// Writes bytes to a descriptor, all of them.
struct Output: Sendable {
    let descriptor: Int32

    /// A pipe that is ready takes so many bytes without blocking (POSIX's least PIPE_BUF is 512,
    /// Linux has 4096).
    private static let chunk = 4096

    /// Writes `bytes`. With `interrupt`, gives up as soon as that descriptor can be read, so that
    /// a reader who stopped reading does not keep us from ending.
    func write(_ bytes: [UInt8], unless interrupt: Int32? = nil) throws(OutputError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if let interrupt { try wait(interrupt) }
            let size = interrupt == nil ? rest.count : min(rest.count, Output.chunk)
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, size) }
            if written >= 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                Glibc.poll(&poll, 1, 1000)
            case EPIPE: throw .closed
            case let number: throw .failed(number)
            }
        }
    }

    /// Whether whoever read it is gone, which a writer with nothing to say would never learn.
    var isClosed: Bool {
        var end = pollfd(fd: descriptor, events: 0, revents: 0)
        return poll(&end, 1, 0) > 0 && end.revents & Int16(POLLERR) != 0
    }

    /// Makes what was written to a file durable; nothing to do for pipes and terminals.
    func synchronize() throws(OutputError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        guard fdatasync(descriptor) == 0 else { throw .failed(errno) }
    }

    private func wait(_ interrupt: Int32) throws(OutputError) {
        while true {
            var waiting = [
                pollfd(fd: interrupt, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
            ]
            guard poll(&waiting, 2, -1) >= 0 else {
                if errno == EINTR { continue }
                throw .failed(errno)
            }
            if waiting[0].revents != 0 { throw .interrupted }
            if waiting[1].revents != 0 { return }
        }
    }
}
