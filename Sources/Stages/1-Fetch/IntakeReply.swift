public import Messages

/// What the intake answers to a submission.
public struct IntakeReply: Codable, Hashable, Sendable {
    /// What became of it.
    public enum Status: String, Codable, CaseIterable, Sendable {
        case accepted, known, refused, busy
    }

    /// The submitter's id; absent if it gave none or it could not be read.
    public var id: String?
    /// What became of it.
    public var status: Status
    /// Why it was not accepted.
    public var reason: String?
    /// Seconds after which it may be sent again; only with `busy`.
    public var retryAfter: Double?
    /// Keys that were not understood.
    public var ignored: [String]?

    /// The answer to an article called `id` that was offered.
    public init(id: String?, answer: OfferAnswer, ignored: [String]) {
        self.id = id
        self.ignored = ignored.isEmpty ? nil : ignored
        switch answer {
        case .accepted: status = .accepted
        case .known: status = .known
        case .refused(let reason):
            status = .refused
            self.reason = reason
        case .busy(let reason, let retryAfter):
            status = .busy
            self.reason = reason
            let (seconds, fraction) = retryAfter.components
            self.retryAfter = Double(seconds) + Double(fraction) / 1e18
        }
    }

    /// The answer to something that is no submission.
    public init(_ refusal: Submission.Refusal) {
        id = refusal.id
        status = .refused
        reason = refusal.reason
    }
}
