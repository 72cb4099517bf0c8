import Web

/// What came of asking a source.
enum PollOutcome: Hashable, Sendable {
    /// It answered with a document that could be read.
    case read(Reading)
    /// It has not changed.
    case unchanged(Freshness)
    /// It answered with an error; perhaps it says when to come again.
    case refused(status: Int, retryAfter: Duration?)
    /// It says that it is gone for good.
    case gone
    /// There was no answer, or none that can be read.
    case failed(String)

    /// What a document says about itself.
    struct Reading: Hashable, Sendable {
        var freshness: Freshness
        var digest: [UInt8]
        var title: String?
        var ttl: Duration?
        var skipHours: Set<Int> = []
        var skipDays: Set<Int> = []
        /// Entries it lists, and those of them that are new.
        var listed = 0
        var new = 0
    }

    /// What the answer says about the next one.
    struct Freshness: Hashable, Sendable {
        var validators: Validators
        /// The address they are for.
        var address: String
        /// How long the answer is good for.
        var lasts: Duration?
        /// Where the source says that it has moved for good.
        var movedTo: String?
    }
}

/// What came of asking for the page of an entry, other than the page.
enum PageFailure: Hashable, Sendable {
    /// It will not be got: why.
    case final(String)
    /// It may be got later: why.
    case passing(String)
}
