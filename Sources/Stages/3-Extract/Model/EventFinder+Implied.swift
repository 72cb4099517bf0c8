internal import Knowledge
internal import Messages
internal import Model

/// Whom an act is done to where the sentence does not say it of the act: see ``ImpliedTarget`` and
/// ``ActContent``.
extension EventFinder {
    /// Those implied, and how they were found.
    typealias Implied = (numbers: [Int], how: String)

    /// How many sentences back a noun for an act of some types reaches, and one for any act.
    private static let reach = (named: 2, any: 1)
    /// Types of acts that answer what was put to somebody.
    private static let answers: Set<EventType> = [.reject, .concede, .agree]

    /// Whom the act is done to where nobody known is named.
    func implied(
        _ kind: EventType?, _ found: Sides.Actors, _ event: Reading.Event,
        _ view: inout SentenceView, _ read: SentenceReading, _ entities: EntityMemory,
        _ memory: inout MentionMemory
    ) -> Implied? {
        guard let kind, found.targets.allSatisfy({ memory.all[$0].entity == nil }),
            found.sources.contains(where: { memory.all[$0].entity != nil })
        else { return nil }
        let own = Set(found.sources.compactMap { memory.all[$0].country })
        if let implied = place(kind, found, own, event, view, read, &memory) { return implied }
        let content = ActContent(trigger: event.trigger, read: read, nouns: data.contents)
        let contents = content.found(kind)
        if let owned = owners(contents, content, own, &view, read, entities, &memory) {
            return owned.numbers.isEmpty ? nil : owned
        }
        if let counterpart = counterpart(found, own, event, view, read, &memory) {
            return counterpart
        }
        if kind == .threaten,
            let menaced = menaced(own, event, &view, read, entities, &memory)
        {
            return menaced
        }
        let before = kind == .request ? nil : doers(kind, contents, own, view, read, &memory)
        return before ?? told(kind, found, own, event, view, read, &memory)
    }

    /// Those whom places and conditions of the sentence tell.
    private func place(
        _ kind: EventType, _ found: Sides.Actors, _ own: Set<String>, _ event: Reading.Event,
        _ view: SentenceView, _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Implied? {
        let implied = ImpliedTarget(trigger: event.trigger, read: read)
        let sides = Sides(trigger: event.trigger, read: read, sentence: view.number)
        let who: ImpliedTarget.Found?
        let how: String
        switch kind {
        case .assault:
            let unknown = found.targets.compactMap { sides.head(of: $0, memory) }
            who = implied.struck(unknown, view, theatre: memory.theatre)
            how = "whose place is struck → target"
        case .coerce where implied.isTaking:
            who = implied.struck([], view, theatre: memory.theatre)
            how = "whose place is taken → target"
        case .threaten:
            who = implied.warned(view)
            how = "whom the threat is tied to → target"
        case .mobilize:
            who = implied.entered(view)
            how = "whose country soldiers move to → target"
        case .consult:
            guard found.targets.isEmpty, own.count == found.sources.count else { return nil }
            who = implied.host(view)
            how = "who is visited → target"
        default: return nil
        }
        switch who {
        case .people(let country, let sector, let range)?:
            // Rebels strike at home, too.
            let isHome =
                kind == .assault
                || kind == .coerce
                    && !found.sources.contains {
                        ["GOV", "MIL", "COP"].contains(memory.all[$0].sectors.first)
                    }
            if !isHome, own.contains(country) { return nil }
            return ([resolver.guess(country, sector, range, view, read, &memory)], how)
        case .mention(let number)?:
            if memory.all[number].country.map(own.contains) ?? false { return nil }
            return ([number], how)
        case nil: return nil
        }
    }

    /// Whom what is threatened would hit.
    private func menaced(
        _ own: Set<String>, _ event: Reading.Event, _ view: inout SentenceView,
        _ read: SentenceReading, _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> Implied? {
        let implied = ImpliedTarget(trigger: event.trigger, read: read)
        let how = "whom it would hit → target"
        for word in implied.menaced {
            let range = read.nounPhrase(of: word)
            let known = (resolver.known(word, range, &view, read, entities, &memory) ?? [])
                .filter { number in
                    memory.all[number].entity != nil && memory.all[number].kind != .pronoun
                        && memory.all[number].antecedent == nil
                        && memory.all[number].country.map { !own.contains($0) } ?? false
                }
            if !known.isEmpty { return (known, how) }
            if let other = counterpart(word, own, view, read, &memory) { return ([other], how) }
            if let country = implied.country(in: range, view), !own.contains(country) {
                let sector = implied.isHeld(range) ? "REB" : "GOV"
                return ([resolver.guess(country, sector, range, view, read, &memory)], how)
            }
        }
        return nil
    }

    /// The one other state that a sentence names before, where it is told of "its ally" or "his rival".
    private func counterpart(
        _ found: Sides.Actors, _ own: Set<String>, _ event: Reading.Event, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Implied? {
        let sides = Sides(trigger: event.trigger, read: read, sentence: view.number)
        for target in found.targets {
            guard let word = sides.head(of: target, memory),
                let other = counterpart(word, own, view, read, &memory)
            else { continue }
            return ([other], "the other state → target")
        }
        return nil
    }

    private func counterpart(
        _ word: Int, _ own: Set<String>, _ view: SentenceView, _ read: SentenceReading,
        _ memory: inout MentionMemory
    ) -> Int? {
        let form = read.form(word)
        guard PhraseResolver.relatives.contains(form), !form.hasSuffix("s") || form == "nemesis",
            read.dependents(of: word, read.grammar.possessors).contains(where: read.isPronoun)
        else { return nil }
        let finder = CountryFinder(data: data)
        let others = view.mentions.filter { found in
            finder.isState(found) && found.mention.sectors == ["GOV"]
                && found.last < read.tokenOf[word]
                && !(found.mention.country.map(own.contains) ?? true)
        }
        guard Set(others.compactMap(\.mention.country)).count == 1, let other = others.first else {
            return nil
        }
        return resolver.referring(
            to: other.number, read.nounPhrase(of: word), .description, view.number, read, &memory)
    }

    /// Whom what was told before implies: who asked, who did first what is answered, to whom others did
    /// the same.
    private func told(
        _ kind: EventType, _ found: Sides.Actors, _ own: Set<String>, _ event: Reading.Event,
        _ view: SentenceView, _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Implied? {
        let implied = ImpliedTarget(trigger: event.trigger, read: read)
        func back(_ numbers: [Int], _ how: String) -> Implied? {
            guard !numbers.isEmpty else { return nil }
            return (numbers.map { memory.recalled($0) }, how + " → target")
        }
        if implied.isReason, [.reject, .request, .accuse, .threaten, .sanction].contains(kind) {
            let doers = memory.acts.doers(
                to: own, by: Set(EventType.allCases), in: view.number, reach: 0)
            if !doers.isEmpty { return back(doers, "who acted for it") }
        }
        if implied.isRetaliation, [.sanction, .assault, .threaten, .coerce, .reject].contains(kind)
        {
            let doers = memory.acts.doers(
                to: own, by: [.sanction, .assault, .threaten, .coerce, .mobilize, .accuse],
                in: view.number, reach: 2)
            if !doers.isEmpty { return back(doers, "whose act is answered") }
        }
        if EventFinder.answers.contains(kind) {
            let doers = memory.acts.doers(
                to: own, by: [.request], in: view.number, reach: implied.isRelative ? 0 : 1)
            if !doers.isEmpty {
                return back(doers, implied.isRelative ? "who asked for it" : "who asked before")
            }
        }
        if implied.isParallel, [.accuse, .reject, .threaten, .request, .sanction].contains(kind) {
            let types: Set<EventType> =
                kind == .reject || kind == .accuse
                ? [.reject, .accuse] : [kind]
            return back(
                memory.acts.sufferers(of: types, notBy: own, in: view.number, reach: 2),
                "to whom others did the same")
        }
        guard found.targets.isEmpty else { return nil }
        if !implied.isLater {
            guard kind == .sanction || kind == .accuse && implied.isOfEnvoy else { return nil }
            return back(
                memory.acts.doers(to: own, by: EventFinder.provoking, in: view.number, reach: 1),
                "whose act is answered")
        }
        return continued(kind, implied, own, view.number, memory).flatMap { back($0.0, $0.1) }
    }

    /// Types of acts that are often several against the same.
    private static let hostile: Set<EventType> = [.accuse, .reject, .threaten, .sanction]

    /// Types of acts that others answer by calling envoys home.
    private static let provoking: Set<EventType> = [
        .assault, .coerce, .mobilize, .accuse, .threaten, .reject,
    ]

    /// Whom an act that goes on with what its sentence told before is done to.
    private func continued(
        _ kind: EventType, _ implied: ImpliedTarget, _ own: Set<String>, _ sentence: Int,
        _ memory: MentionMemory
    ) -> ([Int], String)? {
        guard kind != .reject, EventFinder.hostile.contains(kind) else { return nil }
        let acts = memory.acts
        let same = acts.earlier(of: EventFinder.hostile, by: own, in: sentence)
        if !same.isEmpty { return (same, "whom it is told against") }
        let like = acts.sufferers(of: [kind], notBy: own, in: sentence, reach: 0)
        if !like.isEmpty { return (like, "to whom others did the same") }
        guard kind == .sanction || kind == .accuse && implied.isOfEnvoy else { return nil }
        let others = acts.others(
            than: own, by: EventFinder.provoking, in: sentence)
        return others.isEmpty ? nil : (others, "whose act is answered")
    }

    /// Whose doing the act is about, by its own words: "opposed the Omani plan". Nobody where it is told
    /// whose it is and he is unknown or the one who acts; nil where it is not told.
    private func owners(
        _ contents: [ActContent.Found], _ content: ActContent, _ own: Set<String>,
        _ view: inout SentenceView, _ read: SentenceReading, _ entities: EntityMemory,
        _ memory: inout MentionMemory
    ) -> Implied? {
        for item in contents {
            let owners = content.owners(of: item)
            guard !owners.isEmpty else { continue }
            var numbers: [Int] = []
            for owner in owners {
                numbers += self.owner(owner, &view, read, entities, &memory)
            }
            numbers = numbers.filter { number in
                memory.all[number].entity != nil
                    && memory.all[number].country.map { !own.contains($0) } ?? false
            }
            return (numbers, "whose \"\(item.noun)\" it is → target")
        }
        return nil
    }

    /// Who did what the act is about, as it was told before: "welcomed the pullout".
    private func doers(
        _ kind: EventType, _ contents: [ActContent.Found], _ own: Set<String>, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Implied? {
        for item in contents where item.isDefinite {
            let doers = memory.acts.doers(
                ActMemory.Reference(
                    types: item.types, others: own, sentence: view.number,
                    reach: item.isAny ? EventFinder.reach.any : EventFinder.reach.named,
                    isBound: item.isAny,
                    isAnswered: EventFinder.answers.contains(kind)
                        && item.types.isSubset(of: ActContent.addressed)))
            guard !doers.isEmpty else { continue }
            let range = read.nounPhrase(of: item.word)
            let numbers = doers.map {
                resolver.referring(to: $0, range, .description, view.number, read, &memory)
            }
            return (numbers, "whose \"\(item.noun)\" was told before → target")
        }
        return nil
    }

    private func owner(
        _ owner: ActContent.Owner, _ view: inout SentenceView, _ read: SentenceReading,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Int] {
        switch owner {
        case .phrase(let word):
            let range = read.nounPhrase(of: word)
            return resolver.known(word, range, &view, read, entities, &memory) ?? []
        case .joined(let word):
            let name = JoinedName(data: data, day: day)
            let form = read.form(word)
            return name.mention(form[...], at: read.tokenOf[word], view, &memory).map { [$0] } ?? []
        }
    }
}
