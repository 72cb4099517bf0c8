public import Knowledge
internal import Language
public import Messages
internal import Model

/// A question about a sentence: what does one phrase of it do to another?
public struct PairQuery: Sendable, Hashable {
    /// The sentence.
    public var sentence: String
    /// Where the phrase that acts stands, in Unicode scalars; nil if the sentence has none.
    public var source: Span?
    /// Where the phrase that is acted upon stands.
    public var target: Span?

    /// A question about these words.
    public init(sentence: String, source: Span?, target: Span?) {
        self.sentence = sentence
        self.source = source
        self.target = target
    }
}

/// Reads what given phrases do to each other, where who acts is known and only what they do is asked.
/// One an instance: the model reads with memory of its own.
public final class PairExtractor {
    private let data: LanguageData
    private let model: SentenceModel
    private let reader: Reader
    private let grammar: Grammar

    /// A reader that knows `data`.
    public init(data: LanguageData, model: SentenceModel) {
        self.data = data
        self.model = model
        reader = Reader(model.model)
        grammar = Grammar(model.model.labels)
    }

    /// For each question candidates of one relation, whose sources and targets are the phrases. The
    /// model always has an answer: that an event is told is taken for granted.
    public func candidates(_ queries: [PairQuery]) -> [Candidates] {
        let tokenizer = TreebankTokenizer(model.words)
        let texts = queries.map { ScalarText($0.sentence) }
        let spans = texts.map { tokenizer.tokens(of: $0.scalars, in: 0..<$0.count) }
        let questions = zip(queries, spans).map { query, spans in
            [
                Reading.PairQuestion(
                    source: words(query.source, spans), target: words(query.target, spans))
            ]
        }
        let forms = zip(texts, spans).map { text, spans in
            spans.map { text[Span($0.lowerBound, $0.upperBound)] }
        }
        let readings = reader.read(forms, questions: questions, coreference: false)
        return queries.indices.map { candidates(queries[$0], texts[$0], spans[$0], readings[$0]) }
    }

    private func words(_ span: Span?, _ spans: [Range<Int>]) -> [Int] {
        guard let span else { return [] }
        return spans.indices.filter {
            spans[$0].lowerBound < span.end && span.start < spans[$0].upperBound
        }
    }

    private func candidates(
        _ query: PairQuery, _ text: ScalarText, _ spans: [Range<Int>], _ reading: Reading
    ) -> Candidates {
        let day = Timestamp(Day(number: 0))
        let info = ArticleInfo(
            id: "pair", source: "pair", published: day, publishedBasis: .stated, language: "en",
            contentHash: "", simHash: "", fetched: day)
        var candidates = Candidates(
            info: info, sentences: [Sentence(span: Span(0, text.count), paragraph: 0, kind: .body)],
            model: model.model.name, lexicon: data.version, text: query.sentence)
        for span in [query.source, query.target] {
            guard let span, span.end <= text.count else { continue }
            candidates.mentions.append(ActorMention(sentence: 0, span: span, kind: .name))
        }
        guard let answer = reading.pairs.first ?? nil else { return candidates }
        let labels = grammar.events
        // Whoever asks what one does to another asks for no statement.
        let open = labels.types.indices.filter { labels.types[$0] != EventType.statement.rawValue }
        let type = open.max { answer.types[$0] < answer.types[$1] } ?? answer.type
        let anchor = answer.anchors[type]
        let event = reading.events.first { $0.anchor == anchor }
        let last = event.map { lastWord(of: $0.trigger) } ?? anchor
        let trigger = Span(spans[anchor].lowerBound, spans[last].upperBound)
        var relation = lexical(trigger, text)
        relation.act = ActReading(
            chance: 1,
            types: EventFinder.chances(
                open.map { answer.types[$0] }, open.map { labels.types[$0] }),
            statuses: EventFinder.chances(answer.statuses[type], labels.statuses),
            modes: EventFinder.named(answer.modes[type], labels.modes),
            contexts: event.map { EventFinder.named($0.contexts, labels.contexts) } ?? [])
        relation.sources = query.source == nil ? [] : [0]
        relation.targets = query.target == nil ? [] : [candidates.mentions.count - 1]
        candidates.relations = [relation]
        return candidates
    }

    /// The last word that stands with the first.
    private func lastWord(of trigger: [Int]) -> Int {
        var last = trigger[0]
        for word in trigger.dropFirst() where word == last + 1 { last = word }
        return last
    }

    /// A relation at `trigger` with what the lexicon says there.
    private func lexical(_ trigger: Span, _ text: ScalarText) -> Relation {
        var relation = Relation(sentence: 0, trigger: trigger)
        let tokens = Tokenizer(data.vocabulary).tokens(of: text.scalars, in: 0..<text.count)
        guard !tokens.isEmpty else { return relation }
        let tags = Tagger(data.vocabulary).tags(tokens[...], text.scalars)
        let groups = VerbGroup.groups(tokens[...], tags, data.vocabulary)
        let view = SentenceView(number: 0, tokens: tokens, tags: tags, groups: groups, text: text)
        let matches = PatternMatcher(data: data).matches(in: view)
        let match = matches.first { match in
            tokens[match.first].start < trigger.end
                && trigger.start < tokens[max(match.first, match.core)].end
        }
        relation.predicate = match.map { data.predicates.predicates[$0.predicate].id }
        guard let token = tokens.firstIndex(where: { $0.end > trigger.start }) else {
            return relation
        }
        let reality = RealityReader(data: data)
        let read =
            view.group(covering: token).map { reality.reality(of: $0, view) }
            ?? reality.reality(noun: token, nil, view)
        relation.negated = read.negated
        relation.modality = read.modality
        relation.cues = read.cues
        return relation
    }
}
