import Arguments
import Daemon
import Messages

/// Dead letters for people.
enum DeadTable {
    static func list(_ letters: [DeadLetterSummary]) -> Table {
        Table(
            [
                .init("number", .right), .init("task"), .init("given up"), .init("stage"),
                .init("source", shrinksTo: 8), .init("item", shrinksTo: 8),
                .init("reason", shrinksTo: 20),
            ],
            rows: letters.map { letter in
                [
                    "\(letter.number)", letter.task, "\(letter.buried)",
                    letter.stage?.rawValue ?? "", letter.source, letter.item, letter.reason,
                ]
            })
    }

    static func detail(_ letter: DeadLetterDetail, width: Int?) -> String {
        let summary = letter.summary
        var facts = Table([.init(""), .init("")])
        facts.rows = [
            ["task", summary.task], ["source", summary.source], ["item", summary.item],
            ["accepted", "\(summary.accepted)"], ["given up", "\(summary.buried)"],
            ["stage", summary.stage?.rawValue ?? "-"], ["reason", summary.reason],
            ["attempts", "\(summary.attempts)"], ["crashes", "\(summary.crashes)"],
            ["size", StatusTable.size(summary.bytes)], ["header", letter.header],
        ]
        let history = Table(
            [.init("when"), .init("what"), .init("stage"), .init("attempt", .right), .init("why")],
            rows: letter.history.map { step in
                [
                    "\(step.at)", step.what, step.stage?.rawValue ?? "", "\(step.attempt)",
                    step.reason,
                ]
            })
        var text = String(facts.render(width: nil).drop { $0 == "\n" })
        text += "\n" + history.render(width: nil)
        text += "\nThe document begins:\n"
        for line in letter.preview.split(separator: "\n", omittingEmptySubsequences: false) {
            text += "  " + TerminalText.clean(String(line)) + "\n"
        }
        return text
    }
}
