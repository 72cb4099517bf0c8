internal import Messages
internal import Model

/// States of a list that share one noun, and clauses that tell of several, not of the one state between.
extension Sides {
    /// A side with the noun's sector for all who share it: "Chadian, Omani and Togolese forces",
    /// "courts in Chad, Oman and Togo".
    func shared(_ side: [Int], _ memory: inout MentionMemory) -> [Int] {
        guard side.count > 1 else { return side }
        return side.map { number in
            var mention = memory.all[number]
            guard mention.sectors == ["GOV"], mention.resolvedBy == "lexicon:country",
                let country = mention.country, let word = head(of: number, memory),
                let other = side.first(where: {
                    $0 != number && isShared(memory.all[$0]) && shares(word, with: $0, memory)
                }), let sector = memory.all[other].sectors.first
            else { return number }
            mention.entity = "\(country)/\(sector)"
            mention.sectors = [sector]
            return memory.append(mention)
        }
    }

    /// Whether a mention is of several whose sector others can share.
    private func isShared(_ mention: ActorMention) -> Bool {
        mention.entity != nil
            && mention.entity
                == mention.country.map {
                    "\($0)/\(mention.sectors.first ?? "")"
                }
            && mention.sectors != ["GOV"]
    }

    /// Whether a word is an adjective in a list before the noun of a mention, or in a list of those
    /// whose the mention's noun is.
    private func shares(_ word: Int, with other: Int, _ memory: MentionMemory) -> Bool {
        guard let words = words(of: other, memory) else { return false }
        let noun = read.head(of: words)
        let ends = Set(
            [noun, words.upperBound].filter {
                read.reading.words[$0].upos == read.grammar.nouns
            })
        if sharesNoun(word, ends) { return true }
        guard read.grammar.nouns == read.reading.words[noun].upos, isPlural(noun),
            read.label(word) == "conj"
        else { return false }
        var place = word
        for _ in 0..<8 where read.label(place) == "conj" {
            guard let governor = read.governor(of: place) else { return false }
            place = governor
        }
        return place != noun && words.contains(place) && read.governor(of: place) == noun
            && read.label(place) == "nmod"
    }

    private func isPlural(_ word: Int) -> Bool {
        let form = read.form(word)
        return form.hasSuffix("s") || form == "police"
    }

    /// A side with those with whom the verb of a relative clause agrees in number, where a state that the
    /// words between name does not: "the rebels, armed by Chad, who have been fighting".
    func agreed(_ side: [Int], _ view: SentenceView, _ memory: MentionMemory) -> [Int] {
        guard let verb = trigger.first(where: { read.label($0) == "acl:relcl" }), isOfSeveral(verb),
            let name = read.governor(of: verb), read.label(name).hasPrefix("obl"),
            read.reading.words[name].upos == read.grammar.names,
            let participle = read.governor(of: name), let noun = bearer(of: participle),
            let several = party(at: noun, view), view.mentionAt[read.tokenOf[name]] >= 0
        else { return side }
        let one = view.mentions[view.mentionAt[read.tokenOf[name]]].mention
        guard one.resolvedBy == "lexicon:country", one.entity != memory.all[several].entity else {
            return side
        }
        return side.map { memory.all[$0].entity == one.entity ? several : $0 }
    }

    /// The noun that a participle, or the one that it is joined to, tells of.
    private func bearer(of participle: Int) -> Int? {
        var place = participle
        if read.label(place) == "conj", let first = read.governor(of: place) { place = first }
        guard let governor = read.governor(of: place) else { return nil }
        switch read.label(place) {
        case "acl": return governor
        case "advcl": return read.dependents(of: governor, read.grammar.objects).last { $0 < place }
        default: return nil
        }
    }

    /// Whether what a relative pronoun does is told in the plural.
    private func isOfSeveral(_ verb: Int) -> Bool {
        read.dependents(of: verb, read.grammar.subjects).contains(where: isRelative)
            && read.dependents(of: verb).contains {
                ["have", "are", "were"].contains(read.form($0))
            }
    }
}
