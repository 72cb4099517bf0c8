internal import CLinux
internal import Glibc

/// Wakes whoever waits in `poll` on its descriptor. Rung once, it rings for ever.
final class Bell: Sendable {
    /// Can be read from when the bell was rung; -1 if the system gave none, and why is in `errno`.
    let descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Wakes whoever waits, now or later. From any thread.
    func ring() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }
}
