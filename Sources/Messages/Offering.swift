/// Where a source brings a document: the hub, seen from Fetch.
public protocol Offering: Sendable {
    /// Offers a document and waits until it is settled, however long the queue is. The source may
    /// forget the document as soon as the answer is `accepted` or `known`.
    func offer(_ document: RawDocument) async -> OfferAnswer
    /// Offers a document unless that would mean waiting in a queue: `busy` then, at once.
    func offerNow(_ document: RawDocument) async -> OfferAnswer
}

/// What becomes of an offered document.
public enum OfferAnswer: Hashable, Sendable {
    /// It is committed and will be finished.
    case accepted
    /// It was accepted before.
    case known
    /// It will never be taken.
    case refused(reason: String)
    /// It cannot be taken now; try again later.
    case busy(reason: String, retryAfter: Duration)
}
