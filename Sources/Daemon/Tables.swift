public import Configuration
public import Knowledge
import Language
import Logging
import Messages
import Threads

/// The tables of names of this process, the project's and the user's, which SIGHUP reads again.
///
/// Reading takes a thread of its own for some ten milliseconds. The stages take the tables article
/// by article, so each is read with one set from its beginning to its end.
actor Tables {
    nonisolated let source: LanguageSource
    private let directory: String
    private let files: [KnowledgeFile]
    private let log: Logger
    private nonisolated let executor = DedicatedThread(name: "tables")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Whether a process that serves `stages` works with language.
    static func needed(by stages: Set<StageName>) -> Bool {
        !stages.isDisjoint(with: [.extract, .classify])
    }

    /// Reads the tables in `directory` and the files that `settings` name.
    ///
    /// - Throws: ``DaemonError`` with the file and line of the first fault.
    init(_ directory: String, _ settings: Settings.Knowledge, log: Logger) throws(DaemonError) {
        self.directory = directory
        self.log = log
        files = settings.tables
        source = LanguageSource(try LanguageData.open(directory, files))
    }

    /// Reads the tables again. If anything is wrong with them, the old ones stay.
    func reload() {
        do throws(LanguageError) {
            let data = try LanguageData.load(directory: directory, files: files)
            source.replace(with: data)
            log.notice(
                "read the tables again", [.version: data.version, .count: data.nameCount])
        } catch {
            var fields: LogFields = [.reason: error.reason, .file: error.file]
            if error.line > 0 { fields[.line] = error.line.logged }
            fields[.hint] =
                "mend the file and send SIGHUP again; chancery lexicon check shows all mistakes"
                .logged
            log.error("the tables stay as they were", fields)
        }
    }
}

extension Settings.Knowledge {
    /// The files as the tables' reader takes them; those whose table nobody tells were refused when
    /// the configuration was read.
    public var tables: [KnowledgeFile] {
        files.compactMap { file in
            file.kind.flatMap { KnowledgeTable(rawValue: $0.rawValue) }.map {
                KnowledgeFile(path: file.path, table: $0)
            }
        }
    }

    /// What is wrong with the files, and what is odd about them, with the tables in `directory`.
    ///
    /// - Throws: ``DaemonError`` if the project's own data cannot be used.
    public func check(
        _ directory: String
    ) throws(DaemonError) -> (faults: [String], remarks: [String]) {
        do throws(LanguageError) {
            let (log, remarks) = try LanguageData.check(directory: directory, files: tables)
            let more = log.omitted > 0 ? ["… and \(log.omitted) more"] : []
            return (log.faults.map { "\($0)" } + more, remarks.map { "\($0)" })
        } catch {
            throw DaemonError(.configuration, "\(error)")
        }
    }
}
