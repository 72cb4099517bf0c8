/// Every key that a record may carry. One list, so that one thing has one name everywhere.
public enum LogKey: String, CaseIterable, Sendable {
    // Written by the room itself; a field with one of these keys is left out.
    case time, level, component
    case message = "msg"
    case suppressed

    // What it is about.
    case task, article, document, event, source, publisher, url, language
    case stage, instance, worker, peer, endpoint, command, topic, filter
    case file, line, folder, key, value, version, expected, signal, pid, thread
    case epoch, sequence, cursor, incarnation, revision

    // What happened and how much of it.
    case state, outcome, reason, error, code, hint
    case attempt, attempts, count, total, limit, queued, credit, window, dropped
    case bytes, seconds, delay, age, rate, confidence

    /// The keys that every line begins with; they cannot be given as fields.
    static let reserved: Set<LogKey> = [.time, .level, .component, .message, .suppressed]
}
