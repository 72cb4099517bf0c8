import Glibc
import TestSupport

/// A daemon's configuration and directories in a temporary folder, and the commands on it.
final class Installation: Sendable {
    let folder: TemporaryFolder
    let state: String
    let runtime: String
    let news: String
    let configuration: String

    /// Makes the directories and a configuration with `more` YAML at its end.
    init(_ more: String = "") throws {
        folder = try TemporaryFolder()
        state = folder.path(of: "state")
        runtime = folder.path(of: "run")
        news = folder.path(of: "news")
        configuration = folder.path(of: "chancery.yaml")
        mkdir(news, 0o700)
        let yaml = "state: \(state)\nruntime: \(runtime)\n" + more
        try write(Array(yaml.utf8), to: configuration)
    }

    var log: String { folder.path(of: "log") }

    /// Starts the daemon.
    func daemon(
        _ arguments: [String] = [], faults: String? = nil, level: String = "info",
        input: String = "/dev/null", environment more: [String: String] = [:]
    ) throws -> ChanceryProcess {
        var environment = more
        environment["CHANCERY_CONFIG"] = configuration
        environment["CHANCERY_FAULTS"] = faults
        return try ChanceryProcess(
            ["run", "--log-level", level] + arguments, environment: environment,
            output: folder.path(of: "daemon.out"), log: log, input: input)
    }

    /// Starts another command.
    func start(_ arguments: [String], output: String, input: String = "/dev/null") throws
        -> ChanceryProcess
    {
        try ChanceryProcess(
            arguments, environment: ["CHANCERY_CONFIG": configuration],
            output: folder.path(of: output), log: folder.path(of: output + ".log"), input: input)
    }

    /// Runs a command to its end.
    func command(
        _ arguments: [String], input: String = "/dev/null", limit: Duration = .seconds(60)
    ) async throws -> (code: Int32?, output: String, log: String) {
        let name = "command-\(UInt64.random(in: 0 ... .max))"
        let process = try start(arguments, output: name, input: input)
        let code = try await process.wait(limit)
        return (code, process.printed, process.logged)
    }

    /// Waits until the daemon says that it is ready, for the `times`th time.
    func ready(times: Int = 1) async throws -> Bool {
        try await eventually {
            contents(of: log).components(of: "msg=\"ready\"").count >= times
        }
    }

    /// Puts an article into the watched folder.
    func add(_ name: String, _ text: String) throws {
        try write(Array(text.utf8), to: news + "/" + name)
    }
}

extension String {
    /// The lines that hold `part`.
    func components(of part: String) -> [Substring] {
        split(separator: "\n").filter { $0.utf8.count >= part.utf8.count && $0.contains(part) }
    }
}
