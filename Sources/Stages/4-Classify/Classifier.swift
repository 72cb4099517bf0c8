public import Knowledge
public import Messages
internal import Ontology

/// The whole work of Classify, as a value.
public struct Classifier: Sendable {
    private let data: LanguageData
    private let version: String
    private let gate: EventGate

    /// A classifier that knows `data` and signs events with `version`.
    public init(data: LanguageData, version: String) {
        self.data = data
        self.version = version
        gate = EventGate(data: data)
    }

    /// The coded article. `progress` is called for every relation and may throw to give up.
    public func coded(
        _ candidates: Candidates, progress: () throws -> Void = {}
    ) throws -> CodedArticle {
        if let outcome = candidates.outcome {
            return CodedArticle(info: candidates.info, outcome: outcome)
        }
        let text = ScalarText(candidates.text)
        var merger = Merger(text: text)
        for relation in candidates.relations {
            try progress()
            guard let predicate = data.predicates.predicate(relation.predicate),
                candidates.sentences.indices.contains(relation.sentence),
                gate.admits(relation, predicate, candidates)
            else { continue }
            let event = event(relation, predicate, candidates, text)
            merger.add(event, predicate: predicate.id)
        }
        let events = merger.events
        return CodedArticle(
            info: candidates.info, outcome: events.isEmpty ? .noEvent : .events, events: events)
    }

    private func event(
        _ relation: Relation, _ predicate: Predicate, _ candidates: Candidates, _ text: ScalarText
    ) -> Event {
        let type = predicate.type
        let ontology = data.ontology
        let status = StatusRule.status(relation, predicate)
        let sources = references(relation.sources, candidates, text)
        let targets = references(relation.targets, candidates, text)
        let modes = modes(relation, predicate)
        let contexts = cues("context:", relation)
        let code = ontology.cameo(
            type: type, mode: modes.first, contexts: contexts, base: predicate.cameo)
        let rule = ontology.types[type]
        let modeRule = modes.first.flatMap { ontology.mode($0, of: type) }
        let sentence = candidates.sentences[relation.sentence]
        let sentenceText = text[sentence.span]
        let trigger = text[relation.trigger]
        let mention = EventMention(
            article: candidates.info.id, sentenceIndex: relation.sentence, sentence: sentenceText,
            trigger: trigger, triggerSpan: relation.trigger, status: status)
        let key = Event.mentionKey(
            contentHash: candidates.info.contentHash, trigger: relation.trigger, type: type,
            sources: sources, targets: targets)
        let date = date(relation, candidates)
        return Event(
            id: Event.id(mentionKey: key), type: type, mode: modes.first,
            modes: modes.count > 1 ? modes : [], contexts: contexts, status: status,
            channel: predicate.channel, cameo: code?.code, quad: rule?.quad,
            quadScheme: OntologyTables.quadScheme, goldstein: code?.goldstein,
            ploverScore: modeRule?.score ?? rule?.score, sources: sources, targets: targets,
            mediators: references(relation.mediators, candidates, text),
            topic: relation.topic.map { Topic(text: text[$0], span: $0) },
            place: relation.place.map { candidates.places[$0].place }, date: date,
            attribution: relation.attribution, casualties: relation.casualties,
            confidence: Confidence.value(
                relation, predicate, status, sources + targets, date, sentence),
            evidence: Evidence(
                sentence: sentenceText, sentenceIndex: relation.sentence,
                offset: sentence.span.start, trigger: trigger, triggerSpan: relation.trigger,
                explanation: relation.explanation),
            mentions: [mention], article: EventArticle(candidates.info),
            coder: Coder(
                version: version, model: candidates.model, lexicon: candidates.lexicon))
    }

    private func references(
        _ numbers: [Int], _ candidates: Candidates, _ text: ScalarText
    ) -> [ActorReference] {
        numbers.map { number in
            let mention = candidates.mentions[number]
            return ActorReference(
                text: text[mention.span], span: mention.span, entity: mention.entity,
                name: mention.name, country: mention.country, sectors: mention.sectors,
                resolvedBy: mention.resolvedBy, score: mention.score)
        }
    }

    /// The predicate's own mode first, then those the words near it show.
    private func modes(_ relation: Relation, _ predicate: Predicate) -> [String] {
        var modes: [String] = []
        for mode in (predicate.mode.map { [$0] } ?? []) + cues("mode:", relation)
        where data.ontology.mode(mode, of: predicate.type) != nil && !modes.contains(mode) {
            modes.append(mode)
        }
        // A predicate with a mode of its own knows better than words nearby.
        return predicate.mode == nil ? modes : Array(modes.prefix(1))
    }

    private func cues(_ prefix: String, _ relation: Relation) -> [String] {
        relation.cues.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }

    private func date(_ relation: Relation, _ candidates: Candidates) -> EventDate {
        if let date = relation.date { return candidates.dates[date].date }
        let day = candidates.info.published.day
        return EventDate(
            start: day, end: day, granularity: .day,
            basis: candidates.info.publishedBasis == .stated ? .published : .fetched)
    }
}
