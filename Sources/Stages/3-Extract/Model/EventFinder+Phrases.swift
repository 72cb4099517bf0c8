internal import Knowledge
internal import Messages
internal import Model

extension EventFinder {
    /// The actors of a lexicon's entry whose type stands against the model's and that has found all
    /// that its frame needs, each of them known: that is right oftener than the model's phrases.
    func surer(
        _ lexical: Lexical?, _ act: ActReading, _ memory: MentionMemory
    ) -> (sources: [Int], targets: [Int])? {
        guard let lexical, let relation = lexical.relation, let best = act.types.first,
            lexical.predicate.reliability >= EventFinder.sureReliability,
            let same = act.types.first(where: { $0.label == lexical.predicate.type.rawValue }),
            same == best || same.chance * lexical.predicate.emphasis > best.chance,
            lexical.predicate.symmetric
                ? relation.sources.count > 1
                : !relation.sources.isEmpty && !relation.targets.isEmpty,
            (relation.sources + relation.targets).allSatisfy({ memory.all[$0].entity != nil })
        else { return nil }
        return (relation.sources, relation.targets)
    }

    /// How reliable an entry of the lexicon must be to be believed against the model.
    static let sureReliability = 0.7

    /// Whether a phrase is a piece of another one of the same part, which hangs from it and joins
    /// nobody: an apposition behind words that belong to neither.
    func isPiece(
        _ phrase: Reading.Phrase, of event: Reading.Event, _ read: SentenceReading
    ) -> Bool {
        let head = read.head(of: phrase.first...phrase.last)
        guard let governor = read.governor(of: head),
            !read.grammar.conjuncts.contains(read.relation(of: head))
        else { return false }
        return event.phrases.contains { other in
            other != phrase && other.part == phrase.part
                && (other.first...other.last).contains(governor)
        }
    }

    /// Whether a phrase is too unlikely to count. Of those between 0.5 and 0.6 about half are right,
    /// below fewer; beside a sure one of the same part fewer still.
    func isDoubtful(_ phrase: Reading.Phrase, of event: Reading.Event) -> Bool {
        if phrase.chance < EventFinder.leastPhraseChance { return true }
        return phrase.chance < 0.6
            && event.phrases.contains { $0.part == phrase.part && $0.chance > 0.8 }
    }

    /// The mentions that phrases name of which the model is sure, of those on each side.
    func sure(
        _ event: Reading.Event, _ labels: EventLabels, _ found: (sources: [Int], targets: [Int]),
        _ view: SentenceView, _ read: SentenceReading, _ memory: MentionMemory
    ) -> (sources: [Int], targets: [Int]) {
        func sure(_ numbers: [Int], _ part: Int) -> [Int] {
            let spans = event.phrases.filter {
                $0.part == part && $0.chance >= EventFinder.sureChance
            }.map { read.span($0.first...$0.last) }
            return numbers.filter { number in
                spans.contains { $0.overlaps(memory.all[number].span) }
            }
        }
        return (sure(found.sources, labels.source), sure(found.targets, labels.target))
    }

    /// From here on a phrase of the model counts beside the lexicon's actors.
    static let sureChance: Float = 0.8

    /// The country in which somebody is tried or held by nobody who is named.
    func court(
        _ finder: ArgumentFinder, _ event: Reading.Event, _ kind: EventType?, _ view: SentenceView,
        _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> Int? {
        guard kind == .coerce || kind == .sanction || kind == .accuse else { return nil }
        for word in finder.jurisdictions(of: event.trigger) {
            let range = read.nounPhrase(of: word)
            let tokens = read.tokenOf[range.lowerBound]...read.tokenOf[range.upperBound]
            let place = view.places.first { tokens.contains($0.first) && $0.country != nil }
            let country = place?.country ?? adjective(in: range, view, read)
            if let country {
                return resolver.guess(country, "GOV", range, view, read, &memory)
            }
        }
        return nil
    }

    private func adjective(
        in range: ClosedRange<Int>, _ view: SentenceView, _ read: SentenceReading
    ) -> String? {
        range.lazy.compactMap { word in
            resolver.adjectiveCountry(at: read.tokenOf[word], view)
        }.first
    }

    /// Whom the act is done to where nobody known is named: see ``ImpliedTarget``.
    func implied(
        _ kind: EventType?, _ found: (sources: [Int], targets: [Int]), _ event: Reading.Event,
        _ view: SentenceView, _ read: SentenceReading, _ memory: inout MentionMemory
    ) -> (numbers: [Int], how: String)? {
        guard found.targets.allSatisfy({ memory.all[$0].entity == nil }),
            found.sources.contains(where: { memory.all[$0].entity != nil })
        else { return nil }
        let implied = ImpliedTarget(trigger: event.trigger, read: read)
        let sides = Sides(trigger: event.trigger, read: read, sentence: view.number)
        switch kind {
        case .reject, .concede:
            let askers = memory.askers(of: found.sources, in: view.number)
            guard let range = implied.answered, !askers.isEmpty else { return nil }
            let numbers = askers.map {
                resolver.referring(to: $0, range, .description, view.number, read, &memory)
            }
            return (numbers, "who asked for it → target")
        case .assault:
            let unknown = found.targets.compactMap { sides.head(of: $0, memory) }
            guard
                case .people(let country, let sector, let range)? = implied.struck(
                    unknown, view, theatre: memory.theatre)
            else { return nil }
            let number = resolver.guess(country, sector, range, view, read, &memory)
            return ([number], "whose place is struck → target")
        case .threaten:
            guard case .mention(let number)? = implied.warned(view),
                !found.sources.contains(where: {
                    memory.all[$0].country == memory.all[number].country
                })
            else { return nil }
            return ([number], "whom the threat is tied to → target")
        default: return nil
        }
    }

    func attribution(
        _ event: Reading.Event, _ labels: EventLabels, _ speeches: [Attributor.Speech],
        _ attributor: Attributor, _ view: SentenceView, _ read: SentenceReading, quoted: Bool
    ) -> Attribution? {
        guard let phrase = event.phrases.first(where: { $0.part == labels.speaker }) else {
            // The model is surer of the events than of who tells them.
            guard event.chance < 0.5 else { return nil }
            return attributor.attribution(of: read.tokenOf[event.anchor], speeches, view)
        }
        let range = phrase.first...phrase.last
        let head = read.tokenOf[read.head(of: range)]
        let verb = read.governor(of: read.head(of: range)).map { read.tokenOf[$0] }
        let speech =
            speeches.first { $0.verb == verb }
            ?? speeches.min { abs($0.verb - head) < abs($1.verb - head) }
        return Attribution(
            speaker: view.text[read.span(range)], kind: speech?.kind ?? .report, quoted: quoted)
    }

    func trigger(
        _ event: Reading.Event, _ view: SentenceView, _ read: SentenceReading
    ) -> Span {
        // The message has one span: to the last word that stands with the first.
        var last = event.anchor
        for word in event.trigger.dropFirst() where word == last + 1 { last = word }
        return read.span(event.anchor...last)
    }
}
