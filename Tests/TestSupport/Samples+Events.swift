public import Messages

extension ActorReference {
    /// Every field filled in.
    public static let sample = ActorReference(
        text: "the government of Norland", span: .of("the government of Norland"),
        entity: "NOR/GOV", name: "Government of Norland", country: "NOR", sectors: ["GOV"],
        resolvedBy: "lexicon:country+agent", score: 0.97)

    /// Only what must be there.
    public static let smallest = ActorReference(text: "Südland", span: .of("Südland"))
}

extension ActorReference {
    /// Every field filled in, for the words of the sample text that name the actor.
    public static func sample(of words: String, _ entity: String) -> ActorReference {
        ActorReference(
            text: words, span: .of(words), entity: entity, name: words,
            country: String(entity.prefix(3)), sectors: ["GOV"], resolvedBy: "lexicon:country",
            score: 0.5)
    }
}

extension Place {
    /// Every field filled in.
    public static let sample = Place(
        name: "Ærestad", country: "NOR", admin1: "Eastern Coast", latitude: 60.5,
        longitude: -10.25, geonameId: 1_234_567, precision: .city, text: "Ærestad")
}

extension Event {
    /// Every field filled in, as it stands in the log.
    public static let sample: Event = {
        var event = Event(
            id: Event.id(mentionKey: key), type: .request, mode: "assist",
            modes: ["assist", "change"], contexts: ["legal", "human_rights"], status: .occurred,
            channel: .letter, cameo: "1013", quad: 3, goldstein: -5, ploverScore: 0.5,
            sources: [.sample],
            targets: [.sample(of: "Südland", "SUD/GOV")],
            mediators: [.sample(of: "the Norland foreign minister", "NOR/GOV")],
            topic: Topic(text: "open talks", span: .of("open talks")), place: .sample,
            date: EventDate(
                start: day("2031-03-02"), end: day("2031-03-02"), granularity: .day,
                text: "On Sunday", basis: .relative),
            attribution: Attribution(
                speaker: "the Norland foreign minister", kind: .letter, quoted: false),
            casualties: Casualties(killed: 1, injured: 2, arrested: 3), confidence: 0.91,
            evidence: .sample, mentions: [.sample], article: EventArticle(.sample),
            coder: Coder(version: "0.1.0", model: "encoder-1", lexicon: "2031-01"))
        event.epoch = "k3v9x2"
        event.sequence = 18_422
        event.article.nearDuplicateOf = "a-16"
        event.firstSeen = stamp("2031-03-04T06:20:01Z")
        return event
    }()

    /// Only what must be there; not committed yet.
    public static let smallest = Event(
        id: Event.id(mentionKey: key), type: .statement, status: .planned, sources: [],
        date: EventDate(
            start: day("2031-03-04"), end: day("2031-03-04"), granularity: .day, basis: .fetched),
        confidence: 0, evidence: .sample, mentions: [.sample], article: EventArticle(.smallest),
        coder: Coder(version: "0.1.0", model: "encoder-1", lexicon: "2031-01"))

    private static let key = Event.mentionKey(
        contentHash: ArticleInfo.sample.contentHash, trigger: .of("called on"), type: .request,
        sources: [.sample], targets: [.smallest])
}

extension Evidence {
    /// Every field filled in.
    public static let sample = Evidence(
        sentence: String(Article.sampleText.split(separator: "\n")[1]), sentenceIndex: 1,
        offset: 31, trigger: "called on", triggerSpan: .of("called on"),
        explanation: ["trigger call.upon → REQUEST", "subject → source"])
}

extension EventMention {
    /// Every field filled in.
    public static let sample = EventMention(
        article: "a-17", sentenceIndex: 1, sentence: Evidence.sample.sentence,
        trigger: "called on", triggerSpan: .of("called on"), status: .occurred)
}

extension CodedArticle {
    /// Every field filled in.
    public static let sample: CodedArticle = {
        var event = Event.sample
        event.epoch = nil
        event.sequence = nil
        event.firstSeen = nil
        return CodedArticle(info: .sample, outcome: .events, events: [event])
    }()

    /// Only what must be there.
    public static let smallest = CodedArticle(info: .smallest, outcome: .noEvent)
}

extension Candidates {
    /// Every field filled in.
    public static let sample = Candidates(
        info: .sample, outcome: .events,
        sentences: [
            Sentence(span: Span(0, 30), paragraph: 0, kind: .heading),
            Sentence(
                span: Span(31, Article.sampleText.unicodeScalars.count), paragraph: 1, kind: .body),
        ],
        mentions: [
            ActorMention(
                sentence: 1, span: .of("the government of Norland"), kind: .description,
                entity: "NOR/GOV", name: "Government of Norland", country: "NOR",
                sectors: ["GOV"], resolvedBy: "lexicon:country+agent", score: 0.97),
            ActorMention(sentence: 1, span: .of("Norland"), kind: .name, antecedent: 0),
        ],
        places: [PlaceMention(sentence: 1, span: .of("Ærestad"), place: .sample)],
        dates: [
            DateMention(sentence: 1, span: .of("On Sunday"), date: Event.sample.date)
        ],
        relations: [
            Relation(
                sentence: 1, trigger: .of("called on"), predicate: "call.upon",
                act: ActReading(
                    chance: 0.9, types: [LabelChance("REQUEST", 0.8)],
                    statuses: [LabelChance("occurred", 1)],
                    modes: [LabelChance("REQUEST/meet", 0.7)],
                    contexts: [LabelChance("diplomatic", 0.6)], actors: 0.5),
                sources: [0],
                targets: [1], mediators: [1], topic: .of("open talks"), place: 0, date: 0,
                attribution: Event.sample.attribution, quoted: false, negated: false,
                modality: .fact, casualties: Casualties(killed: 1, injured: 2, arrested: 3),
                cues: ["mode:letter"], explanation: ["subject → source"])
        ],
        model: "encoder-1", lexicon: "2031-01", text: Article.sampleText)

    /// Only what must be there.
    public static let smallest = Candidates(
        info: .smallest, model: "rules-1", lexicon: "1", text: "")
}
