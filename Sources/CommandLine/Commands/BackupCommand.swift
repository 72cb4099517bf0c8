import Arguments
import Daemon
import Glibc
import Storage

/// `chancery backup DIR`.
enum BackupCommand: Verb {
    static let command = Command(
        "backup", "copy the journal and the event log, while the daemon runs",
        discussion: """
            Writes consistent copies into a directory, which is made if it is missing. Files that \
            are there already are never written over.
            """,
        options: Place.options + [
            Option("format", .choice(of: Console.Format.self), fallback: "table", "how it looks")
        ],
        positionals: [Positional("dir", .path, "where the copies go")],
        examples: [.init("chancery backup /backup/chancery-$(date +%F)", "each day")])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let settings = try Place.settings(parsed, console)
        let directory = Paths.absolute(parsed.string("dir") ?? "")
        if mkdir(directory, 0o750) != 0 && errno != EEXIST {
            throw StorageError(
                .exists, path: directory, "cannot be made: \(String(cString: strerror(errno)))")
        }
        for file in Restore.files where access("\(directory)/\(file)", F_OK) == 0 {
            throw StorageError(
                .exists, path: "\(directory)/\(file)", "exists already: name another directory")
        }
        // A copy takes as long as the disk needs; the daemon goes on meanwhile.
        let reply = try await AdminClient.ask(
            AdminRequest(.backup, directory: directory), settings: settings,
            timeout: .seconds(3600))
        let files = reply.files ?? []
        switch parsed.choice("format", as: Console.Format.self) {
        case .json: try console.print(json: files)
        default: for file in files { try console.print(TerminalText.clean(file)) }
        }
        return .ok
    }
}

/// `chancery restore DIR`.
enum RestoreCommand: Verb {
    static let command = Command(
        "restore", "begin again from a backup; no daemon may run",
        discussion: """
            Copies the journal and the event log of a backup into the state directory. Events that \
            were published after the backup are lost, so a new epoch begins: subscribers notice \
            and begin again.
            """,
        options: Place.options + [
            Option(flag: "force", "move what is there aside first, under a name with the time"),
            Option("format", .choice(of: Console.Format.self), fallback: "table", "how it looks"),
        ],
        positionals: [Positional("dir", .path, "the backup")])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        umask(0o027)
        let settings = try Place.settings(parsed, console)
        let report = try await Restore.run(
            from: Paths.absolute(parsed.string("dir") ?? ""), settings: settings,
            force: parsed.flag("force"))
        if parsed.choice("format", as: Console.Format.self) == .json {
            try console.print(json: report)
            return .ok
        }
        for path in report.moved { try console.print("moved aside  \(TerminalText.clean(path))") }
        try console.print("event log    \(report.events) events up to \(report.last)")
        try console.print("new epoch    \(report.epoch)")
        try console.print(
            "journal      \(report.accepted) accepted, \(report.finished) finished, "
                + "\(report.dead) dead letters")
        return .ok
    }
}
