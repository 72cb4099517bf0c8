public import Messages

/// The header of READY: how many more tasks (or offers) the sender will take.
public struct CreditHeader: Codable, Hashable, Sendable {
    /// Added to what is granted already.
    public var credit: Int

    /// Grants `credit` more.
    public init(credit: Int) { self.credit = credit }

    private enum CodingKeys: String, CodingKey, CaseIterable { case credit }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        credit = try fields.value(.credit)
        guard (1...100_000).contains(credit) else {
            throw fields.reject(.credit, "\(credit) is not between 1 and 100000")
        }
    }
}

/// The header of ACCEPTED: the document is committed.
public struct AcceptedHeader: Codable, Hashable, Sendable {
    /// Whether it had been accepted before.
    public var known: Bool
    /// Offers granted in addition.
    public var credit: Int

    /// A document was accepted.
    public init(known: Bool, credit: Int) {
        self.known = known
        self.credit = credit
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case known, credit }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        known = try fields.value(.known)
        credit = try fields.value(.credit)
        guard (0...100_000).contains(credit) else {
            throw fields.reject(.credit, "\(credit) is out of range")
        }
    }
}

/// The header of REFUSED: the document is not committed; or, from a worker, the task is not taken
/// and goes to another, uncounted.
public struct RefusedHeader: Codable, Hashable, Sendable {
    /// Why.
    public var reason: String
    /// Seconds after which it may be offered again; absent if it never will be taken.
    public var retryAfter: Double?
    /// Offers granted in addition.
    public var credit: Int

    /// A document was refused.
    public init(reason: String, retryAfter: Double?, credit: Int) {
        self.reason = reason.prefix(utf8: Limits.reason)
        self.retryAfter = retryAfter
        self.credit = credit
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case reason, retryAfter, credit }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        reason = try fields.value(.reason)
        retryAfter = try fields.optional(.retryAfter)
        credit = try fields.value(.credit)
        guard (0...100_000).contains(credit) else {
            throw fields.reject(.credit, "\(credit) is out of range")
        }
        if let retryAfter, !(0...86_400).contains(retryAfter) {
            throw fields.reject(.retryAfter, "\(retryAfter) seconds are out of range")
        }
    }
}

/// The header of FAIL: the task could not be done.
public struct FailureHeader: Codable, Hashable, Sendable {
    /// Whose fault it is.
    public var scope: StageFailure.Scope
    /// What happened.
    public var reason: String

    /// A task failed.
    public init(_ failure: StageFailure) {
        scope = failure.scope
        reason = failure.reason.prefix(utf8: Limits.reason)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case scope, reason }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        scope = try fields.value(.scope)
        reason = try fields.value(.reason, as: String.self).prefix(utf8: Limits.reason)
    }
}

/// The header of BYE: the sender will not go on with this conversation.
public struct FarewellHeader: Codable, Hashable, Sendable {
    /// Why a conversation ends.
    public enum Code: String, Codable, CaseIterable, Sendable {
        /// The hub does not know the speaker; it may say HELLO.
        case unknown
        /// The speaker is not welcome: versions differ, or its place is taken.
        case refused
        /// The speaker sent something that is not an envelope.
        case malformed
        /// The hub has heard nothing for so long that it gave the speaker up. Who hears this is
        /// not heard itself, and says HELLO over a new connection.
        case silent
        /// The sender stops.
        case stopping
    }

    /// Why.
    public var code: Code
    /// Why, for a person.
    public var reason: String

    /// A farewell.
    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason.prefix(utf8: Limits.reason)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case code, reason }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        code = try fields.value(.code)
        reason = try fields.value(.reason)
    }
}

extension Envelope {
    /// An envelope whose header is `header`.
    init(
        _ command: Command, task: TaskID? = nil, attempt: UInt32 = 0, header: some Encodable
    ) {
        // The short headers hold nothing JSON cannot say; an empty one is refused by the reader.
        let bytes = (try? JSON.encode(header)) ?? []
        self.init(command, task: task, attempt: attempt, payload: Payload(header: bytes))
    }

    /// The header, strictly read.
    func header<Header: Decodable>(_ type: Header.Type = Header.self) throws(MessageError) -> Header
    {
        try JSON.decode(type, from: payload.header, at: command.rawValue)
    }
}
