import Messages

@testable import Extract

/// Candidates of an article, written by hand: sentences of ten scalars a mention or trigger.
struct CastFixture {
    /// A sentence's act: who did what to whom, by entities; "?" is a name that nobody knows, and "some"
    /// a description.
    struct Act {
        var type: String
        var sources: [String]
        var targets: [String] = []
        var chance = 0.9
    }

    private(set) var candidates: Candidates

    /// An article with a sentence for each act, in which first its sources, then the trigger, then its
    /// targets stand.
    init(_ acts: [Act]) {
        let day = Timestamp(Day(number: 18_000))
        candidates = Candidates(
            info: ArticleInfo(
                id: "a-1", source: "test", published: day, publishedBasis: .stated,
                language: "en", contentHash: "00", simHash: "00", fetched: day),
            model: "m", lexicon: "l", text: "")
        for (number, act) in acts.enumerated() {
            let start = candidates.text.count
            let sources = act.sources.map { mention($0, number) }
            let trigger = word()
            let targets = act.targets.map { mention($0, number) }
            candidates.sentences.append(
                Sentence(
                    span: Span(start, candidates.text.count), paragraph: number, kind: .body))
            candidates.relations.append(
                Relation(
                    sentence: number, trigger: trigger,
                    act: ActReading(
                        chance: act.chance, types: [LabelChance(act.type, 0.9)]),
                    sources: sources, targets: targets))
        }
    }

    private mutating func word() -> Span {
        let start = candidates.text.count
        candidates.text += "wordwordw "
        return Span(start, start + 9)
    }

    private mutating func mention(_ entity: String, _ sentence: Int) -> Int {
        var mention = ActorMention(sentence: sentence, span: word(), kind: .name)
        if entity == "some" {
            mention.kind = .description
        } else if entity != "?" {
            mention.entity = entity
            mention.country = String(entity.prefix { $0 != "/" })
            mention.sectors = [String(entity.suffix(3))]
        }
        candidates.mentions.append(mention)
        return candidates.mentions.count - 1
    }
}
