import Messages
import Testing

@testable import Extract

/// Whom an act is done to where the sentence names nobody.
@Suite("Implied targets") struct ImpliedTargetTests {
    @Test("who holds a place that is struck is the target, of the country it lies in")
    func held() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            shelled VERB 0 root
            a DET 5 det
            rebel-held ADJ 5 amod
            enclave NOUN 2 obj
            inside ADP 7 case
            Kenya PROPN 5 nmod
            . PUNCT 2 punct
            """,
            .init(anchor: "shelled", type: "ASSAULT", sources: ["Norway"]))
        #expect(found.targets == ["KEN/REB"])
        #expect(found.relation.explanation.contains("whose place is struck → target"))
    }

    @Test("what a shot is aimed at is struck, if it is a place of soldiers or of people")
    func aimed() throws {
        let tree = """
            Norway PROPN 2 nsubj
            fired VERB 0 root
            at ADP 4 case
            WORD NOUN 2 obl
            in ADP 6 case
            Kenya PROPN 4 nmod
            . PUNCT 2 punct
            """
        func targets(_ word: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("WORD", with: word),
                .init(anchor: "fired", type: "ASSAULT", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("outposts") == ["KEN/MIL"])
        #expect(try targets("schools") == ["KEN/CVL"])
        #expect(try targets("night") == [])
    }

    @Test("where somebody fights is not whom he fights")
    func scene() throws {
        func targets(_ verb: String) throws -> [String] {
            let tree = """
                Norway PROPN 2 nsubj
                VERBED VERB 0 root
                inside ADP 4 case
                villages NOUN 2 obl
                of ADP 6 case
                Kenya PROPN 4 nmod
                . PUNCT 2 punct
                """
            return try ReadFixture.relation(
                tree.replacing("VERBED", with: verb),
                .init(anchor: verb, type: "ASSAULT", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("fight") == [])
        #expect(try targets("shell") == ["KEN/CVL"])
    }

    @Test("whose conduct a threat is tied to is threatened")
    func condition() throws {
        let tree = """
            Norway PROPN 2 nsubj
            hinted VERB 0 root
            at ADP 5 case
            an DET 5 det
            answer NOUN 2 obl
            MARK SCONJ 8 mark
            Kenya PROPN 8 nsubj
            left VERB 2 advcl
            . PUNCT 2 punct
            """
        func targets(_ mark: String, _ type: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("MARK", with: mark),
                .init(anchor: "hinted", type: type, sources: ["Norway"])
            ).targets
        }
        #expect(try targets("if", "THREATEN") == ["KEN/GOV"])
        #expect(try targets("because", "THREATEN") == [])
        #expect(try targets("if", "AGREE") == [])
    }

    @Test("an attack that is told to have harmed people is on them")
    func harmed() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            launched VERB 0 root
            airstrikes NOUN 2 obj
            that PRON 5 nsubj
            killed VERB 3 acl:relcl
            dozens NOUN 5 obj
            of ADP 8 case
            civilians NOUN 6 nmod
            in ADP 10 case
            Kenya PROPN 8 nmod
            . PUNCT 2 punct
            """,
            .init(anchor: "launched airstrikes", type: "ASSAULT", sources: ["Norway"]))
        #expect(found.targets == ["KEN/CVL"], "\(found.relation.explanation)")
    }

    @Test("who would be hit by what is threatened is threatened")
    func menaced() throws {
        let tree = """
            Norway PROPN 2 nsubj
            threatened VERB 0 root
            to PART 4 mark
            DO VERB 2 xcomp
            Kenya PROPN 4 obj
            . PUNCT 2 punct
            """
        func targets(_ deed: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("DO", with: deed),
                .init(anchor: "threatened", type: "THREATEN", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("invade") == ["KEN/GOV"])
        #expect(try targets("protect") == [])
    }

    @Test("soldiers come into the country of the place they enter, not of the border they go to")
    func entered() throws {
        let tree = """
            Norway PROPN 2 nsubj
            hauled VERB 0 root
            cannons NOUN 2 obj
            CASE ADP 6 case
            Kenyan ADJ 6 amod
            PLACE NOUN 2 obl
            . PUNCT 2 punct
            """
        func targets(_ preposition: String, _ place: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("CASE", with: preposition).replacing("PLACE", with: place),
                .init(anchor: "hauled", type: "MOBILIZE", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("into", "territory") == ["KEN/GOV"])
        #expect(try targets("to", "border") == [])
        #expect(try targets("into", "border") == [])
    }

    @Test("who arrives somewhere visits the state there, but not the state in which others confer")
    func visited() throws {
        let tree = """
            Norwegian ADJ 2 amod
            ministers NOUN 3 nsubj
            jet VERB 0 root
            to ADP 5 case
            Mombasa PROPN 3 obl
            for ADP 7 case
            WHAT NOUN 3 obl
            . PUNCT 3 punct
            """
        func targets(_ what: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("WHAT", with: what),
                .init(anchor: "jet", type: "CONSULT", sources: ["Norwegian ministers"])
            ).targets
        }
        #expect(try targets("dinner") == ["KEN/GOV"])
        #expect(try targets("summit") == [])
    }

    /// Whom Kenya turned down, after Norway did something to it.
    private func targets(_ tree: String, after type: EventType) throws -> [String] {
        var fixture = try ReadFixture(
            tree, events: [.init(anchor: "refused", type: "REJECT", sources: ["Kenya"])])
        let parties = ["NOR", "KEN"].map { country in
            let number = fixture.memory.append(
                ActorMention(
                    sentence: 0, span: Span(0, 0), kind: .name, entity: "\(country)/GOV",
                    country: country, sectors: ["GOV"], score: 0.9))
            return ActMemory.Party(country: country, mention: number)
        }
        fixture.memory.acts.remember(
            ActMemory.Act(
                type: type, sources: [parties[0]], targets: [parties[1]], sentence: 0))
        let relation = try #require(
            fixture.relations().first { $0.act?.types.isEmpty == false })
        return fixture.entities(relation.targets)
    }

    @Test("who acts upon somebody because of a refusal was refused something")
    func reason() throws {
        let tree = """
            It PRON 2 nsubj
            fined VERB 0 root
            Kenya PROPN 2 obj
            MARK SCONJ 6 mark
            Kenya PROPN 6 nsubj
            refused VERB 2 advcl
            . PUNCT 2 punct
            """
        func targets(_ mark: String) throws -> [String] {
            try self.targets(tree.replacing("MARK", with: mark), after: .sanction)
        }
        #expect(try targets("after") == ["NOR/GOV"])
        #expect(try targets("though") == [])
    }

    @Test("what is refused in a clause about what was asked for is refused to who asked")
    func relative() throws {
        let tree = """
            It PRON 2 nsubj
            wanted VERB 0 root
            help NOUN 2 obj
            which PRON 6 obj
            Kenya PROPN 6 nsubj
            refused VERB 3 acl:relcl
            . PUNCT 2 punct
            """
        #expect(try targets(tree, after: .request) == ["NOR/GOV"])
        #expect(try targets(tree, after: .aid) == [])
    }

    @Test("an ally of the one who acts is the other state that the sentence names before")
    func counterpart() throws {
        let tree = """
            Kenya PROPN 6 nsubj
            and CCONJ 3 cc
            OTHERS PROPN 1 conj
            are AUX 6 cop
            at ADP 6 case
            odds NOUN 0 root
            and CCONJ 9 cc
            Nairobi PROPN 9 nsubj
            scolded VERB 6 conj
            its PRON 11 nmod:poss
            WHOM NOUN 9 obj
            . PUNCT 6 punct
            """
        func targets(_ others: String, _ whom: String) throws -> [String] {
            try ReadFixture.relation(
                tree.replacing("OTHERS", with: others).replacing("WHOM", with: whom),
                .init(
                    anchor: "scolded", type: "ACCUSE", sources: ["Nairobi"],
                    targets: ["its \(whom)"])
            ).targets
        }
        #expect(try targets("Norway", "ally") == ["NOR/GOV"])
        #expect(try targets("Norway", "allies") == ["?"])
        #expect(try targets("colleagues", "ally") == ["?"])
    }

    @Test("who is asked to stop something is the one who does it")
    func asked() throws {
        let found = try ReadFixture.relation(
            """
            Norway PROPN 2 nsubj
            insists VERB 0 root
            on ADP 5 case
            the DET 5 det
            withdrawal NOUN 2 obl
            ordered VERB 5 acl
            by ADP 8 case
            Kenya PROPN 6 obl:agent
            . PUNCT 2 punct
            """,
            .init(anchor: "insists", type: "REQUEST", sources: ["Norway"]))
        #expect(found.targets == ["KEN/GOV"])
    }

    @Test("who takes a place takes it from those who live or serve there")
    func taken() throws {
        func targets(_ deed: String, _ place: String) throws -> [String] {
            try ReadFixture.relation(
                """
                Norway PROPN 2 nsubj
                \(deed) VERB 0 root
                \(place) NOUN 2 obj
                in ADP 5 case
                Kenya PROPN 3 nmod
                . PUNCT 2 punct
                """, .init(anchor: deed, type: "COERCE", sources: ["Norway"])
            ).targets
        }
        #expect(try targets("overrun", "villages") == ["KEN/CVL"])
        #expect(try targets("overrun", "barracks") == ["KEN/MIL"])
        #expect(try targets("photographed", "villages") == [])
    }

    @Test("the country is not one of those who act upon it")
    func land() throws {
        func entity(_ joined: String, _ relation: String) throws -> String? {
            var fixture = try ReadFixture(
                """
                Uganda PROPN 4 \(relation)
                and CCONJ 3 cc
                Kenya PROPN \(joined)
                shunned VERB 0 root
                the DET 6 det
                nation NOUN 4 obj
                . PUNCT 4 punct
                """)
            return fixture.resolve("the nation").first?.entity
        }
        #expect(try entity("1 conj", "nsubj") == nil)
        #expect(try entity("4 nsubj", "obl") == "UGA/GOV")
    }
}
