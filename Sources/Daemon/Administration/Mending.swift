public import Configuration
internal import Glibc
import Storage

/// Saves what can be saved of damaged databases, while no daemon runs.
public enum Mending {
    /// What was found in one file, and done.
    public struct Report: Codable, Hashable, Sendable {
        /// The file.
        public var file: String
        /// What is wrong with it; absent if it is whole.
        public var damage: String?
        /// Entries or articles in the repaired file; absent if nothing was repaired.
        public var saved: Int64?
        /// Entries or articles that are lost; absent if nothing was repaired.
        public var lost: Int64?
        /// Where the damaged file lies now; absent if nothing was repaired.
        public var moved: String?
    }

    /// Looks through the journal and the event log, and repairs what is damaged.
    ///
    /// - Parameter only: look, and change nothing.
    /// - Throws: ``StorageError``: `inUse` if a daemon runs; whatever makes a repair impossible.
    public static func run(settings: Settings, only: Bool) throws -> [Report] {
        let state = try StateDirectory(path: settings.state, holder: "chancery repair")
        let publish = try StateDirectory(
            path: settings.state, holder: "chancery repair", lock: Publishing.lock)
        defer { withExtendedLifetime((state, publish)) {} }
        return try [
            report(
                state.path(of: Archive.journalFile), only, damage: Journal.damage(at:),
                repair: Journal.repair),
            report(
                state.path(of: Archive.logFile), only, damage: EventLog.damage(at:),
                repair: EventLog.repair),
        ].compactMap(\.self)
    }

    private static func report(
        _ path: String, _ only: Bool, damage: (String) throws(StorageError) -> String?,
        repair: (String) throws(StorageError) -> Repair
    ) throws(StorageError) -> Report? {
        guard access(path, F_OK) == 0 else { return nil }
        var report = Report(file: path, damage: try damage(path))
        guard report.damage != nil, !only else { return report }
        let done = try repair(path)
        report.saved = done.saved
        report.lost = done.lost
        report.moved = done.damaged
        return report
    }
}
