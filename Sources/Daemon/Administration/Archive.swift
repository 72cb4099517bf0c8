import Flow
internal import Glibc
import Messages
import Storage
import Threads

/// The journal and the event log, as administration sees them. The daemon and the commands that
/// work without one share it.
struct Archive: Sendable {
    let journal: Journal
    /// The log; nil where another process serves Publish, which alone writes it.
    let log: EventLog?
    /// Where the log lies, if that process uses the same state directory.
    let logPath: String

    /// With the log that this process writes.
    init(journal: Journal, log: EventLog) {
        self.journal = journal
        self.log = log
        logPath = log.path
    }

    /// With a log that this process at most reads.
    init(journal: Journal, logPath: String) {
        self.journal = journal
        log = nil
        self.logPath = logPath
    }

    func journalReport() async throws(StorageError) -> StatusReport.JournalReport {
        let counts = try await journal.counts()
        return StatusReport.JournalReport(
            accepted: counts[.accepted], finished: counts[.finished], dead: counts[.dead],
            dropped: counts[.dropped],
            outcomes: Dictionary(
                uniqueKeysWithValues: counts.outcomes.filter { $0.value > 0 }.map {
                    ($0.key.rawValue, $0.value)
                }),
            oldestSeconds: counts.oldestAccepted.map { max(0, WallClock.seconds - $0) },
            bytes: counts.bytes)
    }

    func logReport() async throws(StorageError) -> StatusReport.LogReport {
        guard let statistics = try await logStatistics() else { return .none }
        return StatusReport.LogReport(
            epoch: statistics.bounds.epoch, first: statistics.bounds.first,
            last: statistics.bounds.last, entries: statistics.entries, bytes: statistics.bytes,
            types: Dictionary(
                uniqueKeysWithValues: statistics.types.map { ($0.key.rawValue, $0.value) }))
    }

    private func logStatistics() async throws(StorageError) -> LogStatistics? {
        if let log { return try await log.statistics() }
        guard access(logPath, F_OK) == 0 else { return nil }
        let reader = try EventLogReader(path: logPath)
        let statistics = try await reader.statistics()
        await reader.close()
        return statistics
    }

    func dead(limit: Int, after: Int64) async throws(StorageError) -> [DeadLetterSummary] {
        try await journal.dead(limit: limit, after: after).map(DeadLetterSummary.init)
    }

    func deadLetter(_ task: TaskID) async throws(StorageError) -> DeadLetterDetail? {
        guard let report = try await journal.deadLetter(task) else { return nil }
        return DeadLetterDetail(
            summary: DeadLetterSummary(report.letter),
            history: report.history.map { entry in
                DeadLetterDetail.Step(
                    at: Timestamp(seconds: entry.at), what: entry.kind.rawValue,
                    stage: entry.stage, reason: entry.reason, attempt: entry.attempt)
            }, preview: report.preview, header: String(decoding: report.header, as: UTF8.self))
    }

    /// Writes copies of both databases into `directory`.
    func backup(to directory: String) async throws(StorageError) -> [String] {
        // The journal first: an article that is still open in it and finished in the later copy
        // of the log is answered from the log. The other way round events could be missing.
        let journalFile = directory + "/" + Archive.journalFile
        let logFile = directory + "/" + Archive.logFile
        // And before both what is known of the web: an entry that waits in the copy and is in the
        // journal's is known there; the other way round it would be in neither.
        var files: [String] = []
        let web = StateDirectory.parent(of: journal.path) + "/" + WebState.file
        if access(web, F_OK) == 0 {
            files.append(directory + "/" + WebState.file)
            try await WebState.backup(web, to: directory + "/" + WebState.file)
        }
        try await journal.backup(to: journalFile)
        try await EventLog.backup(logPath, to: logFile)
        return files + [journalFile, logFile]
    }

    static let journalFile = "journal.sqlite"
    static let logFile = "events.sqlite"
    static let flightFile = "flight"
}

extension DeadLetterSummary {
    init(_ letter: DeadLetter) {
        self.init(
            number: letter.number, task: letter.task.description, source: letter.source,
            item: letter.item, accepted: Timestamp(seconds: letter.accepted),
            buried: Timestamp(seconds: letter.buried), stage: letter.stage,
            reason: letter.reason, attempts: letter.attempts,
            crashes: letter.crashes + letter.aloneCrashes, bytes: letter.size)
    }
}
