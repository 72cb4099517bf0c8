import Glibc
import TestSupport

/// A file system of its own in memory, small enough to fill.
final class SmallDisk: Sendable {
    let path: String

    /// Whether this process may mount one.
    static let isPossible: Bool = {
        guard geteuid() == 0, let folder = try? TemporaryFolder() else { return false }
        guard mount(["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path]) else { return false }
        return unmount(folder.path)
    }()

    /// Mounts one of `megabytes` MiB at `path`, which is made.
    init(at path: String, megabytes: Int) throws {
        mkdir(path, 0o750)
        self.path = path
        guard SmallDisk.mount(["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path]) else {
            throw ProcessError(program: "mount \(path)", code: 1)
        }
    }

    deinit { _ = SmallDisk.unmount(path) }

    /// Makes it read-only or writable.
    func remount(_ mode: String) -> Bool { SmallDisk.mount(["-o", "remount,\(mode)", path]) }

    private var filler: String { path + "/filler" }

    /// Takes all the room that is left.
    func fill() {
        let descriptor = open(filler, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(descriptor) }
        let zeros = [UInt8](repeating: 0, count: 4096)
        while write(descriptor, zeros, zeros.count) > 0 {}
    }

    /// Gives the room back.
    func free() { unlink(filler) }

    private static func mount(_ arguments: [String]) -> Bool { run("/bin/mount", arguments) }

    private static func unmount(_ path: String) -> Bool { run("/bin/umount", ["-l", path]) }

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        argv.append(nil)
        defer { for pointer in argv { Glibc.free(pointer) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var child = pid_t()
        guard posix_spawn(&child, program, &actions, nil, argv, environ) == 0 else { return false }
        var status: Int32 = 0
        return waitpid(child, &status, 0) == child && status == 0
    }
}
