import Messages

/// Articles and events of the usual size, invented, each different from the others.
enum Corpus {
    static let fetched = Timestamp(seconds: 1_772_532_000)

    private static let sentence = """
        On Monday, the foreign minister of Norland met the ambassador of Southland in Westport \
        and called on both governments to resume the talks about the fishing grounds. 
        """

    /// A text of about `size` bytes that begins with `number`.
    static func text(_ number: Int, size: Int) -> String {
        var text = "Report \(number). "
        while text.utf8.count + sentence.utf8.count <= size { text += sentence }
        return text
    }

    static func document(_ number: Int, size: Int) -> RawDocument {
        RawDocument(
            source: "benchmark", item: "item-\(number)", id: "b-\(number)", format: .text,
            title: "Norland and Southland talk", publisher: "Example Wire", fetched: fetched,
            body: Array(text(number, size: size).utf8))
    }

    /// An article with one event.
    static func coded(_ number: Int) -> CodedArticle {
        let info = ArticleInfo(
            id: "b-\(number)", source: "benchmark", title: "Norland and Southland talk",
            publisher: "Example Wire", published: fetched, publishedBasis: .stated,
            language: "en",
            contentHash: Digest.hexadecimal(Digest.sha256(of: Array("\(number)".utf8))),
            simHash: "0123456789abcdef", fetched: fetched)
        return coded(info, sentence: sentence)
    }

    static func coded(_ info: ArticleInfo, sentence: String) -> CodedArticle {
        let trigger = Span(0, 1)
        let source = actor("the foreign minister of Norland", "NOR")
        let target = actor("the ambassador of Southland", "SUD")
        let key = Event.mentionKey(
            contentHash: info.contentHash, trigger: trigger, type: .consult, sources: [source],
            targets: [target])
        let event = Event(
            id: Event.id(mentionKey: key), type: .consult, status: .occurred, cameo: "040",
            sources: [source], targets: [target],
            date: EventDate(
                start: info.published.day, end: info.published.day, granularity: .day,
                basis: .published),
            confidence: 0.9,
            evidence: Evidence(
                sentence: sentence, sentenceIndex: 0, offset: 0, trigger: "met",
                triggerSpan: trigger, explanation: ["trigger meet → CONSULT", "subject → source"]),
            mentions: [
                EventMention(
                    article: info.id, sentenceIndex: 0, sentence: sentence, trigger: "met",
                    triggerSpan: trigger, status: .occurred)
            ], article: EventArticle(info),
            coder: Coder(version: "benchmark", model: "none", lexicon: "none"))
        return CodedArticle(info: info, outcome: .events, events: [event])
    }

    private static func actor(_ words: String, _ country: String) -> ActorReference {
        ActorReference(
            text: words, span: Span(0, words.unicodeScalars.count), entity: country + "/GOV",
            name: words, country: country, sectors: ["GOV"], resolvedBy: "none", score: 0.9)
    }

    /// `size` bytes that begin with `time`.
    static func body(sentAt time: Int64, size: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0x20, count: size)
        withUnsafeBytes(of: time) { bytes.replaceSubrange(0..<8, with: $0) }
        return bytes
    }
}
