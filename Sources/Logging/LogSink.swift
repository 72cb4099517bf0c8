internal import Glibc
internal import Threads

/// Where records go. Called from any thread.
public protocol LogSink: Sendable {
    /// Takes one record; must neither fail nor wait long.
    func write(_ record: LogRecord)
}

/// Writes each record as one line with one `write(2)`, so that lines of several threads and
/// processes on one descriptor do not mix.
public struct StandardErrorSink: LogSink {
    private let layout: LogLayout
    private let descriptor: Int32

    /// A sink on `descriptor`, standard error by default.
    public init(layout: LogLayout, descriptor: Int32 = 2) {
        self.layout = layout
        self.descriptor = descriptor
    }

    /// Writes the line; what the descriptor refuses is lost, since there is nowhere to say so.
    public func write(_ record: LogRecord) {
        var line = layout.line(for: record)
        line.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return }
            var offset = 0
            // One turn, unless a signal or a full pipe cuts the line.
            while offset < bytes.count {
                let written = Glibc.write(descriptor, start + offset, bytes.count - offset)
                if written > 0 {
                    offset += written
                } else if written == 0 || errno != EINTR {
                    return
                }
            }
        }
    }
}

/// Keeps records for tests.
public final class CollectedLog: LogSink {
    private let kept = Locked<[LogRecord]>([])

    /// An empty collection.
    public init() {}

    /// Keeps the record.
    public func write(_ record: LogRecord) { kept.withLock { $0.append(record) } }

    /// What was written up to now, in order.
    public var records: [LogRecord] { kept.withLock { $0 } }
}
