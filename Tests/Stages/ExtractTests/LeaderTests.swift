import Messages
import Testing

@testable import Extract

/// Of whom those are who lead or speak for somebody told before.
@Suite("Leaders") struct LeaderTests {
    @Test(
        "whoever speaks for a group told before, or leads it, is of it",
        arguments: [
            "The spokesman of the group left.", "A spokesman for the group left.",
            "The group's political leader left.",
            "Torvald Sand, the head of the group's political wing, left.",
            "Torvald Sand, a commander of the group, left.",
        ])
    func groups(text: String) throws {
        let found = try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article("Norway slept. Hezbollah fired. " + text))
            .mentions.filter { $0.sentence == 2 && $0.entity != nil }
        #expect(!found.isEmpty && found.allSatisfy { $0.entity == "HEZB/REB" }, "\(found)")
        #expect(found.contains { $0.span.end - $0.span.start >= 9 }, "\(found)")
    }

    @Test("the surname alone is the leader's later")
    func surname() throws {
        let text = """
            Hezbollah fired. Torvald Sand, the head of the group's political wing, left. Sand slept.
            """
        let found = try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions.last
        #expect(found?.entity == "HEZB/REB")
    }

    @Test("the head of another body is not whom the model takes for the same")
    func others() throws {
        let tree = """
            Hezbollah PROPN 2 nsubj
            met VERB 0 root
            the DET 4 det
            head NOUN 2 obj
            of ADP 6 case
            NATO PROPN 4 nmod
            . PUNCT 2 punct
            """
        var fixture = try ReadFixture(tree, entities: [["Hezbollah", "the head of NATO"]])
        #expect(fixture.resolve("the head of NATO").map(\.entity) == ["NATO/IGO"])
    }

    @Test("\"one of them\" is of those who were told")
    func parts() throws {
        let tree = """
            One NUM 4 nsubj
            of ADP 3 case
            them PRON 1 nmod
            left VERB 0 root
            . PUNCT 4 punct
            """
        var fixture = try ReadFixture(tree)
        let numbers = ["KEN", "UGA"].map { (country: String) in
            fixture.memory.append(
                ActorMention(
                    sentence: -1, span: Span(0, 1), kind: .name, entity: "\(country)/GOV",
                    country: country))
        }
        fixture.memory.remember(parties: numbers)
        #expect(fixture.resolve("One of them").map(\.entity) == ["KEN/GOV", "UGA/GOV"])
    }

    @Test("\"him\" is the one who was told last, and not whoever acts")
    func object() throws {
        let tree = """
            Putin PROPN 2 nsubj
            hosted VERB 0 root
            Macron PROPN 2 obj
            and CCONJ 5 cc
            thanked VERB 2 conj
            him PRON 5 obj
            . PUNCT 2 punct
            """
        var fixture = try ReadFixture(tree)
        fixture.view.take(fixture.read)
        let answer = AntecedentFinder(data: fixture.data)
            .antecedent(of: "him", at: 5, fixture.view, fixture.memory)
        guard case .known(let numbers, isSure: true) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(fixture.entities(numbers) == ["FRA/GOV"])
    }
}
