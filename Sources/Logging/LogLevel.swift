/// How much a record matters, from the least to the most.
public enum LogLevel: String, CaseIterable, Comparable, Sendable {
    /// For whoever is looking for a fault; costs nothing while it is switched off.
    case debug
    /// The ordinary course of things.
    case info
    /// Ordinary, but worth seeing without searching: started, stopped, reloaded.
    case notice
    /// Something is wrong and the program copes.
    case warning
    /// Something failed and somebody should look.
    case error
    /// The program cannot go on.
    case critical

    /// Less important first.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.priority > right.priority
    }

    /// The syslog priority (RFC 5424, section 6.2.1) that the journal understands.
    public var priority: Int {
        switch self {
        case .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
