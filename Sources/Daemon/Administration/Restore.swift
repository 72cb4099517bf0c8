public import Configuration
internal import Glibc
import Messages
import Storage
import Threads

/// Begins again from a backup, while no daemon runs.
public enum Restore {
    /// The files of a backup.
    public static let files = [Archive.journalFile, Archive.logFile]

    /// What was done.
    public struct Report: Codable, Hashable, Sendable {
        /// The epoch that begins now.
        public var epoch: String
        /// Events in the log.
        public var events: Int
        /// The last sequence given.
        public var last: Int64
        /// Articles in the journal, by state.
        public var accepted: Int
        public var finished: Int
        public var dead: Int
        /// Where the files that were there lie now.
        public var moved: [String]
    }

    /// Copies the databases in `directory` into the state directory and begins a new epoch.
    ///
    /// - Parameter force: move what is there aside instead of refusing.
    /// - Throws: ``DaemonError`` if there is no backup; ``StorageError``: `inUse` if a daemon runs,
    ///   `exists` if there are databases already.
    public static func run(
        from directory: String, settings: Settings, force: Bool
    ) async throws -> Report {
        for file in files where access("\(directory)/\(file)", R_OK) != 0 {
            throw DaemonError(
                .noInput,
                "\(directory)/\(file): \(String(cString: strerror(errno))); "
                    + "name the directory of a backup")
        }
        let state = try StateDirectory(path: settings.state, holder: "chancery restore")
        let publish = try StateDirectory(
            path: settings.state, holder: "chancery restore", lock: Publishing.lock)
        let fetch = try StateDirectory(
            path: settings.state, holder: "chancery restore", lock: Fetching.lock)
        defer { withExtendedLifetime((state, publish, fetch)) {} }
        let moved = try force ? moveAside(state) : []
        let journal = state.path(of: Archive.journalFile)
        let log = state.path(of: Archive.logFile)
        let web = state.path(of: WebState.file)
        for path in [journal, log, web] where access(path, F_OK) == 0 {
            throw StorageError(.exists, path: path, "exists already: --force moves it aside")
        }
        // The log first: a journal alone would be taken for a state that lost its log.
        try EventLog.restore(from: "\(directory)/\(Archive.logFile)", to: log)
        try Journal.restore(from: "\(directory)/\(Archive.journalFile)", to: journal)
        // Who has no sources on the web has no such file.
        let savedWeb = "\(directory)/\(WebState.file)"
        if access(savedWeb, F_OK) == 0 { try WebState.restore(from: savedWeb, to: web) }
        return try await report(journal: journal, log: log, moved: moved)
    }

    private static func report(
        journal: String, log: String, moved: [String]
    ) async throws(StorageError) -> Report {
        let events = try EventLog(path: log)
        let archive = Archive(journal: try Journal(path: journal), log: events)
        let journalReport = try await archive.journalReport()
        let logReport = try await archive.logReport()
        await archive.journal.close()
        await events.close()
        return Report(
            epoch: logReport.epoch, events: logReport.entries, last: logReport.last,
            accepted: journalReport.accepted, finished: journalReport.finished,
            dead: journalReport.dead, moved: moved)
    }

    /// Renames the databases, with what belongs to them, and the record of articles in flight.
    private static func moveAside(_ state: StateDirectory) throws(StorageError) -> [String] {
        let stamp = Timestamp(seconds: WallClock.seconds).text.filter { $0 != "-" && $0 != ":" }
        var moved: [String] = []
        for file in files + [Archive.flightFile, WebState.file] {
            let path = state.path(of: file)
            // SQLite finds the write-ahead log by the database's name, so the ending stays last.
            for ending in ["", "-wal", "-shm"] where access(path + ending, F_OK) == 0 {
                let aside = "\(path).\(stamp)\(ending)"
                guard access(aside, F_OK) != 0, rename(path + ending, aside) == 0 else {
                    throw StorageError(
                        .exists, path: path + ending, "cannot be moved aside to \(aside)")
                }
                moved.append(aside)
            }
        }
        return moved
    }
}
