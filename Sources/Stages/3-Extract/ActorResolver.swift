public import Knowledge
internal import Language
public import Messages

/// Says whom words name: what is read in an article, asked of a phrase.
///
/// A phrase is read where it stands, in its sentence and after what was told before, or alone. It
/// is one actor if one mention is its head: "the Norwegian foreign minister, Ingrid Solli", but not
/// "Norway and Sweden", and not a sentence that tells of several.
public struct ActorResolver: Sendable {
    /// What a phrase names.
    public enum Answer: Hashable, Sendable {
        /// One actor, or nobody that is known.
        case one(Resolution)
        /// Several, in the order of the text.
        case several([Resolution])
    }

    private let data: LanguageData
    private let holders: OfficeHolders

    /// A resolver that knows `data`.
    public init(data: LanguageData) {
        self.data = data
        holders = OfficeHolders(data)
    }

    /// Whom `text` names in a text of `day`. `context` is the text that `text` stands in, at its
    /// first occurrence, or else what was told before it.
    public func answer(_ text: String, on day: Day, in context: String? = nil) -> Answer {
        if let context, let span = ActorResolver.place(of: text, in: context) {
            let found = read([context], on: day, from: 1, span, isPart: true)
            if !found.isEmpty { return answer(text, found) }
            return answer(text, on: day)
        }
        let before = context.map { [$0] } ?? []
        let start = before.first.map { $0.unicodeScalars.count + 1 } ?? 0
        return answer(
            text,
            read(
                before + [text], on: day, from: before.count,
                Span(start, start + text.unicodeScalars.count), isPart: false))
    }

    /// The mentions in a phrase, of one sentence of the text each.
    private struct Found {
        var resolutions: [Resolution] = []
        /// Which of them the phrase as a whole is, if it is one.
        var head: Int?
    }

    private func answer(_ text: String, _ found: [Found]) -> Answer {
        let all = found.flatMap(\.resolutions)
        guard found.count == 1, let head = found[0].head else {
            return all.isEmpty ? .one(Resolution(text: text)) : .several(all)
        }
        var resolution = all[head]
        resolution.text = text
        return .one(resolution)
    }

    /// What the words in `span` of a text name, for every sentence that they touch; `isPart` if they
    /// stand in a sentence.
    private func read(
        _ paragraphs: [String], on day: Day, from start: Int, _ span: Span, isPart: Bool
    ) -> [Found] {
        let article = Article(paragraphs.map(ActorResolver.line), on: day)
        var found: [Found] = []
        // Nothing here throws: there is no task to give up.
        _ = try? Extractor(data: data).read(article, from: start, as: .phrase) {
            view, memory, _ in
            let inside = view.tokens.indices.filter {
                view.tokens[$0].start < span.end && view.tokens[$0].end > span.start
            }
            guard let first = inside.first, let last = inside.last else { return }
            if let sentence = look(at: first, last, isPart, &view, &memory, day) {
                found.append(sentence)
            }
        }
        return found
    }

    /// What the words from `first` to `last` name; nil if nothing is known of them, and nobody if
    /// they are a place, or a thing that only has an actor in its name.
    private func look(
        at first: Int, _ last: Int, _ isPart: Bool, _ view: inout SentenceView,
        _ memory: inout MentionMemory, _ day: Day
    ) -> Found? {
        if first == last, view.tags[first] == .pronoun, view.mentionAt[first] < 0,
            !view.mentions.contains(where: { $0.first == first })
        {
            // It is only looked up where it acts or is acted upon.
            _ = RoleFinder(data: data).pronoun(first, &view, &memory)
        }
        let hasVerb = view.groups.contains { $0.isFinite && $0.start >= first && $0.main <= last }
        let all = view.mentions.indices.filter { index in
            let mention = view.mentions[index]
            return mention.first <= last && mention.last >= first && isSomebody(mention, memory)
        }.sorted { view.mentions[$0].first < view.mentions[$1].first }
        let phrase = ResolvedPhrase(
            first: first, last: last, isPart: isPart, hasVerb: hasVerb, data: data)
        let numbers = all.filter { phrase.names(view.mentions[$0], view) }
        guard !all.isEmpty else { return nil }
        var found = Found()
        found.resolutions = numbers.map { resolution(of: view.mentions[$0], view, memory, day) }
        found.head = head(of: numbers, first, last, hasVerb, view).flatMap(numbers.firstIndex)
        if numbers.isEmpty,
            let index = all.first(where: { phrase.hasPeople(view.mentions[$0], view) }),
            let code = view.mentions[index].mention.country
        {
            var people = resolution(of: view.mentions[index], view, memory, day)
            (people.entity, people.sectors) = ("\(code)/CVL", ["CVL"])
            people.name = nil
            people.resolvedBy = "lexicon:country+people"
            people.score = 0.4
            found.resolutions = [people]
            found.head = 0
        }
        return found
    }

    private func isSomebody(_ found: FoundMention, _ memory: MentionMemory) -> Bool {
        let mention = memory.all[found.number]
        // A town is a place, and never acts.
        guard mention.resolvedBy != AgentReader.town else { return false }
        return mention.entity != nil || !mention.sectors.isEmpty || found.person != nil
    }

    /// The mention that the words from `first` to `last` are as a whole.
    private func head(
        of numbers: [Int], _ first: Int, _ last: Int, _ hasVerb: Bool, _ view: SentenceView
    ) -> Int? {
        if numbers.count <= 1 { return numbers.first }
        var (start, end) = (first, last)
        while start < end, view.tags[start] == .determiner { start += 1 }
        while end > start, view.tags[end] == .mark { end -= 1 }
        let covering = numbers.filter {
            view.mentions[$0].first <= start && view.mentions[$0].last >= end
        }
        // "the two countries" are two mentions of the same words.
        if !covering.isEmpty { return covering.count == 1 ? covering.first : nil }
        guard !hasVerb else { return nil }
        guard
            let head = numbers.first(where: { view.mentions[$0].canAct })
                ?? numbers.first(where: { !view.mentions[$0].isModifier })
        else { return numbers.last }
        let chain = Coordination.chain(startingAt: head, view).filter(numbers.contains)
        return chain.count <= 1 ? head : nil
    }

    private func resolution(
        of found: FoundMention, _ view: SentenceView, _ memory: MentionMemory, _ day: Day
    ) -> Resolution {
        let mention = memory.all[found.number]
        var resolution = Resolution(text: view.text[mention.span])
        resolution.entity = mention.entity
        resolution.name = mention.name
        resolution.country = mention.country
        resolution.sectors = mention.sectors
        resolution.score = mention.score
        resolution.resolvedBy = mention.resolvedBy
        if mention.resolvedBy == nil, !mention.sectors.isEmpty {
            // An agent of nobody knows whom.
            resolution.resolvedBy = "lexicon:agent"
            resolution.score = 0.3
        }
        let holder = memory.holder(of: found.number)
        resolution.office = holder.office
        resolution.person = holder.person
        if holder.person == nil, let office = holder.office, let entity = mention.entity {
            resolution.person = holders.holder(
                of: office, in: String(entity.prefix { $0 != "/" }), on: day,
                isBreakaway: entity.hasSuffix("/PRE"))
        }
        return resolution
    }

    /// Where `text` stands in `context`, as whole words; nil if it does not.
    private static func place(of text: String, in context: String) -> Span? {
        let wanted = Array(line(text).unicodeScalars)
        let all = Array(line(context).unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= all.count else { return nil }
        func isWordEnd(_ left: Int, _ right: Int) -> Bool {
            guard all.indices.contains(left), all.indices.contains(right) else { return true }
            return !(all[left].properties.isAlphabetic && all[right].properties.isAlphabetic)
        }
        var start = 0
        while start + wanted.count <= all.count {
            if all[start] == wanted[0], all[start..<start + wanted.count].elementsEqual(wanted),
                isWordEnd(start - 1, start),
                isWordEnd(start + wanted.count - 1, start + wanted.count)
            {
                return Span(start, start + wanted.count)
            }
            start += 1
        }
        return nil
    }

    /// The text with a space for each line break, as a paragraph has it.
    private static func line(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        view.append(
            contentsOf: text.unicodeScalars.lazy.map {
                ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains($0) ? " " : $0
            })
        return String(view)
    }
}
