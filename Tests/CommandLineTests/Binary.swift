import CLinux
import Glibc
import TestSupport

/// The built `chancery`, run as a child.
struct Binary {
    /// What a run left.
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    /// The binary beside the test bundle.
    static var path: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = max(0, readlink("/proc/self/exe", &buffer, buffer.count - 1))
        let path = String(
            decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) + "/chancery"
    }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Starts it; output and errors go to the files `name.out` and `name.err` in the folder.
    func start(
        _ arguments: [String], name: String, input: String = "/dev/null",
        program: String = Binary.path
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        for (descriptor, ending) in [(Int32(1), "out"), (2, "err")] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, folder.path(of: "\(name).\(ending)"),
                O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        argv.append(nil)
        var environment = ["HOME=\(folder.path)", "PATH=/usr/bin:/bin"]
        // A sanitizer's options are for the program, too.
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
            if let options = getenv(name) {
                environment.append("\(name)=\(String(cString: options))")
            }
        }
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
        envp.append(nil)
        defer { for pointer in argv + envp { free(pointer) } }
        var child = pid_t()
        let code = posix_spawn(&child, program, &actions, nil, argv, envp)
        guard code == 0 else { throw BinaryError(code: code) }
        return child
    }

    /// Waits for its end; kills it after `limit`, times ``Patience``. The code is 128 and the signal if one ended it.
    func wait(_ child: pid_t, limit: Duration = .seconds(30)) async throws -> Int32 {
        let deadline = ContinuousClock.now + limit * Patience.factor
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) == 0 {
            if ContinuousClock.now > deadline { kill(child, SIGKILL) }
            try await Task.sleep(for: .milliseconds(5))
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }

    func run(
        _ arguments: [String], input: String = "/dev/null", program: String = Binary.path
    ) async throws -> Result {
        let name = "run-\(UInt64.random(in: 0 ... .max))"
        let child = try start(arguments, name: name, input: input, program: program)
        let code = try await wait(child)
        return Result(code: code, output: text("\(name).out"), errors: text("\(name).err"))
    }

    /// The text of a file in the folder; empty if there is none.
    func text(_ name: String) -> String {
        guard let file = fopen(folder.path(of: name), "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws {
        guard let file = fopen(folder.path(of: name), "w") else {
            throw BinaryError(code: errno)
        }
        fputs(text, file)
        fclose(file)
    }
}

/// What could not be done around it.
struct BinaryError: Error {
    let code: Int32
}
