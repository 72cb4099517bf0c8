import Arguments
import Daemon
import Flow
import Messages
import Security

/// A status for people.
struct StatusTable {
    private let status: StatusReport

    init(_ status: StatusReport) { self.status = status }

    func render(width: Int?) -> String {
        var text = facts.render(width: width)
        if let hub = status.hub {
            text += "\n" + stages(hub.stages).render(width: width)
            text += "\n" + workers(hub.workers).render(width: width)
        }
        // The headings of a table of facts would say nothing.
        return String(text.drop { $0 == "\n" })
    }

    private var facts: Table {
        var table = Table([.init(""), .init("", shrinksTo: 20)])
        func add(_ name: String, _ value: String?) {
            if let value { table.rows.append([name, value]) }
        }
        let process = status.pid.map { " (process \($0))" } ?? ""
        add("state", status.state + process)
        add("version", status.version)
        add("uptime", status.uptime.map { StatusTable.span(Int64($0)) })
        add("refusing", status.hub?.refusing)
        add("backlog", StatusTable.count(status.journal.accepted, "article"))
        add("oldest", status.journal.oldestSeconds.map { StatusTable.span($0) })
        add("in the window", status.hub.map { "\($0.window), \(StatusTable.size($0.windowBytes))" })
        add("delayed", status.hub.flatMap { $0.delayed > 0 ? "\($0.delayed)" : nil })
        add("sources pending", status.sourcesPending.flatMap { $0 > 0 ? "\($0)" : nil })
        add("finished", "\(status.journal.finished)" + StatusTable.list(status.journal.outcomes))
        add("dead letters", "\(status.journal.dead)")
        add("dropped", status.journal.dropped > 0 ? "\(status.journal.dropped)" : nil)
        add("documents kept", StatusTable.size(Int(status.journal.bytes)))
        add("epoch", status.log.epoch.isEmpty ? nil : status.log.epoch)
        add("last sequence", "\(status.log.last)")
        add(
            "events held",
            "\(status.log.entries), \(StatusTable.size(Int(status.log.bytes)))"
                + (status.log.first > 1 ? ", from \(status.log.first)" : ""))
        add("types", status.log.types.isEmpty ? nil : StatusTable.pairs(status.log.types))
        add("followers", status.followers.map { "\($0)" })
        add(
            "refused",
            status.security.map {
                StatusTable.count($0.refused, "connection") + ", "
                    + StatusTable.count($0.dropped, "message")
            })
        return table
    }

    private func stages(_ stages: [HubStatus.Stage]) -> Table {
        Table(
            [
                .init("stage"), .init("queued", .right), .init("in hand", .right),
                .init("workers", .right), .init("instances", .right),
                .init("paused", shrinksTo: 20),
            ],
            rows: stages.map { stage in
                [
                    stage.stage.rawValue, "\(stage.queued)", "\(stage.inHand)",
                    "\(stage.workers)", "\(stage.instances)", stage.paused ?? "",
                ]
            })
    }

    private func workers(_ workers: [HubStatus.Worker]) -> Table {
        Table(
            [
                .init("worker", shrinksTo: 30), .init("in hand", .right),
                .init("instances", .right), .init("version"),
            ],
            rows: workers.map { worker in
                [worker.worker, "\(worker.inHand)", "\(worker.instances)", worker.version]
            })
    }

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// A duration in its two largest units.
    static func span(_ seconds: Int64) -> String {
        let units: [(String, Int64)] = [("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)]
        guard let first = units.firstIndex(where: { seconds >= $0.1 }) else { return "0 s" }
        let large = "\(seconds / units[first].1) \(units[first].0)"
        guard first + 1 < units.count else { return large }
        let rest = seconds % units[first].1 / units[first + 1].1
        return rest == 0 ? large : "\(large) \(rest) \(units[first + 1].0)"
    }

    /// Bytes, rounded to what a person reads.
    static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = bytes
        var unit = 0
        while value >= 10_000, unit < units.count - 1 {
            value = (value + 500) / 1000
            unit += 1
        }
        return "\(value) \(units[unit])"
    }

    private static func list(_ outcomes: [String: Int]) -> String {
        outcomes.isEmpty ? "" : ": \(pairs(outcomes))"
    }

    private static func pairs(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
