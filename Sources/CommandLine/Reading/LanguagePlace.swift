import Arguments
import Configuration
import Daemon
import Glibc
import Knowledge
import Messages
import Threads

/// What commands that read language are told of tables and dates.
enum LanguagePlace {
    static let files = Option(
        "knowledge", .path, placeholder: "FILE", repeats: true,
        "a file with rows of yours for the table it is named after, as knowledge.files names them")

    static let options: [Option] = [
        files,
        Option(
            "data", .path, placeholder: "DIR", environment: "CHANCERY_DATA",
            "the directory of models and lexicons"),
        WebArguments.option("the configuration file; knowledge.files adds to the tables"),
    ]

    /// The tables that a daemon of this configuration works with.
    ///
    /// - Throws: ``DaemonError`` with the file and line of what is wrong, or
    ///   ``ConfigurationErrors``.
    static func data(_ parsed: Parsed, _ console: Console) throws -> LanguageData {
        try LanguageData.open(
            try DataDirectory.find(given: parsed.string("data")),
            try knowledge(parsed, console).tables)
    }

    /// What the configuration and the command line say of tables.
    ///
    /// - Throws: ``ConfigurationErrors``, or ``UsageError`` for a file that is named after no table.
    static func knowledge(_ parsed: Parsed, _ console: Console) throws -> Settings.Knowledge {
        var knowledge = try configured(parsed, console)
        try add(parsed.strings("knowledge"), to: &knowledge, "rename it, or use knowledge.files")
        return knowledge
    }

    /// Adds files with rows of `table`, or of the tables that they are named after. One that is
    /// there already counts once, as the last.
    ///
    /// - Throws: ``UsageError`` with `hint` for a file whose table nobody tells.
    static func add(
        _ paths: [String], of table: Settings.KnowledgeFile.Table? = nil,
        to knowledge: inout Settings.Knowledge, _ hint: String
    ) throws(UsageError) {
        for path in paths {
            let file = Settings.KnowledgeFile(path: path, table: table)
            guard file.kind != nil else {
                throw UsageError("\(path) is not named after a table; \(hint)")
            }
            knowledge.files.removeAll { Paths.absolute($0.path) == Paths.absolute(path) }
            knowledge.files.append(file)
        }
    }

    /// What the configuration says of tables. One that lies where a daemon looks for it, and may
    /// not be read by everybody, does not keep anybody from asking.
    private static func configured(
        _ parsed: Parsed, _ console: Console
    ) throws(ConfigurationErrors) -> Settings.Knowledge {
        if parsed.string("config") == nil {
            guard let file = Settings.locate(environment: console.environment),
                access(file, R_OK) == 0
            else { return Settings.Knowledge() }
        }
        return try WebArguments.settings(parsed, console).knowledge
    }

    /// The day that `option` names; today if it is not given. Of a month or a year the one in its
    /// middle.
    static func day(_ option: String, _ parsed: Parsed) throws(UsageError) -> Day {
        guard let text = parsed.string(option) else { return today }
        guard let day = day(text) else {
            throw UsageError(
                "--\(option): \(text) is neither YYYY-MM-DD nor YYYY-MM, YYYY or a time")
        }
        return day
    }

    /// The day that `text` tells: a day, a month, a year, or a time.
    static func day(_ text: String) -> Day? { Timestamp(text)?.day ?? PartialDate(text)?.middle }

    /// Today, in UTC.
    static var today: Day { Timestamp(seconds: WallClock.seconds).day }

    /// The text that the words of the positional `name` are, or standard input if it is only `-`.
    ///
    /// - Throws: ``DaemonError`` if it cannot be read, is too long or no text.
    static func text(_ name: String, _ parsed: Parsed) throws(DaemonError) -> String {
        let words = parsed.strings(name)
        var bytes = Array(words.joined(separator: " ").utf8)
        if words == ["-"] { bytes = try WholeFile.read("-", limit: Limits.articleText) }
        guard bytes.count <= Limits.articleText else {
            throw DaemonError(
                .badInput, "the text has \(bytes.count) bytes; \(Limits.articleText) are taken")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DaemonError(.badInput, "the text is not UTF-8")
        }
        return text
    }
}
