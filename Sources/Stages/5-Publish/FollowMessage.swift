public import Messages

/// What goes between a follower and the daemon: `[CHF1][kind][header JSON]` and, in a BATCH, one
/// frame of event JSON for each event.
public struct FollowMessage: Hashable, Sendable {
    /// The first frame: protocol and version.
    public static let magic = Array("CHF1".utf8)

    /// Most events in a BATCH. With the other frames it stays below the 64 a receiver takes.
    public static let batchLimit = 50

    /// What a message is for.
    public enum Kind: String, CaseIterable, Sendable {
        /// Follower: begin; again to begin anew.
        case follow = "FOLLOW"
        /// Follower: that many more events may come.
        case credit = "CREDIT"
        /// Follower: still here.
        case ping = "PING"
        /// Follower or daemon: this is the end.
        case end = "END"
        /// Daemon: the follower is on.
        case following = "FOLLOWING"
        /// Daemon: events.
        case batch = "BATCH"
        /// Daemon: nothing new, but still here.
        case heartbeat = "HEARTBEAT"
        /// Daemon: the log begins after the place that was asked for.
        case expired = "EXPIRED"
        /// Daemon: the log has another epoch than was asked for.
        case epoch = "EPOCH"
        /// Daemon: no.
        case refused = "REFUSED"
    }

    /// What it is for.
    public var kind: Kind
    /// The JSON header.
    public var header: [UInt8]
    /// The events of a BATCH.
    public var events: [[UInt8]]

    /// A message with `header`.
    public init(_ kind: Kind, header: some Encodable, events: [[UInt8]] = []) {
        self.kind = kind
        // Nothing in these headers is beyond JSON; the reader refuses an empty one.
        self.header = (try? JSON.encode(header)) ?? []
        self.events = events
    }

    /// The frames.
    public var frames: [[UInt8]] {
        [FollowMessage.magic, Array(kind.rawValue.utf8), header] + events
    }

    /// Reads frames, strictly.
    public init(frames: [[UInt8]]) throws(MessageError) {
        guard frames.count >= 3 else {
            throw MessageError(.malformedFrames, "\(frames.count) frames where 3 are expected")
        }
        guard frames[0] == FollowMessage.magic else {
            throw MessageError(.malformedFrames, at: "frame[0]", "CHF1 is spoken here")
        }
        guard let kind = Kind(rawValue: String(decoding: frames[1], as: UTF8.self)) else {
            throw MessageError(.unknownCommand, at: "frame[1]", "there is no such message")
        }
        guard kind == .batch || frames.count == 3 else {
            throw MessageError(.malformedFrames, "\(frames.count) frames in a \(kind.rawValue)")
        }
        self.kind = kind
        header = frames[2]
        events = Array(frames.dropFirst(3))
    }

    /// The header, strictly read.
    public func header<Header: Decodable>(
        _ type: Header.Type = Header.self
    ) throws(MessageError) -> Header {
        try JSON.decode(type, from: header, at: kind.rawValue)
    }
}

/// The header of FOLLOW: where to begin, and what to see.
public struct FollowHeader: Codable, Hashable, Sendable {
    /// The last sequence the follower has; absent to begin with what comes next.
    public var after: Int64?
    /// The epoch that sequence belongs to; absent to take whatever epoch the log has.
    public var epoch: String?
    /// What to see.
    public var filter: FollowFilter
    /// Events that may come at once.
    public var credit: Int

    /// A request to follow.
    public init(after: Int64?, epoch: String?, filter: FollowFilter, credit: Int) {
        self.after = after
        self.epoch = epoch
        self.filter = filter
        self.credit = credit
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case after, epoch, filter, credit }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        after = try fields.optional(.after)
        epoch = try fields.optional(.epoch)
        filter = try fields.value(.filter, default: FollowFilter())
        credit = try fields.value(.credit)
        guard (0...100_000).contains(credit) else {
            throw fields.reject(.credit, "\(credit) is not between 0 and 100000")
        }
        if let after, after < 0 { throw fields.reject(.after, "sequences count from 1") }
    }
}

/// The header of CREDIT.
public struct FollowCredit: Codable, Hashable, Sendable {
    /// Events that may come in addition.
    public var credit: Int

    /// Grants `credit` more events.
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

/// The header of FOLLOWING, HEARTBEAT, EXPIRED and EPOCH: where the log is.
public struct FollowBounds: Codable, Hashable, Sendable {
    /// The log's epoch.
    public var epoch: String
    /// The first sequence that can be read.
    public var first: Int64
    /// The last sequence; 0 if there is none.
    public var last: Int64

    /// Where the log is.
    public init(epoch: String, first: Int64, last: Int64) {
        self.epoch = epoch
        self.first = first
        self.last = last
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case epoch, first, last }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        epoch = try fields.value(.epoch)
        first = try fields.value(.first)
        last = try fields.value(.last)
    }
}

/// The header of BATCH: how far the follower is.
public struct BatchHeader: Codable, Hashable, Sendable {
    /// The log's epoch.
    public var epoch: String
    /// The last sequence that was examined; everything up to it was sent or filtered out.
    public var through: Int64
    /// The events that follow, one frame each.
    public var count: Int

    /// The header of a batch of `count` events.
    public init(epoch: String, through: Int64, count: Int) {
        self.epoch = epoch
        self.through = through
        self.count = count
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case epoch, through, count }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        epoch = try fields.value(.epoch)
        through = try fields.value(.through)
        count = try fields.value(.count)
    }
}

/// The header of END, PING and REFUSED.
public struct FollowReason: Codable, Hashable, Sendable {
    /// Why, for a person.
    public var reason: String

    /// A reason, for a person.
    public init(_ reason: String) { self.reason = reason.prefix(utf8: Limits.reason) }

    private enum CodingKeys: String, CodingKey, CaseIterable { case reason }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        reason = try fields.value(.reason)
    }
}
