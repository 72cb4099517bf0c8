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
        let events = try judged(candidates, progress: progress).merged.events
        return CodedArticle(
            info: candidates.info, outcome: events.isEmpty ? .noEvent : .events, events: events)
    }

    /// What became of each relation, in their order.
    public func judgements(of candidates: Candidates) -> [Judgement] {
        (try? judged(candidates) {}.judgements) ?? []
    }

    private func judged(
        _ candidates: Candidates, progress: () throws -> Void
    ) throws -> (judgements: [Judgement], merged: Merger) {
        let text = ScalarText(candidates.text)
        var merger = Merger(text: text)
        var judgements: [Judgement] = []
        let isLetters = LettersPage.isOne(candidates)
        for (number, relation) in candidates.relations.enumerated() {
            try progress()
            var judgement = judgement(number, relation, candidates, text)
            if isLetters { judgement.objection = judgement.objection ?? "readers' letters" }
            if judgement.objection == nil, let event = judgement.event {
                judgement.repeats = merger.add(
                    event, predicate: relation.predicate, relation: number,
                    isHeading: candidates.sentences[relation.sentence].kind == .heading)
            }
            judgements.append(judgement)
        }
        return (judgements, merger)
    }

    private func judgement(
        _ number: Int, _ relation: Relation, _ candidates: Candidates, _ text: ScalarText
    ) -> Judgement {
        var judgement = Judgement(relation: number)
        guard candidates.sentences.indices.contains(relation.sentence),
            let opinion = Opinion(relation, data)
        else {
            judgement.objection = "nothing says of which type it is"
            return judgement
        }
        let event = event(relation, opinion, candidates, text, &judgement)
        judgement.event = event
        judgement.isByModel = opinion.isByModel
        judgement.objection = gate.objection(relation, opinion, candidates)
        let weights = data.confidence
        // What the lexicon finds whole is let in as it is where there is no model; but deeds, which
        // are told of plans and the past too, only if the model sees one as well.
        let isWhole = relation.cues.contains(Relation.wholeCue)
        if judgement.objection == nil, isWhole, opinion.isByModel,
            !Classifier.told.contains(opinion.type),
            weights.chance(judgement.features, byModel: true) < Classifier.leastDeed
        {
            judgement.objection = "the language model sees too little of it"
        }
        // "If the strike threatened the troops": what would only endanger somebody.
        if judgement.objection == nil, opinion.type == .threaten,
            [.hypothetical, .negated].contains(event.status)
        {
            judgement.objection = "a danger, and no threat"
        }
        let threshold =
            opinion.isByModel && !isWhole ? weights.threshold : weights.lexicalThreshold
        if judgement.objection == nil, event.confidence < threshold {
            judgement.objection = "too unsure"
        }
        return judgement
    }

    /// Types whose words tell the act by being said: talks, blame and appeals.
    private static let told: Set<EventType> = [.consult, .accuse, .request]
    /// So likely must the model take a deed that the lexicon finds whole.
    private static let leastDeed = 0.17

    private func event(
        _ relation: Relation, _ opinion: Opinion, _ candidates: Candidates, _ text: ScalarText,
        _ judgement: inout Judgement
    ) -> Event {
        let type = opinion.type
        let ontology = data.ontology
        let date = date(relation, candidates)
        let status = StatusRule.status(
            relation, opinion, on: date, published: candidates.info.published.day)
        let sources = references(relation.sources, candidates, text)
        let targets = references(relation.targets, candidates, text)
        let modes = modes(relation, opinion)
        let contexts = contexts(relation, opinion)
        let rule = ontology.types[type]
        let modeRule = modes.first.flatMap { ontology.mode($0, of: type) }
        let sentence = candidates.sentences[relation.sentence]
        let sentenceText = text[sentence.span]
        let trigger = text[relation.trigger]
        let act = ActReader.act(
            type: type, mode: modes.first, contexts: contexts, status: status.0, cameo: nil,
            isDenied: false, trigger: relation.trigger.shifted(by: -sentence.span.start),
            in: ScalarText(sentenceText))
        let code = ontology.code(
            of: act, base: opinion.predicate?.cameo, baseMode: opinion.predicate?.mode)
        let mention = EventMention(
            article: candidates.info.id, sentenceIndex: relation.sentence, sentence: sentenceText,
            trigger: trigger, triggerSpan: relation.trigger, status: status.0)
        let key = Event.mentionKey(
            contentHash: candidates.info.contentHash, trigger: relation.trigger, type: type,
            sources: sources, targets: targets)
        judgement.features = Confidence.features(
            relation, opinion, status, sources: sources, targets: targets, date, sentence)
        return Event(
            id: Event.id(mentionKey: key), type: type, mode: modes.first,
            modes: modes.count > 1 ? modes : [], contexts: contexts, status: status.0,
            channel: channel(relation, opinion, modes), cameo: code, quad: rule?.quad,
            quadScheme: OntologyTables.quadScheme, goldstein: code.map { ontology.goldstein($0) },
            ploverScore: modeRule?.score ?? rule?.score, sources: sources, targets: targets,
            mediators: references(relation.mediators, candidates, text),
            topic: relation.topic.map { Topic(text: text[$0], span: $0) },
            place: relation.place.map { candidates.places[$0].place }, date: date,
            attribution: relation.attribution, casualties: relation.casualties,
            confidence: confidence(judgement.features, relation, opinion),
            evidence: Evidence(
                sentence: sentenceText, sentenceIndex: relation.sentence,
                offset: sentence.span.start, trigger: trigger, triggerSpan: relation.trigger,
                explanation: relation.explanation),
            mentions: [mention], article: EventArticle(candidates.info),
            coder: Coder(
                version: version, model: candidates.model, lexicon: candidates.lexicon))
    }

    /// The chance by the model and the lexicon together; not below what the lexicon alone would
    /// say of what it finds whole, unless the model is sure that there is nothing.
    private func confidence(
        _ features: [ConfidenceWeights.Feature: Double], _ relation: Relation, _ opinion: Opinion
    ) -> Double {
        let chance = data.confidence.chance(features, byModel: opinion.isByModel)
        guard opinion.isByModel, relation.cues.contains(Relation.wholeCue) else { return chance }
        return max(chance, data.confidence.chance(features, byModel: false))
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

    /// Modes of the type: those the model is sure of, the surest first; without it the predicate's
    /// own, else those the words near it show.
    private func modes(_ relation: Relation, _ opinion: Opinion) -> [String] {
        func known(_ modes: [String]) -> [String] {
            var found: [String] = []
            for mode in modes
            where data.ontology.mode(mode, of: opinion.type) != nil && !found.contains(mode) {
                found.append(mode)
            }
            return found
        }
        if let told = cues(Relation.modeCue, relation).first { return known([told]) }
        let own = opinion.predicate?.mode
        // Words that can mean nothing else tell the mode with the type.
        let plain = opinion.predicate?.isDecisive == true ? own : nil
        if let mode = opinion.mode ?? plain { return known([mode]) }
        guard opinion.isByModel, let act = opinion.act else {
            // A predicate with a mode of its own knows better than words nearby.
            return known(own.map { [$0] } ?? cues("mode:", relation))
        }
        let prefix = opinion.type.rawValue + "/"
        // Words nearby that show other modes speak against one; a visit must be told as one.
        let told = Set(cues("mode:", relation))
        func isDoubtful(_ mode: String) -> Bool {
            if mode == "visit" { return opinion.type == .consult && !isVisit(relation) }
            return !told.isEmpty && !told.contains(mode)
        }
        return known(
            act.modes.filter { mode in
                guard mode.label.hasPrefix(prefix) else { return false }
                // What the lexicon or, alone, a word nearby says too needs less.
                let name = String(mode.label.dropFirst(prefix.count))
                if own == name || told == [name] { return mode.chance > 0.25 }
                return mode.chance > (isDoubtful(name) ? 0.9 : 0.5)
            }.sorted { $1.chance < $0.chance }.map { String($0.label.dropFirst(prefix.count)) })
    }

    /// Whether words near a trigger tell of a visit.
    private func isVisit(_ relation: Relation) -> Bool {
        cues("channel:", relation).compactMap(Int.init).contains { number in
            data.channels.indices.contains(number) && data.channels[number].channel == .visit
        }
    }

    /// How it was carried out: by the predicate, by the mode, else by the words near it.
    private func channel(
        _ relation: Relation, _ opinion: Opinion, _ modes: [String]
    ) -> Channel? {
        if let channel = opinion.predicate?.channel { return channel }
        let near = cues("channel:", relation).compactMap(Int.init).sorted()
            .filter(data.channels.indices.contains).map { data.channels[$0] }
            .first { $0.types.isEmpty || $0.types.contains(opinion.type) }?.channel
        guard opinion.type == .consult else { return near }
        if modes.contains("phone") { return near == .video ? .video : .phone }
        return near == .phone ? nil : near
    }

    private func contexts(_ relation: Relation, _ opinion: Opinion) -> [String] {
        guard opinion.isByModel, let act = opinion.act else { return cues("context:", relation) }
        return act.contexts.filter { $0.chance > 0.5 }.map(\.label)
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
