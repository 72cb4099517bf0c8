import Arguments
import Daemon
import Glibc

/// `chancery repair`.
enum RepairCommand: Verb {
    static let command = Command(
        "repair", "look for damage in the journal and the event log, and save what can be saved",
        discussion: """
            No daemon may run. A file that is whole stays as it is. Of a damaged one everything \
            that is as it was written goes into a new file, what is lost is counted, and the \
            damaged file is kept beside it. If events are lost, a new epoch begins, and \
            subscribers notice. Where there is a recent backup, compare: a restore may give more.
            """,
        options: Place.options + [
            Option(flag: "check", "only look; ends with 65 if anything is damaged"),
            Option("format", .choice(of: Console.Format.self), fallback: "table", "how it looks"),
        ],
        examples: [.init("chancery repair --check", "is everything whole?")])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        umask(0o027)
        let settings = try Place.settings(parsed, console)
        let only = parsed.flag("check")
        let reports = try Mending.run(settings: settings, only: only)
        if parsed.choice("format", as: Console.Format.self) == .json {
            try console.print(json: reports)
        } else {
            for report in reports { try console.print(line(report)) }
        }
        return only && reports.contains { $0.damage != nil } ? .dataErr : .ok
    }

    private static func line(_ report: Mending.Report) -> String {
        let file = TerminalText.clean(report.file)
        guard let damage = report.damage else { return "\(file): whole" }
        guard let saved = report.saved, let lost = report.lost else {
            return "\(file): damaged (\(TerminalText.clean(damage)))"
        }
        return "\(file): \(saved) saved, \(lost) lost; the damaged file is now "
            + TerminalText.clean(report.moved ?? "")
    }
}
