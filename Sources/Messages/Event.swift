/// One revision of one event: who did what to whom, when, where, on whose word, and the sentence
/// that says so. `docs/event.md` describes the fields, `docs/event.schema.json` fixes them.
public struct Event: Codable, Hashable, Sendable {
    /// The name and version of this message.
    public static let schema = "chancery.event/1"

    /// The log's epoch. Absent until Publish has committed the event.
    public var epoch: String?
    /// The place in the log, from 1, without holes within an epoch. Absent until committed.
    public var sequence: Int64?
    /// The identity of the event, from its first mention; it never changes.
    public var id: String
    /// Counts the revisions of the event, from 1.
    public var revision: Int
    /// What this revision changes.
    public var change: Change
    /// What happened.
    public var type: EventType
    /// The most specific mode; absent if none fits.
    public var mode: String?
    /// All modes, if there are several.
    public var modes: [String]
    /// PLOVER contexts.
    public var contexts: [String]
    /// Whether it happened.
    public var status: EventStatus
    /// How it was carried out, if told.
    public var channel: Channel?
    /// The CAMEO code.
    public var cameo: String?
    /// The quad class, 1 to 4; absent for STATEMENT.
    public var quad: Int?
    /// The convention ``quad`` follows.
    public var quadScheme: String
    /// The Goldstein value of the CAMEO code, -10 to 10.
    public var goldstein: Double?
    /// The PLOVER conflict-cooperation score of type and mode, -10 to 10.
    public var ploverScore: Double?
    /// Who did it; all parties of a symmetric event.
    public var sources: [ActorReference]
    /// To whom.
    public var targets: [ActorReference]
    /// Who mediated.
    public var mediators: [ActorReference]
    /// What it is about.
    public var topic: Topic?
    /// Where.
    public var place: Place?
    /// When.
    public var date: EventDate
    /// On whose word.
    public var attribution: Attribution?
    /// People harmed, where numbers are given.
    public var casualties: Casualties?
    /// How likely the coding is right, 0 to 1.
    public var confidence: Double
    /// The sentence that says so.
    public var evidence: Evidence
    /// Every place that tells the event, the first one first.
    public var mentions: [EventMention]
    /// The article.
    public var article: EventArticle
    /// When the event was first committed. Absent until then.
    public var firstSeen: Timestamp?
    /// Which versions made it.
    public var coder: Coder

    /// An event that is not committed yet; see the properties.
    public init(
        id: String, revision: Int = 1, change: Change = .new, type: EventType,
        mode: String? = nil, modes: [String] = [], contexts: [String] = [],
        status: EventStatus, channel: Channel? = nil, cameo: String? = nil, quad: Int? = nil,
        quadScheme: String = "plover-2", goldstein: Double? = nil, ploverScore: Double? = nil,
        sources: [ActorReference], targets: [ActorReference] = [],
        mediators: [ActorReference] = [], topic: Topic? = nil, place: Place? = nil,
        date: EventDate, attribution: Attribution? = nil, casualties: Casualties? = nil,
        confidence: Double, evidence: Evidence, mentions: [EventMention],
        article: EventArticle, coder: Coder
    ) {
        self.id = id
        self.revision = revision
        self.change = change
        self.type = type
        self.mode = mode
        self.modes = modes
        self.contexts = contexts
        self.status = status
        self.channel = channel
        self.cameo = cameo
        self.quad = quad
        self.quadScheme = quadScheme
        self.goldstein = goldstein
        self.ploverScore = ploverScore
        self.sources = sources
        self.targets = targets
        self.mediators = mediators
        self.topic = topic
        self.place = place
        self.date = date
        self.attribution = attribution
        self.casualties = casualties
        self.confidence = confidence
        self.evidence = evidence
        self.mentions = mentions
        self.article = article
        self.coder = coder
    }

    /// The key of the event's first mention, over content hash, trigger, type and actors. The same
    /// text coded again gives the same key; the log holds each key once.
    public static func mentionKey(
        contentHash: String, trigger: Span, type: EventType, sources: [ActorReference],
        targets: [ActorReference]
    ) -> [UInt8] {
        func side(_ actors: [ActorReference]) -> [UInt8] {
            Array(actors.map(\.key).sorted().joined(separator: "\u{1F}").utf8)
        }
        let digest = Digest.sha256([
            Array(contentHash.utf8), Array("\(trigger)".utf8), Array(type.rawValue.utf8),
            side(sources), side(targets),
        ])
        return Array(digest.prefix(16))
    }

    /// The id of the event whose first mention has `mentionKey`.
    public static func id(mentionKey: [UInt8]) -> String { "ev1-" + Digest.base32(mentionKey) }
}
