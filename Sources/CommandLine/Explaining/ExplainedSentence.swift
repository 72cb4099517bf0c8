import Classify
import Daemon
import Extract
import Knowledge
import Messages

/// A sentence of an article: who is mentioned, who plays which role, what may be an event, and why
/// each is one or not. Spans count the Unicode scalars of the article's text.
struct ExplainedSentence: Encodable {
    struct Mention: Encodable {
        var span: Span
        var text: String
        var kind: ActorMention.Kind
        var entity: String?
        var resolvedBy: String?
        var score: Double?
    }

    struct Actor: Encodable {
        var span: Span
        var text: String
        var entity: String?
    }

    struct Candidate: Encodable {
        var trigger: String
        var triggerSpan: Span
        /// What it is, or would be; absent if nothing says of which type it is.
        var type: EventType?
        var modes: [String]
        var contexts: [String]
        var status: EventStatus?
        var cameo: String?
        var sources: [Actor]
        var targets: [Actor]
        var attribution: Attribution?
        /// `event`, `repeats` (an event told before), or `none`.
        var outcome: String
        /// Why it is none.
        var objection: String?
        var confidence: Double?
        /// Whether the language model has a say in its type.
        var byModel: Bool
        /// What its confidence was computed from; see `predicates/confidence.tsv`.
        var features: [String: Double]
        /// What the language model reads at the trigger.
        var act: ActReading?
        /// The lexicon's entry, with its type.
        var predicate: String?
        var explanation: [String]
    }

    var article: String
    var sentence: Int
    var paragraph: Int
    var kind: Article.Paragraph.Kind
    var span: Span
    var text: String
    var mentions: [Mention]
    var roles: [PredicateRoles]
    var candidates: [Candidate]

    /// The sentences of an explanation, in order.
    static func all(_ explanation: Explanation) -> [ExplainedSentence] {
        let candidates = explanation.candidates
        let text = ScalarText(candidates.text)
        var sentences = candidates.sentences.enumerated().map { number, sentence in
            ExplainedSentence(
                article: candidates.info.id, sentence: number, paragraph: sentence.paragraph,
                kind: sentence.kind, span: sentence.span, text: text[sentence.span], mentions: [],
                roles: [], candidates: [])
        }
        for mention in candidates.mentions {
            sentences[mention.sentence].mentions.append(
                Mention(
                    span: mention.span, text: text[mention.span], kind: mention.kind,
                    entity: mention.entity, resolvedBy: mention.resolvedBy, score: mention.score))
        }
        for roles in explanation.roles { sentences[roles.sentence].roles.append(roles) }
        for judgement in explanation.judgements {
            let relation = candidates.relations[judgement.relation]
            sentences[relation.sentence].candidates.append(
                Candidate(judgement, relation, candidates, text))
        }
        for number in sentences.indices { sentences[number].mentions.sort { $0.span < $1.span } }
        return sentences
    }
}

extension ExplainedSentence.Candidate {
    init(
        _ judgement: Judgement, _ relation: Relation, _ candidates: Candidates, _ text: ScalarText
    ) {
        func actors(_ numbers: [Int]) -> [ExplainedSentence.Actor] {
            numbers.map { candidates.mentions[$0] }.map {
                ExplainedSentence.Actor(span: $0.span, text: text[$0.span], entity: $0.entity)
            }
        }
        let event = judgement.event
        trigger = text[relation.trigger]
        triggerSpan = relation.trigger
        type = event?.type
        modes = event.map { $0.modes.isEmpty ? $0.mode.map { [$0] } ?? [] : $0.modes } ?? []
        contexts = event?.contexts ?? []
        status = event?.status
        cameo = event?.cameo
        sources = actors(relation.sources)
        targets = actors(relation.targets)
        attribution = relation.attribution
        outcome =
            judgement.objection != nil ? "none" : judgement.repeats != nil ? "repeats" : "event"
        objection = judgement.objection
        confidence = event?.confidence
        byModel = judgement.isByModel
        features = Dictionary(
            uniqueKeysWithValues: judgement.features.map { ($0.key.rawValue, $0.value) })
        act = relation.act
        predicate = relation.predicate
        explanation = relation.explanation
    }

    /// `ACCUSE/disapprove, occurred`.
    var title: String {
        guard let type else { return "no type" }
        let modes = modes.isEmpty ? "" : "/" + modes.joined(separator: "+")
        return type.rawValue + modes + (status.map { ", \($0.rawValue)" } ?? "")
    }

    /// What became of it, in words.
    var verdict: String {
        switch outcome {
        case "none": "no event: \(objection ?? "")"
        case "repeats": "told before"
        default: "event"
        }
    }
}
