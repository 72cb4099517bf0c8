import Knowledge
import Messages
import TestSupport
import Testing

@testable import Classify

/// What the model and the lexicon say together.
@Suite("Opinions") struct OpinionTests {
    private static let data = Result {
        try LanguageData.load(directory: Repository.path("Data"))
    }

    private func act(
        _ types: [(String, Double)], chance: Double = 0.9,
        status: (String, Double) = ("occurred", 1),
        modes: [LabelChance] = []
    ) -> ActReading {
        ActReading(
            chance: chance, types: types.map { LabelChance($0.0, $0.1) },
            statuses: [LabelChance(status.0, status.1)], modes: modes, actors: 0.9)
    }

    private func coded(_ relation: Relation) throws -> Event? {
        try judged(relation).objection == nil ? try judged(relation).event : nil
    }

    private func judged(
        _ relation: Relation, sector: String = "GOV",
        _ target: (inout ActorMention) -> Void = { _ in }
    ) throws -> Judgement {
        let day = Timestamp(Day(number: 18_000))
        let info = ArticleInfo(
            id: "a-1", source: "test", published: day, publishedBasis: .stated, language: "en",
            contentHash: "00", simHash: "00", fetched: day)
        let places: [(String, Int, Int)] = [("NOR", 0, 6), ("ISR", 17, 23)]
        var mentions = places.map { code, start, end in
            ActorMention(
                sentence: 0, span: Span(start, end), kind: .name, entity: "\(code)/\(sector)",
                country: code, sectors: [sector], resolvedBy: "lexicon:country", score: 0.9)
        }
        target(&mentions[1])
        let candidates = Candidates(
            info: info, sentences: [Sentence(span: Span(0, 24), paragraph: 0, kind: .body)],
            mentions: mentions, relations: [relation], model: "m", lexicon: "l",
            text: "Norway condemned Israel.")
        let classifier = Classifier(data: try Self.data.get(), version: "1")
        return try #require(classifier.judgements(of: candidates).first)
    }

    private func relation(_ predicate: String?, _ act: ActReading?) -> Relation {
        Relation(
            sentence: 0, trigger: Span(7, 16), predicate: predicate, act: act, sources: [0],
            targets: [1])
    }

    @Test("a target that was guessed counts by its odds, and makes the event as likely")
    func guessed() throws {
        func features(_ score: Double) throws -> [ConfidenceWeights.Feature: Double] {
            try judged(relation(nil, act([("ACCUSE", 0.97)]))) { mention in
                mention.resolvedBy = ActorMention.guessed
                mention.score = score
            }.features
        }
        #expect(try features(0.5)[.implied] == nil && features(0.5)[.targets] == nil)
        #expect(try features(0.8)[.implied] == ConfidenceWeights.odds(0.8))
        let weights = try Self.data.get().confidence
        #expect(
            weights.chance(try features(0.9), byModel: true)
                > weights.chance(try features(0.4), byModel: true))
    }

    @Test("the model's best type counts, unless the lexicon tips a close one")
    func type() throws {
        let sure = act([("REJECT", 0.97), ("ACCUSE", 0.03)])
        #expect(try judged(relation("condemn", sure)).event?.type == .reject)
        let close = act([("REJECT", 0.8), ("ACCUSE", 0.2)])
        #expect(try judged(relation("condemn", close)).event?.type == .accuse)
        #expect(try judged(relation(nil, close)).event?.type == .reject)
    }

    @Test("words that can mean nothing else count even where the model sees no chance of it")
    func decisive() throws {
        let sure = act([("SANCTION", 1)])
        #expect(try judged(relation("truce.violate", sure)).event?.type == .assault)
        #expect(try judged(relation("blockade", sure)).event?.type == .sanction)
        let unseen = act([("ASSAULT", 1)], chance: 0.01)
        #expect(try judged(relation("truce.violate", unseen)).objection == "too unsure")
        #expect(
            try judged(relation("blockade", unseen)).objection
                == "the language model takes it for none")
    }

    @Test("what the words around the trigger tell wins over model and lexicon")
    func toldType() throws {
        var told = relation("condemn", act([("ACCUSE", 0.9)], chance: 0.7))
        let accused = try #require(try judged(told).event)
        told.cues.append(Relation.typeCue + "ASSAULT/abduct")
        let event = try #require(try judged(told).event)
        #expect(event.type == .assault)
        #expect(event.mode == "abduct")
        #expect(abs(event.confidence - accused.confidence) < 0.1)
    }

    @Test("words that can mean nothing else tell the mode with the type")
    func plainMode() throws {
        let sure = act([("CONSULT", 0.9)], modes: [LabelChance("CONSULT/visit", 0.9)])
        let event = try #require(try judged(relation("walk.out", sure)).event)
        #expect(event.type == .reject)
        #expect(event.mode == "meet")
    }

    @Test("an idiom that is no act is none, however sure the model is")
    func idiom() throws {
        let judged = try judged(relation("decline.comment", act([("REJECT", 1)])))
        #expect(judged.event?.type == .statement)
        #expect(judged.objection == "a statement")
    }

    @Test("a word that tells the status by itself counts against the model")
    func told() throws {
        var possible = relation("condemn", act([("ACCUSE", 1)], status: ("occurred", 0.99)))
        possible.cues = ["status:hypothetical", Relation.toldCue]
        #expect(try judged(possible).event?.status == .hypothetical)
    }

    @Test("agreement raises confidence, dissent lowers it")
    func confidence() throws {
        let reading = act([("ACCUSE", 0.8), ("REJECT", 0.2)], chance: 0.7)
        let alone = try #require(try judged(relation(nil, reading)).event?.confidence)
        let agreed = try #require(try judged(relation("condemn", reading)).event?.confidence)
        let dissent = try #require(try judged(relation("visit", reading)).event?.confidence)
        #expect(dissent < alone && alone < agreed)
    }

    @Test("a status that undoes counts only where a word says so")
    func unsaid() throws {
        var undone = relation("condemn", act([("ACCUSE", 1)], status: ("postponed", 0.9)))
        undone.cues = [Relation.unsaidCue + "negated"]
        #expect(try judged(undone).event?.status == .postponed)
        undone.cues = [Relation.unsaidCue + "postponed"]
        #expect(try judged(undone).event?.status == .occurred)
        undone.modality = .future
        #expect(try judged(undone).event?.status == .planned)
    }

    @Test("the status is the model's where it is sure, else that of the words")
    func status() throws {
        var planned = relation("condemn", act([("ACCUSE", 1)], status: ("planned", 0.9)))
        planned.negated = true
        #expect(try judged(planned).event?.status == .planned)
        var open = relation("condemn", act([("ACCUSE", 1)]))
        open.act?.statuses = [LabelChance("occurred", 0.5), LabelChance("negated", 0.4)]
        open.negated = true
        #expect(try judged(open).event?.status == .negated)
    }

    @Test("a mode against which the words nearby speak must be all but certain")
    func toldModes() throws {
        let reading = act(
            [("REQUEST", 1)],
            modes: [LabelChance("REQUEST/change", 0.8), LabelChance("REQUEST/meet", 0.6)])
        #expect(try judged(relation(nil, reading)).event?.modes == ["change", "meet"])
        var told = relation(nil, reading)
        told.cues = ["mode:meet"]
        #expect(try judged(told).event?.mode == "meet")
        let visit = act([("CONSULT", 1)], modes: [LabelChance("CONSULT/visit", 0.8)])
        #expect(try judged(relation(nil, visit)).event?.mode == nil)
    }

    @Test("a mode that alone the words nearby tell needs less")
    func nearModes() throws {
        let weak = act(
            [("REQUEST", 1)],
            modes: [LabelChance("REQUEST/yield", 0.3), LabelChance("REQUEST/change", 0.3)])
        var told = relation(nil, weak)
        #expect(try judged(told).event?.mode == nil)
        told.cues = ["mode:yield"]
        #expect(try judged(told).event?.mode == "yield")
        told.cues = ["mode:yield", "mode:change"]
        #expect(try judged(told).event?.mode == nil)
    }

    @Test("modes are those of the type, the surest first; the lexicon's own needs less")
    func modes() throws {
        let modes = [
            LabelChance("ACCUSE/allege", 0.6), LabelChance("ACCUSE/investigate", 0.7),
            LabelChance("ACCUSE/disapprove", 0.3), LabelChance("REJECT/meet", 0.9),
        ]
        let reading = act([("ACCUSE", 1)], modes: modes)
        #expect(
            try judged(relation(nil, reading)).event?.modes == ["investigate", "allege"])
        #expect(
            try judged(relation("condemn", reading)).event?.modes == [
                "investigate", "allege", "disapprove",
            ])
    }

    @Test("what is hardly an event, or a statement, is none, and says why")
    func none() throws {
        let weak = try judged(relation(nil, act([("ACCUSE", 0.4)], chance: 0.02)))
        #expect(weak.objection == "the language model takes it for none")
        let unsure = try judged(relation(nil, act([("ACCUSE", 0.4)], chance: 0.16)))
        #expect(unsure.objection == "too unsure")
        let said = try judged(relation(nil, act([("STATEMENT", 0.9)])))
        #expect(said.objection == "a statement")
        #expect(try judged(relation(nil, nil)).objection != nil)
    }

    @Test("a chance that the model gives no type counts against the lexicon alone")
    func silent() throws {
        let judgement = try judged(relation("condemn", ActReading(chance: 0.01)))
        #expect(!judgement.isByModel)
        #expect(judgement.features[.act] ?? 0 < -4)
    }

    @Test("what the model takes for no event the lexicon alone makes none, talks apart")
    func taken() throws {
        let chance = ActReading(chance: 0.01)
        #expect(
            try judged(relation("condemn", chance)).objection
                == "the language model takes it for none")
        #expect(try judged(relation("condemn", ActReading(chance: 0.2))).objection == nil)
        #expect(try judged(relation("condemn", nil)).objection == nil)
        var talks = relation("meet", chance)
        talks.sources = [0, 1]
        talks.targets = []
        #expect(try judged(talks).objection == nil)
    }

    @Test("words that are quoted have been said, deeds in a quotation go on")
    func quoted() throws {
        var said = relation("condemn", act([("ACCUSE", 1)], status: ("ongoing", 1)))
        #expect(try judged(said).event?.status == .ongoing)
        said.quoted = true
        #expect(try judged(said).event?.status == .occurred)
        var deed = relation(nil, act([("ASSAULT", 1)], status: ("ongoing", 1)))
        deed.quoted = true
        #expect(try judged(deed).event?.status == .ongoing)
    }

    @Test("a threat that the deed itself tells has been made, one that is announced has not")
    func threat() throws {
        let planned = act([("THREATEN", 1)], status: ("planned", 1))
        #expect(try judged(relation(nil, planned)).event?.status == .occurred)
        #expect(try judged(relation("threat.any", planned)).event?.status == .planned)
    }

    @Test("what would only endanger somebody, or does not, is no threat")
    func danger() throws {
        for status in ["hypothetical", "negated"] {
            let reading = act([("THREATEN", 1)], status: (status, 1))
            #expect(
                try judged(relation("threat.any", reading)).objection == "a danger, and no threat")
        }
        let made = act([("THREATEN", 1)], status: ("occurred", 1))
        #expect(try judged(relation("threat.any", made)).objection == nil)
    }

    @Test("what is told as possible did not happen")
    func possible() throws {
        var told = relation("condemn", act([("ACCUSE", 1)]))
        told.cues.append(Relation.possibleCue)
        #expect(try judged(told).event?.status == .hypothetical)
        told.act?.statuses = [LabelChance("negated", 1)]
        #expect(try judged(told).event?.status == .negated)
    }

    @Test("what hangs from the trigger may say that it tells no act")
    func cue() throws {
        var question = relation("condemn", act([("ACCUSE", 1)]))
        question.cues.append(Relation.noneCue + "a question")
        #expect(try judged(question).objection == "a question")
    }

    @Test("what only those in office do is history where a former office holder does it")
    func former() throws {
        let raid = relation(nil, act([("ASSAULT", 1)]))
        #expect(
            try judged(raid, sector: "ELI").objection == "what a former office holder did in office"
        )
        #expect(try judged(raid).objection == nil)
        #expect(try judged(relation(nil, act([("ACCUSE", 1)])), sector: "ELI").objection == nil)
    }

    @Test("a deed that the lexicon finds whole needs the model too, what is said does not")
    func whole() throws {
        var deed = relation("retreat.pullout", act([("RETREAT", 0.3)], chance: 0.2))
        var said = relation("condemn", act([("ACCUSE", 0.3)], chance: 0.2))
        deed.cues.append(Relation.wholeCue)
        said.cues.append(Relation.wholeCue)
        #expect(try judged(said).objection == nil)
        deed.act?.actors = 0.2
        #expect(try judged(deed).objection == "the language model sees too little of it")
    }
}
