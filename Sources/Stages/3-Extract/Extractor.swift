public import Knowledge
internal import Language
public import Messages

/// The whole work of Extract, as a value.
public struct Extractor: Sendable {
    /// The rule set, with its version.
    public static let model = "rules-1"
    private let data: LanguageData

    /// An extractor that knows `data`.
    public init(data: LanguageData) { self.data = data }

    /// The candidates of an article. `progress` is called for every sentence and may throw to
    /// give up.
    public func candidates(
        from article: Article, progress: () throws -> Void = {}
    ) throws -> Candidates {
        try read(article, progress: progress) { _, _ in }
    }

    /// Reads an article. `visit` is given every sentence when all in it is found, with who was
    /// mentioned so far. In the paragraphs from `start` on, what has no verb is read as `kind`.
    func read(
        _ article: Article, from start: Int = 0, as kind: SentenceView.Kind = .sentence,
        progress: () throws -> Void = {},
        visit: (inout SentenceView, inout MentionMemory) throws -> Void
    ) throws -> Candidates {
        var candidates = Candidates(
            info: article.info, outcome: article.outcome, model: Extractor.model,
            lexicon: data.version, text: article.text)
        guard article.outcome == nil else { return candidates }
        let text = ScalarText(article.text)
        let published = article.info.published.day
        let finder = MentionFinder(data: data, day: published)
        let dateFinder = DateFinder(data: data, published: published)
        let placeFinder = PlaceFinder(data: data)
        var placeMemory = PlaceMemory()
        let relationFinder = RelationFinder(data: data)
        let tagger = Tagger(data.vocabulary)
        let splitter = SentenceSplitter(data.vocabulary)
        let tokenizer = Tokenizer(data.vocabulary)
        var memory = MentionMemory()
        for (number, paragraph) in article.paragraphs.enumerated() {
            guard paragraph.span.end <= text.count else { continue }
            let tokens = tokenizer.tokens(
                of: text.scalars, in: paragraph.span.start..<paragraph.span.end)
            for range in splitter.sentences(tokens, in: text.scalars) {
                try progress()
                let words = Array(tokens[range])
                let tags = tagger.tags(words[...], text.scalars)
                let groups = VerbGroup.groups(words[...], tags, data.vocabulary)
                var view = SentenceView(
                    number: candidates.sentences.count, tokens: words, tags: tags, groups: groups,
                    text: text)
                if number >= start, !groups.contains(where: \.isFinite) { view.kind = kind }
                candidates.sentences.append(
                    Sentence(
                        span: view.span(0, words.count - 1), paragraph: number,
                        kind: paragraph.kind))
                memory.beginSentence()
                let start = datelineEnd(view)
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
                    view.places.append((found.first, found.last, candidates.places.count))
                    candidates.places.append(
                        PlaceMention(
                            sentence: view.number, span: view.span(found.first, found.last),
                            place: found.place))
                }
                candidates.relations += relationFinder.relations(in: &view, &memory)
                try visit(&view, &memory)
            }
        }
        candidates.mentions = memory.all
        return candidates
    }

    /// The first token after a dateline: "ANKARA (Reuters) - ".
    private func datelineEnd(_ view: SentenceView) -> Int {
        guard view.tokens.count > 4, view.tokens[0].shape.contains(.capitals) else { return 0 }
        for index in 1..<min(10, view.tokens.count) {
            guard let mark = view.mark(index) else { continue }
            guard mark == "-" || mark.value == 0x2013 || mark.value == 0x2014 else { continue }
            // "U.S.-backed" is one word.
            let isJoined =
                view.tokens[index - 1].end == view.tokens[index].start
                && index + 1 < view.tokens.count
                && view.tokens[index].end == view.tokens[index + 1].start
            return isJoined ? 0 : index + 1
        }
        return 0
    }
}
