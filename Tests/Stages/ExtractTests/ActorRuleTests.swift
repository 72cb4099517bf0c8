import Messages
import Testing

@testable import Extract

/// Who can be on which side, by the way between their words and the trigger.
@Suite("Rules of actors") struct ActorRuleTests {
    /// A way written as `nmod(from)>obl(for:return) ^ advcl`: up to what is shared, then up from the
    /// trigger; in brackets prepositions and, where it matters, the word.
    private func link(_ text: String) -> ActorLink {
        let sides = text.split(separator: "^", omittingEmptySubsequences: false).map { side in
            side.split(separator: ">").map { step -> ActorLink.Step in
                let parts = step.filter { $0 != " " && $0 != ")" }.split(separator: "(")
                let inner = parts.count > 1 ? parts[1].split(separator: ":").map(String.init) : []
                return ActorLink.Step(
                    relation: String(parts[0]), preposition: inner.first ?? "",
                    form: inner.count > 1 ? inner[1] : "")
            }
        }
        return ActorLink(up: sides[0], down: sides.count > 1 ? sides[1] : [])
    }

    @Test(
        "objects, recipients, addressees and owners are targets",
        arguments: [
            (EventType.assault, "obj"), (.threaten, "obl(to)"), (.accuse, "nmod:poss>obj"),
            (.request, "nsubj>ccomp"), (.request, "nmod(from)>obj"), (.agree, "obj>xcomp"),
            (.reject, "nmod(by)>obj"), (.accuse, "nsubj ^ advcl"), (.retreat, "obl(from)"),
            // "pleaded for help from", "called for sanctions against", "refused to lift the ban on"
            (.request, "nmod(from)>obl(for:help)"), (.request, "nmod(against)>obl(for:sanctions)"),
            (.reject, "amod>nmod(on)>obj>xcomp"),
            // "Oman told of a plan, a gift that the envoy mocked", "moved ships as Oman came near"
            (.accuse, "nsubj ^ acl:relcl>appos>obj"), (.mobilize, "nsubj>advcl"),
        ])
    func admitted(type: EventType, way: String) {
        #expect(ActorRule(type: type).admits(target: link(way)))
    }

    @Test(
        "what is asked for, left, described or told elsewhere is none",
        arguments: [
            // "called for a withdrawal from", "requested access to", "asked for a force to be sent"
            (EventType.request, "nmod(from)>obl(for:withdrawal)"), (.request, "nmod(to)>obj"),
            (.request, "nsubj:pass>xcomp"), (.request, "nmod(from)>obj>advcl"),
            // "called for a stand against", "the campaign against them, which was backed"
            (.request, "nmod(against)>obl(for:stand)"), (.support, "nmod(against) ^ acl:relcl"),
            // "withstood pressure to accept that he need not go"
            (.reject, "nsubj>ccomp>acl>obj"),
            // "replaces a resolution that had demanded"
            (.request, "nsubj ^ acl:relcl>obj>advcl"),
            // "condemned the attack on", "scolded them over the arrest of"
            (.accuse, "nmod(on)>obj"), (.accuse, "nmod(of)>obl(over)"),
            // "agreed to curb Omani imports", "promised to take them from"
            (.agree, "amod>obj>xcomp"), (.agree, "obl(from)>xcomp"),
            // "refused to end its help for", "ignored an order to arrest"
            (.reject, "nmod(for)>obj>xcomp"), (.reject, "obj>acl>obj"),
            // "warned of a raid on Oman's province", "bombed two bars in"
            (.threaten, "nmod:poss>nmod(on)>obl>ccomp"), (.assault, "nmod(in)>obj"),
            // "Norway, which had let them pass, blamed"
            (.accuse, "obj>acl:relcl>nsubj"), (.coerce, "nsubj ^ obl>ccomp>advcl>ccomp"),
            // "withstood mounting pressure to accept that he need not go"
            (.reject, "nsubj>ccomp>acl>obj>xcomp"),
            // "talked about Oman", "on a visit to Chad, denounced Oman"
            (.consult, "obl(about)"), (.consult, "obj ^ nmod(on)"),
            // "soldiers fleeing Oman looted", "held a drill despite warnings from Oman"
            (.assault, "obj>acl>nsubj"), (.mobilize, "nmod(from)>obl(despite)"),
            // "the envoy, who refused it, told Oman", "Oman saw the ruins of a camp that he bombed"
            (.reject, "obj ^ acl:relcl>nsubj"), (.assault, "nsubj ^ acl:relcl>nmod>obj"),
        ])
    func barred(type: EventType, way: String) {
        #expect(!ActorRule(type: type).admits(target: link(way)))
    }

    @Test("who stands in a place or in another's clause does not act")
    func sources() {
        let rule = ActorRule(type: .request)
        #expect(rule.admits(source: link("nsubj")))
        #expect(rule.admits(source: link("obl:agent(by)")))
        #expect(rule.admits(source: link("obl(with)")))
        #expect(!rule.admits(source: link("obl(in) ^ xcomp")))
        #expect(!rule.admits(source: link("iobj>acl:relcl>nmod(of)")))
        #expect(ActorRule(type: .consult).admits(source: link("nmod(with)>obl(in)")))
        #expect(!ActorRule(type: .agree).admits(source: link("nmod(with)>obl(to)")))
        // "told Oman that it would leave", "ratified the accession to Oman's league"
        #expect(!rule.admits(source: link("iobj ^ ccomp")))
        #expect(!rule.admits(source: link("nmod(to)>obj")))
        // "called in the envoy over the shelling", "went on with the shelling"
        #expect(!ActorRule(type: .assault).admits(source: link("nsubj ^ obl(over)")))
        #expect(ActorRule(type: .assault).admits(source: link("nsubj ^ obl(with)")))
    }

    @Test("beside a target of the trigger itself nobody outside its clause is one")
    func direct() {
        #expect(
            ActorRule.chosen(targets: [link("nsubj ^ advcl"), link("obj")]) == [false, true])
        #expect(
            ActorRule.chosen(targets: [link("nsubj ^ advcl"), nil]) == [true, true])
        // "alleged that Chad had shelled Oman" is about Chad.
        #expect(
            ActorRule.chosen(targets: [link("nsubj>ccomp"), link("obj>ccomp")])
                == [true, false])
        // "defended Oman's law for the islands"
        #expect(
            ActorRule.chosen(targets: [link("nmod:poss>obj"), link("nmod(for)>obj")])
                == [true, false])
    }

    @Test("beside the trigger's own subject, agent or owner nobody outside its clause acts")
    func own() {
        #expect(
            ActorRule.chosen(sources: [link("nsubj ^ obl(at)"), link("nmod:poss")])
                == [false, true])
        // "a tariff on goods from Chad, despite an appeal from Oman"
        #expect(
            ActorRule.chosen(sources: [link("nmod(from)>nmod(on)>obj ^ obl"), link("nmod(from)")])
                == [false, true])
        // A host's guest may stand behind "with", far from the trigger's subject.
        #expect(
            ActorRule.chosen(sources: [link("nsubj ^ xcomp"), link("nmod(with)>obj")])
                == [true, true])
        #expect(ActorRule.chosen(sources: [link("^ acl:relcl"), link("obj")]) == [true, true])
    }
}
