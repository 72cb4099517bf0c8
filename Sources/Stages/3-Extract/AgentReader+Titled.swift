internal import Knowledge
internal import Language
internal import Messages

/// Persons with a title and a name.
extension AgentReader {
    /// "President Emmanuel Macron", "Minister Çavuşoğlu": a title and a name.
    func titled(
        _ number: Int, _ first: Int, _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) -> FoundMention? {
        guard last + 1 < view.tokens.count, view.tokens[last + 1].shape.contains(.capital),
            view.tags[last + 1] == .name
        else { return nil }
        let matches = data.names.matches(at: last + 1, count: view.tokens.count) {
            view.tokens[$0].word
        }
        for match in matches {
            // The person's own entry says more than the title.
            let candidates = match.entries.compactMap { entry -> Int? in
                if case .person(let person) = entry { person } else { nil }
            }
            if data.person(among: candidates, on: day, near: memory.codes) != nil { return nil }
        }
        var found = FoundMention(
            first: first, last: last,
            mention: ActorMention(
                sentence: view.number, span: view.span(first, last), kind: .name,
                sectors: [data.agents[number].sector]))
        found.isPerson = true
        found.office = data.agents[number].phrase
        found = named(found, view)
        guard found.last > last else { return nil }
        let surname = view.folded(view.surname(found.last, after: last))
        let antecedent = memory.person(surname: surname)
        if antecedent == nil,
            let person = holder(found, after: last, surname, view, memory),
            let (office, standing) = data.persons[person].office(on: day)
        {
            let sector = AgentReader.sector(office, standing)
            found.mention.entity = "\(office.body)/\(sector)"
            found.mention.country = office.country
            found.mention.sectors = [sector]
            found.mention.name = data.persons[person].name
            found.person = data.persons[person].name
            found.office = standing == .inOffice ? office.title : nil
            found.mention.resolvedBy = "lexicon:office"
            found.mention.score = 0.85
            return found
        }
        let exact = antecedent != nil
        let phrase = NounPhrase(endingAt: first, last, view, data)
        if !exact, !phrase.isOwned, !phrase.isForeign(data.agents[number].sector),
            CountryFinder.domestic.contains(data.agents[number].sector),
            let home = memory.scene ?? memory.foreseen.home
        {
            found.mention.take(
                CountryFinder.answer(home, data.agents[number].sector, "article:home", 0.6))
            return found
        }
        if !exact, data.agents[number].sector == "GOV" {
            // An office told before without a name: "the Turkish Foreign Ministry … Minister X".
            if let answer = CountryFinder(data: data).owner(phrase, "GOV", view, memory) {
                found.mention.take(answer)
            }
            return found
        }
        if let antecedent, memory.all[antecedent].entity != nil {
            let span = found.mention.span
            let name = found.mention.name
            found.mention = memory.all[antecedent]
            found.mention.sentence = view.number
            found.mention.span = span
            found.mention.name = name
            found.mention.kind = .name
            found.mention.antecedent = antecedent
            found.mention.resolvedBy = "article:name"
            found.mention.score = 0.85
        }
        return found
    }

    /// Whom a title and a name mean that is in no table just so: a surname alone ("Chancellor
    /// Merkel"), or one spelt differently.
    private func holder(
        _ found: FoundMention, after last: Int, _ surname: String, _ view: SentenceView,
        _ memory: MentionMemory
    ) -> Int? {
        let name = view.tokens[last + 1].word
        return found.last == last + 1
            ? data.incumbent(surname: name, on: day, near: memory.codes, titled: true)
            : data.person(given: name, surname: surname, on: day, near: memory.codes)
                ?? data.person(
                    soundingLike: view.folded(last + 1), surname, on: day, near: memory.codes)
    }

    /// The sector of who stands so to an office: one of the elite out of it, but a rebel for good.
    static func sector(_ office: Person.Office, _ standing: Person.Standing) -> String {
        standing == .inOffice || office.sector == "REB" ? office.sector : "ELI"
    }
}
