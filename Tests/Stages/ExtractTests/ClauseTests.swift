import Knowledge
import Messages
import Testing

@testable import Extract

/// Who is meant by what the clauses around a word tell.
@Suite("Clauses") struct ClauseTests {
    /// The fixture, with its tree in the sentence.
    private func read(_ tree: String) throws -> ReadFixture {
        var fixture = try ReadFixture(tree)
        fixture.view.take(fixture.read)
        return fixture
    }

    private func token(_ word: String, _ fixture: ReadFixture) throws -> Int {
        try #require(
            fixture.view.tokens.indices.first { fixture.view.folded($0) == word })
    }

    @Test("\"it\" that must do something is the body that is told so")
    func asked() throws {
        let fixture = try read(
            """
            Vladimir PROPN 3 nsubj
            Putin PROPN 1 flat
            told VERB 0 root
            NATO PROPN 3 obj
            it PRON 7 nsubj
            must AUX 7 aux
            leave VERB 3 ccomp
            . PUNCT 3 punct
            """)
        let answer = AntecedentFinder(data: fixture.data).antecedent(
            of: "it", at: try token("it", fixture), fixture.view, fixture.memory)
        #expect(answer.numbers.map { fixture.memory.all[$0].entity } == ["NATO/IGO"])
    }

    @Test("\"it\" that answers is the body that was acted upon before")
    func answering() throws {
        let fixture = try read(
            """
            We PRON 2 nsubj
            invited VERB 0 root
            NATO PROPN 2 obj
            and CCONJ 6 cc
            it PRON 6 nsubj
            refused VERB 2 conj
            . PUNCT 2 punct
            """)
        let answer = AntecedentFinder(data: fixture.data).antecedent(
            of: "it", at: try token("it", fixture), fixture.view, fixture.memory)
        #expect(answer.numbers.map { fixture.memory.all[$0].entity } == ["NATO/IGO"])
    }

    @Test("troops are of the state that acts in their own clause")
    func acting() throws {
        let fixture = try read(
            """
            Norway PROPN 2 nsubj
            left VERB 0 root
            while SCONJ 5 mark
            Kenya PROPN 5 nsubj
            sent VERB 2 advcl
            troops NOUN 5 obj
            . PUNCT 2 punct
            """)
        let index = try token("troops", fixture)
        let phrase = NounPhrase(endingAt: index, index, fixture.view, fixture.data)
        let owner = CountryFinder(data: fixture.data).owner(
            phrase, "MIL", at: index, fixture.view, fixture.memory)
        #expect(owner?.entity == "KEN/MIL")
    }

    @Test("who says \"we\" is who speaks there, also where \"who\" or \"he\" stands for him")
    func speakers() throws {
        let fixture = try read(
            """
            " PUNCT 3 punct
            We PRON 3 nsubj
            condemn VERB 7 ccomp
            it PRON 3 obj
            " PUNCT 3 punct
            , PUNCT 3 punct
            said VERB 0 root
            Emmanuel PROPN 7 nsubj
            Macron PROPN 8 flat
            . PUNCT 7 punct
            """)
        let answer = AntecedentFinder(data: fixture.data).antecedent(
            of: "we", at: try token("we", fixture), fixture.view, fixture.memory)
        #expect(answer.numbers.map { fixture.memory.all[$0].entity } == ["FRA/GOV"])
    }

    @Test("rebels are not of the place where somebody speaks of them")
    func said() throws {
        let tree = """
            Putin PROPN 2 nsubj
            VERB VERB 0 root
            in ADP 4 case
            Chad PROPN 2 obl
            that SCONJ 7 mark
            rebels NOUN 7 nsubj
            left VERB 2 ccomp
            . PUNCT 2 punct
            """
        for (verb, isThere) in [("said", false), ("saw", true)] {
            var fixture = try read(
                tree.split(separator: "\n").map { line in
                    line.hasPrefix("VERB") ? verb + line.dropFirst(4) : String(line)
                }.joined(separator: "\n"))
            var memory = fixture.memory
            var places = PlaceMemory()
            let found = PlaceFinder(data: fixture.data).places(
                in: &fixture.view, from: 0, &memory, &places)
            MentionFinder(data: fixture.data, day: Day(number: 18_000))
                .settle(&fixture.view, in: found, dateline: nil, &memory)
            let rebels = fixture.view.mentions.filter { $0.mention.resolvedBy == "sentence:place" }
            #expect(rebels.isEmpty != isThere, "\(verb)")
        }
    }
}
