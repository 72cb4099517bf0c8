/// The 16 event types of PLOVER 2.0, and STATEMENT, Chancery's one addition.
public enum EventType: String, Codable, CaseIterable, Sendable {
    case agree = "AGREE"
    case consult = "CONSULT"
    case support = "SUPPORT"
    case concede = "CONCEDE"
    case cooperate = "COOPERATE"
    case aid = "AID"
    case retreat = "RETREAT"
    case request = "REQUEST"
    case accuse = "ACCUSE"
    case reject = "REJECT"
    case threaten = "THREATEN"
    case protest = "PROTEST"
    case sanction = "SANCTION"
    case mobilize = "MOBILIZE"
    case coerce = "COERCE"
    case assault = "ASSAULT"
    case statement = "STATEMENT"
}

/// Whether an event happened. Never folded into the type.
public enum EventStatus: String, Codable, CaseIterable, Sendable {
    case occurred, ongoing, planned, postponed, cancelled, hypothetical, negated
}

/// How an event was carried out, where the text tells.
public enum Channel: String, Codable, CaseIterable, Sendable {
    case letter, phone, video, meeting, visit, summit, statement, vote, court, gesture
    case socialMedia = "social-media"
}

/// What an entry of the event log changes.
public enum Change: String, Codable, CaseIterable, Sendable {
    case new, mention, status, correction, retraction
}
