import Messages
import Threads

/// Stages without language work: what they give follows from what they take.
actor PassingNormalize: Stage {
    static let name = StageName.normalize

    func process(_ input: RawDocument, in task: TaskContext) async throws -> Article {
        let text = String(decoding: input.body, as: UTF8.self)
        return Article(
            info: ArticleInfo(
                id: input.id ?? "ar1-\(task.id)", source: input.source,
                published: input.published ?? input.fetched, publishedBasis: .stated,
                language: "en", contentHash: Digest.hexadecimal(Digest.sha256(of: input.body)),
                simHash: "0", fetched: input.fetched), paragraphs: [(.body, text)])
    }
}

actor PassingExtract: Stage {
    static let name = StageName.extract

    func process(_ input: Article, in task: TaskContext) async throws -> Candidates {
        Candidates(info: input.info, model: "none", lexicon: "none", text: input.text)
    }
}

/// Gives one event an article, about its first word.
actor PassingClassify: Stage {
    static let name = StageName.classify

    func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
        let span = Span(0, min(1, input.text.unicodeScalars.count))
        let key = Event.mentionKey(
            contentHash: input.info.contentHash, trigger: span, type: .consult, sources: [],
            targets: [])
        let day = input.info.published.day
        let event = Event(
            id: Event.id(mentionKey: key), type: .consult, status: .occurred, sources: [],
            date: EventDate(start: day, end: day, granularity: .day, basis: .published),
            confidence: 1,
            evidence: Evidence(
                sentence: input.text.prefix(utf8: 500), sentenceIndex: 0, offset: 0, trigger: "x",
                triggerSpan: span, explanation: []),
            mentions: [
                EventMention(
                    article: input.info.id, sentenceIndex: 0, sentence: "x", trigger: "x",
                    triggerSpan: span, status: .occurred)
            ], article: EventArticle(input.info),
            coder: Coder(version: "test", model: "none", lexicon: "none"))
        return CodedArticle(info: input.info, outcome: .events, events: [event])
    }
}
