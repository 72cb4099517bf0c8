import Messages
import TestSupport
import Testing

/// A kind of message, so that one test can go through all of them. The event, which is no
/// `Message` of its own but the heart of one, counts as one without a body.
struct Kind: Sendable, CustomTestStringConvertible {
    var schema: String
    /// The payload with every field filled in.
    var full: Payload
    /// The payload with only what must be there.
    var smallest: Payload
    /// The shapes of the keys that may be absent.
    var optional: Set<String>
    /// Decodes a payload and encodes what came out.
    var recode: @Sendable (Payload) throws(MessageError) -> Payload

    var testDescription: String { schema }

    /// The full header, as a tree.
    var document: JSONValue { get throws { try JSONValue.parse(full.header) } }

    /// Why the header is refused; nil if it is not.
    func fault(_ document: JSONValue) -> MessageError? { fault(header: document.bytes) }

    /// Why the header is refused; nil if it is not.
    func fault(header: [UInt8]) -> MessageError? {
        do {
            _ = try recode(Payload(header: header, body: full.body))
            return nil
        } catch {
            return error
        }
    }

    /// The words allowed at a place; nil where any text may stand.
    func words(at path: JSONPath) -> [String]? {
        guard let key = path.key else { return nil }
        let parent = path.steps.dropLast().compactMap {
            if case .key(let key) = $0 { key } else { nil }
        }.last
        switch (parent, key) {
        case (nil, "format"): return RawDocument.Format.allCases.map(\.rawValue)
        case (nil, "outcome"): return Outcome.allCases.map(\.rawValue)
        case (_, "publishedBasis"): return ArticleInfo.PublishedBasis.allCases.map(\.rawValue)
        case ("paragraphs", "kind"), ("sentences", "kind"):
            return Article.Paragraph.Kind.allCases.map(\.rawValue)
        case ("mentions", "kind"): return ActorMention.Kind.allCases.map(\.rawValue)
        case ("attribution", "kind"): return Attribution.Kind.allCases.map(\.rawValue)
        case (_, "modality"): return Relation.Modality.allCases.map(\.rawValue)
        case (_, "precision"): return Place.Precision.allCases.map(\.rawValue)
        case (_, "granularity"): return EventDate.Granularity.allCases.map(\.rawValue)
        case ("date", "basis"): return EventDate.Basis.allCases.map(\.rawValue)
        case (_, "change"): return Change.allCases.map(\.rawValue)
        case (_, "type"): return EventType.allCases.map(\.rawValue)
        case (_, "status"): return EventStatus.allCases.map(\.rawValue)
        case (_, "channel"): return Channel.allCases.map(\.rawValue)
        default: return nil
        }
    }
}

extension Kind {
    static let rawDocument = Kind(
        RawDocument.sample, RawDocument.smallest,
        optional: ["id", "url", "title", "publisher", "published", "language"])
    static let article = Kind(
        Article.sample, Article.smallest, optional: info("info").union(["outcome", "mixedWords"]))
    static let candidates = Kind(
        Candidates.sample, Candidates.smallest,
        optional: info("info").union(["outcome"]).union(place("places.*.place"))
            .union(prefixed("mentions.*", actor + ["antecedent"]))
            .union(
                prefixed(
                    "relations.*",
                    [
                        "predicate", "act", "act.actors", "topic", "place", "date", "attribution",
                        "casualties",
                    ])
            )
            .union(prefixed("relations.*.casualties", ["killed", "injured", "arrested"]))
            .union(["dates.*.date.text"]))
    static let codedArticle = Kind(
        CodedArticle.sample, CodedArticle.smallest,
        optional: info("info").union(uncommitted.map { "events.*.\($0)" }))
    static let receipt = Kind(Receipt.sample, Receipt.sample, optional: [])
    static let event = Kind(
        schema: Event.schema, full: header(Event.sample), smallest: header(Event.smallest),
        optional: Set([
            "epoch", "sequence", "mode", "modes", "channel", "cameo", "quad", "goldstein",
            "ploverScore", "topic", "place", "attribution", "casualties", "firstSeen", "date.text",
        ])
        .union(place("place")).union(prefixed("casualties", ["killed", "injured", "arrested"]))
        .union(prefixed("sources.*", actor)).union(prefixed("targets.*", actor))
        .union(prefixed("mediators.*", actor))
        .union(prefixed("article", ["url", "title", "publisher", "published", "nearDuplicateOf"]))
    ) { payload throws(MessageError) in
        let event = try JSON.decode(Event.self, from: payload.header, at: "header")
        return Payload(header: try JSON.encode(event))
    }

    static let all = [rawDocument, article, candidates, codedArticle, receipt, event]

    private init<M: Message>(_ full: M, _ smallest: M, optional: Set<String>) {
        func payload(_ message: M) -> Payload {
            Payload(header: Kind.header(message).header, body: message.body)
        }
        self.init(
            schema: M.schema, full: payload(full), smallest: payload(smallest), optional: optional
        ) { payload throws(MessageError) in try M(payload: payload).payload() }
    }

    private static func header(_ value: some Encodable) -> Payload {
        guard let header = try? JSON.encode(value) else {
            preconditionFailure("a sample cannot be written")
        }
        return Payload(header: header)
    }

    private static let uncommitted =
        event.optional.subtracting(["epoch", "sequence", "firstSeen"])

    private static let actor = ["entity", "name", "country", "resolvedBy", "score"]

    private static func prefixed(_ prefix: String, _ keys: [String]) -> Set<String> {
        Set(keys.map { "\(prefix).\($0)" })
    }

    private static func place(_ prefix: String) -> Set<String> {
        prefixed(prefix, ["country", "admin1", "latitude", "longitude", "geonameId"])
    }

    private static func info(_ prefix: String) -> Set<String> {
        prefixed(prefix, ["url", "title", "byline", "publisher", "updated", "dateline", "sketch"])
    }
}
