import Messages
import Testing

@testable import Extract

/// Whom an act is done to by what else the article tells.
@Suite("Counterparts") struct CounterpartGuessTests {
    private typealias Act = CastFixture.Act

    private static let quarrel: [Act] = [
        Act(type: "ACCUSE", sources: ["NOR/GOV"], targets: ["KEN/GOV"]),
        Act(type: "CONSULT", sources: ["PER/GOV"]),
        Act(type: "THREATEN", sources: ["NOR/GOV"], targets: ["KEN/GOV"]),
        Act(type: "ACCUSE", sources: ["NOR/GOV"], targets: ["KEN/GOV"]),
    ]

    private func last(_ acts: [Act]) throws -> (relation: Relation, target: ActorMention?) {
        let candidates = CounterpartGuess(data: try LanguageFixture.data.get())
            .completed(CastFixture(acts).candidates)
        let relation = try #require(candidates.relations.last)
        return (relation, relation.targets.last.map { candidates.mentions[$0] })
    }

    @Test("who rejects what was done to him rejects it towards who did it")
    func answer() throws {
        let found = try last(Self.quarrel + [Act(type: "REJECT", sources: ["KEN/GOV"])])
        #expect(found.target?.entity == "NOR/GOV")
        #expect(found.target?.resolvedBy == ActorMention.guessed)
        #expect(found.target?.antecedent == 5)
        #expect((found.target?.score ?? 0) > 0.6)
        #expect(found.relation.explanation.last?.hasSuffix("→ target") == true)
    }

    @Test("among many sides nobody is guessed")
    func manySides() throws {
        let others = ["CHL/GOV", "PER/GOV", "FJI/GOV", "MLI/GOV"].map {
            Act(type: "CONSULT", sources: [$0])
        }
        #expect(
            try last(Self.quarrel + others + [Act(type: "REJECT", sources: ["KEN/GOV"])]).target
                == nil)
    }

    @Test("of whom most is told in a country is meant, not its bystanders")
    func foremost() throws {
        let told: [Act] = [
            Act(type: "ACCUSE", sources: ["NOR/GOV"], targets: ["KEN/GOV"]),
            Act(type: "REQUEST", sources: ["NOR/GOV"], targets: ["KEN/GOV"]),
            Act(type: "CONSULT", sources: ["NOR/CVL"]),
        ]
        let found = try last(told + [Act(type: "REJECT", sources: ["KEN/GOV"])])
        #expect(found.target?.entity == "NOR/GOV")
    }

    @Test("a name that nobody knows gives way, a description does not")
    func unknown() throws {
        func target(_ words: String) throws -> String? {
            try last(
                Self.quarrel + [Act(type: "REJECT", sources: ["KEN/GOV"], targets: [words])]
            ).target?.entity
        }
        #expect(try target("?") == "NOR/GOV")
        #expect(try target("some") == nil)
        #expect(try target("CHL/GOV") == "CHL/GOV")
    }

    @Test("police act upon people of their own, people upon their government")
    func own() throws {
        let acts = [
            Act(type: "PROTEST", sources: ["KEN/CVL"]), Act(type: "COERCE", sources: ["KEN/COP"]),
            Act(type: "PROTEST", sources: ["KEN/CVL"]),
        ]
        #expect(
            try last(acts + [Act(type: "COERCE", sources: ["KEN/COP"])]).target?.entity
                == "KEN/CVL")
        #expect(
            try last(acts + [Act(type: "PROTEST", sources: ["KEN/CVL"])]).target?.entity
                == "KEN/COP")
    }

    @Test("of whom nobody of another kind is named, the article's words are the country's own")
    func nameless() throws {
        let acts = [Act](repeating: Act(type: "COERCE", sources: ["KEN/COP"]), count: 4)
        #expect(try last(acts).target?.entity == "KEN/CVL")
    }

    @Test("a short text, one who steps down, and those who talk already leave nothing to guess")
    func silent() throws {
        #expect(
            try last([Self.quarrel[0], Act(type: "REJECT", sources: ["KEN/GOV"])]).target == nil)
        #expect(
            try last(Self.quarrel + [Act(type: "RETREAT", sources: ["KEN/GOV"])]).target == nil)
        #expect(try last(Self.quarrel + [Act(type: "AGREE", sources: ["KEN/GOV"])]).target == nil)
        #expect(
            try last(Self.quarrel + [Act(type: "CONSULT", sources: ["KEN/GOV", "PER/GOV"])])
                .target == nil)
        #expect(try last(Self.quarrel + [Act(type: "REJECT", sources: ["?"])]).target == nil)
        #expect(try last(Self.quarrel + [Act(type: "REJECT", sources: ["KEN/JRN"])]).target == nil)
    }

    @Test("who governs holds down nobody abroad by a guess")
    func abroad() throws {
        #expect(
            try last(Self.quarrel + [Act(type: "COERCE", sources: ["KEN/GOV"])]).target == nil)
    }
}

/// Who is left out beside a known party.
@Suite("Unknown parties") struct UnknownPartiesTests {
    private func relation(
        _ type: String, _ sources: [String], _ targets: [String], _ between: String = " "
    ) throws -> (sources: Int, targets: Int) {
        var candidates =
            CastFixture([.init(type: type, sources: sources, targets: targets)]).candidates
        candidates.text = candidates.text.replacing(" ", with: between)
        for number in candidates.mentions.indices {
            let words = candidates.mentions[number].span.start / 10
            let start = words * (9 + between.count)
            candidates.mentions[number].span = Span(start, start + 9)
        }
        let relation = try #require(UnknownParties.trimmed(candidates).relations.first)
        return (relation.sources.count, relation.targets.count)
    }

    @Test("beside a known party a word that nobody knows is left out, alone it stays")
    func beside() throws {
        #expect(try relation("COERCE", ["?", "KEN/COP"], ["some", "KEN/CVL"], " - ") == (1, 1))
        #expect(try relation("COERCE", ["?"], ["some"], " - ") == (1, 1))
    }

    @Test("in a list, and in talks, it stays")
    func listed() throws {
        #expect(try relation("COERCE", ["?", "KEN/COP"], ["some", "KEN/CVL"], " and ") == (2, 2))
        #expect(try relation("CONSULT", ["?", "KEN/COP"], [], " - ") == (2, 0))
    }
}
