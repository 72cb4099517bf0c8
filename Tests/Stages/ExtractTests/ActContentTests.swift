import Messages
import Testing

@testable import Extract

/// Whose doing an act is about.
@Suite("What acts are about") struct ActContentTests {
    @Test("who leads what is refused is the one it is refused to")
    func led() throws {
        let found = try ReadFixture.relation(
            """
            Kenya PROPN 2 nsubj
            refused VERB 0 root
            to PART 4 mark
            back VERB 2 xcomp
            the DET 9 det
            Norwegian PROPN 8 compound
            - PUNCT 6 punct
            led VERB 9 amod
            campaign NOUN 4 obj
            . PUNCT 2 punct
            """,
            .init(anchor: "refused", type: "REJECT", sources: ["Kenya"]))
        #expect(found.targets == ["NOR/GOV"])
        #expect(found.relation.explanation.contains("whose \"campaign\" it is → target"))
    }

    @Test("what a warning foretells of is done by the one who is warned")
    func foretold() throws {
        let tree = """
            Kenya PROPN 2 nsubj
            warned VERB 0 root
            that SCONJ 8 mark
            a DET 6 det
            WHOSE ADJ 6 amod
            offensive NOUN 8 nsubj
            would AUX 8 aux
            fail VERB 2 ccomp
            . PUNCT 2 punct
            """
        func targets(_ whose: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("WHOSE", with: whose),
                .init(anchor: "warned", type: "THREATEN", sources: ["Kenya"])
            ).targets
        }
        #expect(try targets("Norwegian") == ["NOR/GOV"])
        #expect(try targets("Kenyan") == [])
        #expect(try targets("new") == [])
    }

    /// Whom Norway refuses or praises something by a noun, after Kenya did something.
    private func targets(
        of act: String = "opposed", _ determiner: String, _ noun: String, after type: EventType,
        on victim: String = "NOR", _ distance: Int = 1
    ) throws -> [String] {
        let tree = """
            Norway PROPN 2 nsubj
            \(act) VERB 0 root
            \(determiner) DET 4 det
            \(noun) NOUN 2 obj
            . PUNCT 2 punct
            """
        var fixture = try ReadFixture(
            tree, events: [.init(anchor: act, type: "REJECT", sources: ["Norway"])])
        let kenya = fixture.memory.append(
            ActorMention(
                sentence: -distance, span: Span(0, 0), kind: .name, entity: "KEN/GOV",
                country: "KEN", sectors: ["GOV"], score: 0.9))
        fixture.memory.acts.remember(
            ActMemory.Act(
                type: type, sources: fixture.memory.parties([kenya]),
                targets: [.init(country: victim, mention: kenya)], sentence: -distance))
        let relation = try #require(
            fixture.relations().first { $0.act?.types.isEmpty == false })
        return fixture.entities(relation.targets)
    }

    @Test("a noun for what was told before leads to who did it")
    func told() throws {
        #expect(try targets("the", "withdrawal", after: .retreat) == ["KEN/GOV"])
        #expect(try targets("these", "accusation", after: .accuse) == ["KEN/GOV"])
        #expect(try targets("the", "decision", after: .sanction, on: "OMN") == ["KEN/GOV"])
    }

    @Test("it does not where it is new, means something else or was told too long ago")
    func untold() throws {
        #expect(try targets("a", "withdrawal", after: .retreat) == [])
        #expect(try targets("the", "withdrawal", after: .sanction) == [])
        #expect(try targets("the", "weather", after: .retreat) == [])
        #expect(try targets("the", "decision", after: .consult) == [])
        #expect(try targets("the", "accusation", after: .accuse, on: "OMN") == [])
        #expect(try targets("the", "decision", after: .sanction, on: "OMN", 2) == [])
    }

    @Test("what hardly anybody else did in the whole article is remembered longer")
    func longer() throws {
        let act = ActMemory.Act(
            type: .retreat, sources: [.init(country: "KEN", mention: 3)], targets: [], sentence: 1)
        var memory = ActMemory()
        memory.remember(act)
        func doers(_ others: Set<String> = ["NOR"]) -> [Int] {
            memory.doers(
                ActMemory.Reference(
                    types: [.retreat], others: others, sentence: 9, reach: 2, isBound: false,
                    isAnswered: false))
        }
        #expect(doers() == [3])
        #expect(doers(["KEN"]) == [])
        for country in ["OMN", "KEN"] {
            var other = act
            other.sources = [.init(country: country, mention: 4)]
            memory.remember(other)
        }
        #expect(doers() == [])
    }
}
