internal import CLinux
internal import Glibc

/// Waits for files in a folder by inotify. Blocks its thread while it waits; ``interrupt()`` wakes
/// it from another one.
final class FolderWatch: @unchecked Sendable {
    // Proof of @unchecked Sendable: the descriptor and the bell never change; everything but
    // ``interrupt()`` happens on the one thread of the source, and a bell is rung from anywhere.

    /// What happened in the folder.
    enum Event: Hashable {
        /// A file is complete: it was closed after writing, or moved here.
        case file(String)
        /// More happened than was kept: look at the whole folder.
        case overflow
        /// The folder is not there any more.
        case gone
        /// Somebody interrupts.
        case interrupted
    }

    private let notifier: Int32
    private let bell = Bell()
    private var watch: Int32 = -1

    init() throws(FolderFault) {
        notifier = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard notifier >= 0, bell.descriptor >= 0 else {
            let fault = FolderFault(reason: "inotify: \(String(cString: strerror(errno)))")
            if notifier >= 0 { close(notifier) }
            throw fault
        }
    }

    deinit { close(notifier) }

    /// Begins to watch `path`, instead of what was watched before.
    func begin(_ path: String) throws(FolderFault) {
        if watch >= 0 { inotify_rm_watch(notifier, watch) }
        let mask =
            UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE_SELF)
            | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
        watch = inotify_add_watch(notifier, path, mask)
        guard watch >= 0 else { throw FolderFault(reason: String(cString: strerror(errno))) }
    }

    /// Wakes whoever waits, now or later.
    func interrupt() { bell.ring() }

    /// Waits until something happens, at most `limit` milliseconds (-1: for ever).
    func wait(limit: Int32) -> [Event] {
        var descriptors = [
            pollfd(fd: notifier, events: Int16(POLLIN), revents: 0),
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&descriptors, 2, limit)
        if descriptors[1].revents != 0 { return [.interrupted] }
        return descriptors[0].revents != 0 ? read() : []
    }

    private func read() -> [Event] {
        var events: [Event] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Glibc.read(notifier, &buffer, buffer.count), count > 0 {
            var offset = 0
            // Each record: watch, mask, cookie, length (4 bytes each), then the padded name.
            while offset + 16 <= count {
                let (source, mask, length) = buffer.withUnsafeBytes { bytes in
                    (
                        bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self),
                        bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
                        Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                    )
                }
                let end = min(offset + 16 + length, count)
                let name = buffer[(offset + 16)..<end].prefix { $0 != 0 }
                offset = end
                if mask & UInt32(IN_Q_OVERFLOW) != 0 {
                    events.append(.overflow)
                } else if source != watch {
                    continue
                } else if mask & (UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)) != 0
                    || mask & (UInt32(IN_IGNORED) | UInt32(IN_UNMOUNT)) != 0
                {
                    events.append(.gone)
                } else if !name.isEmpty && mask & UInt32(IN_ISDIR) == 0 {
                    events.append(.file(String(decoding: name, as: UTF8.self)))
                }
            }
        }
        return events
    }
}
