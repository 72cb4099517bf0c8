internal import Knowledge
internal import Language
internal import Messages

/// What is read of an article before its sentences are: the words of each, and whom it tells of.
extension Extractor {
    /// The sentences with nothing found in them yet, by paragraph.
    func views(
        of cut: [[ArraySlice<Token>]], in text: ScalarText, from start: Int,
        as kind: SentenceView.Kind, _ readings: [SentenceReading]?
    ) -> [[SentenceView]] {
        let tagger = Tagger(data.vocabulary)
        var count = 0
        return cut.enumerated().map { number, sentences in
            sentences.map { tokens in
                let words = Array(tokens)
                let tags = tagger.tags(words[...], text.scalars)
                let groups = VerbGroup.groups(words[...], tags, data.vocabulary)
                var view = SentenceView(
                    number: count, tokens: words, tags: tags, groups: groups, text: text)
                if number >= start, !groups.contains(where: \.isFinite) { view.kind = kind }
                if let reading = readings?[count] { view.take(reading) }
                count += 1
                return view
            }
        }
    }

    /// An empty memory that knows where the article takes place, whose affairs it tells, and whom it
    /// names in full anywhere.
    func emptyMemory(
        _ sentences: [ArraySlice<Token>], _ views: [SentenceView], _ info: ArticleInfo
    ) -> MentionMemory {
        let theatre = Theatre(data: data).country(of: sentences)
        let day = info.published.day
        let home = Home(data: data, day: day).country(
            of: sentences, datelines: views.map { $0.tokens[..<Dateline.end($0)] },
            publisher: info.publisher)
        guard views.count > 1 else {
            return MentionMemory(theatre: theatre, foreseen: Foreseen(home: home))
        }
        let finder = MentionFinder(data: data, day: day)
        var memory = MentionMemory(theatre: theatre, foreseen: Foreseen(home: home))
        for fresh in views {
            var view = fresh
            memory.beginSentence()
            finder.find(in: &view, from: Dateline.end(view), &memory)
            memory.endSentence(view, AntecedentFinder(data: data))
        }
        return MentionMemory(theatre: theatre, foreseen: memory.foreseen(home: home))
    }
}
