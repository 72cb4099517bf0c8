/// How an article ended. Every finished article has exactly one.
public enum Outcome: String, Codable, CaseIterable, Sendable {
    /// At least one event of it stands in the log.
    case events
    /// It was read to the end and holds no event.
    case noEvent = "no-event"
    /// It is written in a language that is not coded yet.
    case languageUnsupported = "language-unsupported"
    /// It is a listing, a login page, an error page or empty.
    case notAnArticle = "not-an-article"
    /// All its events stand in the log already, from another copy of the same text.
    case duplicate
}
