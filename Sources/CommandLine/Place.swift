import Arguments
import Configuration
import Daemon
import Glibc
import ZeroMQ

/// Which daemon a command is about: its configuration and directories.
enum Place {
    static let options: [Option] = [
        Option(
            "config", short: "c", .path, placeholder: "FILE", environment: "CHANCERY_CONFIG",
            "the configuration file"),
        Option("state", .path, placeholder: "DIR", "what outlives restarts lies here"),
        Option(
            "runtime", .path, placeholder: "DIR",
            "the sockets lie here; with --state its run/ unless given"),
    ]

    /// The settings in force.
    static func settings(
        _ parsed: Parsed, _ console: Console
    ) throws(ConfigurationErrors) -> Settings {
        let state = parsed.string("state").map(Paths.absolute)
        // Who names the directory need not have a home.
        var environment = console.environment
        if let state { environment["STATE_DIRECTORY"] = state }
        let settings = try Settings.load(
            file: parsed.string("config"), environment: environment)
        let moved = settings.moved(
            state: state,
            runtime: parsed.string("runtime").map(Paths.absolute))
        guard moved != settings else { return settings }
        // Read again, so that what does not fit together now is found.
        return try Settings.read(
            Array(moved.render().utf8), file: nil, environment: console.environment)
    }
}

extension Settings {
    /// The same settings for other directories; endpoints that were given stay.
    func moved(state: String?, runtime: String?) -> Settings {
        guard state != nil || runtime != nil else { return self }
        let before = Settings(state: self.state, runtime: self.runtime)
        let after = Settings(
            state: state ?? self.state,
            runtime: runtime ?? state.map { "\($0)/run" } ?? self.runtime)
        var moved = self
        moved.state = after.state
        moved.runtime = after.runtime
        for endpoint in [
            \Settings.fetch.intake.endpoint, \.publish.broadcast, \.publish.follow,
            \.admin.endpoint,
        ] where self[keyPath: endpoint] == before[keyPath: endpoint] {
            moved[keyPath: endpoint] = after[keyPath: endpoint]
        }
        return moved
    }
}

/// Paths as they were typed.
enum Paths {
    /// `path` as seen from the root.
    static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        // PATH_MAX; a working directory that was removed has none.
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getcwd(&buffer, buffer.count) != nil else { return path }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self) + "/" + path
    }
}
