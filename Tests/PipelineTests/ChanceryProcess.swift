import CLinux
import Glibc
import TestSupport

/// The built `chancery` as a child process.
final class ChanceryProcess: @unchecked Sendable {
    // Proof of @unchecked Sendable: `pid` never changes and `status` is only touched by the test
    // that owns the process.
    let pid: pid_t
    let output: String
    let log: String
    private var status: Int32?

    /// The binary beside the test bundle.
    static var binary: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count - 1))
        let path = String(
            decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) + "/chancery"
    }

    /// Starts `chancery` with `arguments`; its output and log go to (are appended to) files.
    init(
        _ arguments: [String], environment: [String: String] = [:], output: String, log: String,
        input: String = "/dev/null", program: String? = nil
    ) throws {
        self.output = output
        self.log = log
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // The test runner's own mask must not keep signals from the child.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let program = program ?? ChanceryProcess.binary
        var inherited: [String: String] = [:]
        // A sanitizer's options are for the program, too.
        for name in [
            "PATH", "TMPDIR", "HOME", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS",
        ] {
            if let value = getenv(name) { inherited[name] = String(cString: value) }
        }
        // A crash on purpose needs no backtrace, which takes seconds.
        inherited["SWIFT_BACKTRACE"] = "enable=no"
        // The language model reads a hundred times slower in a debug build, and these tests are
        // about processes, not about what is coded.
        inherited["CHANCERY_MODEL"] = "none"
        inherited.merge(environment) { $1 }
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        argv.append(nil)
        var envp: [UnsafeMutablePointer<CChar>?] = inherited.map { strdup("\($0)=\($1)") }
        envp.append(nil)
        defer { for pointer in argv + envp { free(pointer) } }
        var child = pid_t()
        let code = posix_spawn(&child, program, &actions, &attributes, argv, envp)
        guard code == 0 else { throw ProcessError(program: program, code: code) }
        pid = child
    }

    deinit {
        guard status == nil else { return }
        Glibc.kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
    }

    /// Sends a signal.
    func signal(_ number: Int32) { Glibc.kill(pid, number) }

    /// The exit code, or 128 and the signal; nil while it runs.
    func poll() -> Int32? {
        if let status { return status }
        var raw: Int32 = 0
        guard waitpid(pid, &raw, WNOHANG) == pid else { return nil }
        status = ChanceryProcess.decode(raw)
        return status
    }

    /// Waits until it ends; nil if it does not within `limit`, times ``Patience``.
    func wait(_ limit: Duration = .seconds(30)) async throws -> Int32? {
        let deadline = ContinuousClock.now + limit * Patience.factor
        while ContinuousClock.now < deadline {
            if let status = poll() { return status }
            try await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }

    private static func decode(_ raw: Int32) -> Int32 {
        raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + (raw & 0x7F)
    }

    /// What it wrote to standard output up to now.
    var printed: String { contents(of: output) }

    /// What it logged up to now.
    var logged: String { contents(of: log) }

    /// Memory in use, in bytes.
    var residentBytes: Int? {
        contents(of: "/proc/\(pid)/status").split(separator: "\n")
            .first { $0.hasPrefix("VmRSS:") }
            .flatMap { Int($0.split(whereSeparator: \.isWhitespace)[1]) }.map { $0 * 1024 }
    }
}

/// Why there is no process.
struct ProcessError: Error {
    let program: String
    let code: Int32
}

/// A file's text; empty if it is not there.
func contents(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
        bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Writes a file, under another name first, so that a watcher sees it whole.
func write(_ bytes: [UInt8], to path: String) throws {
    let part = path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/.part"
    guard let file = fopen(part, "w") else { throw ProcessError(program: part, code: errno) }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    guard rename(part, path) == 0 else { throw ProcessError(program: path, code: errno) }
}

/// Waits until `condition` holds; false if it does not within `limit`, times ``Patience``.
func eventually(
    within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit * Patience.factor
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}
