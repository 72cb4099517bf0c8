import Arguments
import Configuration
import Daemon
import Threads

/// `chancery status`.
enum StatusCommand: Verb {
    /// What to wait for.
    enum Wait: String, CaseIterable {
        case idle
    }

    /// How often a wait looks while a daemon runs.
    private static let interval = Duration.milliseconds(200)
    /// How often it looks while none does: each look locks the state for a moment, which must not
    /// keep a daemon from starting.
    private static let idleInterval = Duration.seconds(1)

    static let command = Command(
        "status", "what the daemon is doing, or what it left behind",
        discussion: """
            Without a running daemon the journal and the event log are read themselves.

            --wait idle returns when every accepted article has ended and every source has had its \
            first look. It ends with 75 if that takes longer than --timeout.
            """,
        options: Place.options + [
            Option("format", .choice(of: Console.Format.self), fallback: "table", "how it looks"),
            Option("wait", .choice(of: Wait.self), "wait for it, then show the status"),
            Option("timeout", .duration, fallback: "10m", "how long to wait at most"),
        ],
        examples: [.init("chancery status --wait idle --timeout 5m", "in scripts")])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let settings = try Place.settings(parsed, console)
        let waits = parsed.choice("wait", as: Wait.self) == .idle
        let deadline = Instant.now + (parsed.duration("timeout") ?? .seconds(600))
        while true {
            let status = try await look(settings, patient: waits)
            if let status, !waits || status.isIdle {
                try show(status, parsed, console)
                return .ok
            }
            guard Instant.now < deadline else {
                let state = status.map { StatusTable.count($0.journal.accepted, "article") }
                console.complain(
                    "not idle within the timeout: \(state.map { "\($0) left" } ?? "no daemon")")
                return .tempFail
            }
            try await Task.sleep(for: status?.state == "stopped" ? idleInterval : interval)
        }
    }

    /// The status; nil if there is none yet and the caller is patient.
    private static func look(_ settings: Settings, patient: Bool) async throws -> StatusReport? {
        do {
            let reply = try await AdminClient.ask(AdminRequest(.status), settings: settings)
            guard let status = reply.status else {
                throw DaemonError(.internalFault, "the daemon's answer holds no status")
            }
            return status
        } catch let error as DaemonError {
            if patient && error.code == .unavailable { return nil }
            throw error
        }
    }

    private static func show(
        _ status: StatusReport, _ parsed: Parsed, _ console: Console
    ) throws {
        switch parsed.choice("format", as: Console.Format.self) {
        case .json: try console.print(json: status)
        default:
            try console.print(StatusTable(status).render(width: console.tableWidth), terminator: "")
        }
    }
}
