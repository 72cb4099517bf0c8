public import Knowledge
internal import Language
public import Messages
internal import Model

/// The whole work of Extract. One an instance of the stage: the language model reads with memory of
/// its own.
public struct Extractor {
    /// The rule set, with its version.
    public static let model = "rules-1"
    let data: LanguageData
    private let reader: TextReader?
    /// What it reads with, with its version: the rule set, or the language model.
    public let model: String

    /// An extractor that knows `data` and reads with `model`, if there is one that finds events.
    public init(data: LanguageData, model: SentenceModel? = nil) {
        self.init(data: data, reader: TextReader(finding: model))
    }

    /// An extractor that knows `data` and reads with `reader`, if there is one.
    init(data: LanguageData, reader: TextReader?) {
        self.data = data
        self.reader = reader
        model = reader?.name ?? Extractor.model
    }

    /// The candidates of an article. `progress` is called for every sentence and may throw to
    /// give up.
    public func candidates(
        from article: Article, progress: () throws -> Void = {}
    ) throws -> Candidates {
        try read(article, progress: progress) { _, _, _ in }
    }

    /// Reads an article. `visit` is given every sentence when all in it is found, with who was
    /// mentioned so far, and what the language model read in it, if there is a model. In the
    /// paragraphs from `start` on, what has no verb is read as `kind`.
    func read(
        _ article: Article, from start: Int = 0, as kind: SentenceView.Kind = .sentence,
        progress: () throws -> Void = {},
        visit: (inout SentenceView, inout MentionMemory, SentenceReading?) throws -> Void
    ) throws -> Candidates {
        var candidates = Candidates(
            info: article.info, outcome: article.outcome, model: model,
            lexicon: data.version, text: article.text)
        guard article.outcome == nil else { return candidates }
        let text = ScalarText(article.text)
        let published = article.info.published.day
        let finder = MentionFinder(data: data, day: published)
        let dateFinder = DateFinder(data: data, published: published)
        let placeFinder = PlaceFinder(data: data)
        var placeMemory = PlaceMemory()
        let relationFinder = RelationFinder(data: data, day: published)
        let splitter = SentenceSplitter(data.vocabulary)
        let tokenizer = Tokenizer(data.vocabulary)
        var entities = EntityMemory()
        let cut = article.paragraphs.map { paragraph -> [ArraySlice<Token>] in
            guard paragraph.span.end <= text.count else { return [] }
            let tokens = tokenizer.tokens(
                of: text.scalars, in: paragraph.span.start..<paragraph.span.end)
            return splitter.sentences(tokens, in: text.scalars).map { tokens[$0] }
        }
        let readings = try reader?.read(cut.flatMap { $0 }, in: text, progress: progress)
        let views = views(of: cut, in: text, from: start, as: kind, readings)
        var memory = emptyMemory(cut.flatMap { $0 }, views.flatMap { $0 }, article.info)
        for (number, paragraph) in article.paragraphs.enumerated() {
            memory.beginParagraph(at: candidates.sentences.count)
            for fresh in views[number] {
                try progress()
                var view = fresh
                candidates.sentences.append(
                    Sentence(
                        span: view.span(0, view.tokens.count - 1), paragraph: number,
                        kind: paragraph.kind))
                let reading = view.reading
                memory.beginSentence()
                if let scene = Scene(data: data).country(view) { memory.scene = scene }
                let start = Dateline.end(view)
                placeFinder.readDateline(view, upTo: start, &placeMemory)
                finder.find(in: &view, from: start, &memory)
                let places = placeFinder.places(in: &view, from: start, &memory, &placeMemory)
                let dateline = start > 0 ? placeMemory.dateline : nil
                finder.settle(&view, in: places, dateline: dateline, &memory)
                for (first, last, date) in dateFinder.dates(in: view) {
                    view.dates.append((first, last, candidates.dates.count))
                    candidates.dates.append(
                        DateMention(
                            sentence: view.number, span: view.span(first, last), date: date))
                }
                for found in places {
                    view.places.append(
                        (found.first, found.last, candidates.places.count, found.place.country))
                    candidates.places.append(
                        PlaceMention(
                            sentence: view.number, span: view.span(found.first, found.last),
                            place: found.place))
                }
                if let reading { entities.note(view, reading) }
                let relations = relationFinder.relations(in: &view, reading, entities, &memory)
                candidates.relations += relations
                let parties = Set(relations.flatMap { $0.sources + $0.targets + $0.mediators })
                for place in WhereRule.places(in: view)
                where !parties.contains(view.mentions[place].number) {
                    memory.turnToPlace(view.mentions[place].number)
                }
                try visit(&view, &memory, reading)
                memory.endSentence(view, AntecedentFinder(data: data))
            }
        }
        candidates.mentions = memory.all
        guard reader != nil else { return candidates }
        return CounterpartGuess(data: data).completed(UnknownParties.trimmed(candidates))
    }
}
