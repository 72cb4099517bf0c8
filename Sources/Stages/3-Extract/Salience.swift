internal import Language

/// Of whom the sentences before spoke, for pronouns in the next ones.
struct Salience {
    /// Persons, the one spoken of first.
    private(set) var persons: [AntecedentFinder.Candidate] = []
    /// Persons in the last words in quotation marks.
    private(set) var quoted: [AntecedentFinder.Candidate] = []
    /// The person who spoke last.
    private(set) var speaker: AntecedentFinder.Candidate?
    /// The state or organisation that spoke last.
    private(set) var speakingBody: AntecedentFinder.Candidate?
    /// The state or organisation that the last sentence was about.
    private(set) var body: Int?
    /// Several that the last sentence was about.
    var group: [Int] = []
    /// How many sentences ago somebody was spoken of.
    private var age = 0
    /// So many words of a sentence are looked at.
    private static let length = 400
    /// So many sentences back "he" reaches.
    private static let reach = 5

    /// Remembers of whom a sentence spoke.
    mutating func note(
        _ view: SentenceView, _ memory: MentionMemory, _ finder: AntecedentFinder
    ) {
        notePersons(view, memory, finder)
        noteOthers(view, finder)
    }

    private mutating func notePersons(
        _ view: SentenceView, _ memory: MentionMemory, _ finder: AntecedentFinder
    ) {
        let length = min(view.tokens.count, Salience.length)
        var all = finder.candidates(in: 0..<length, view)
        for index in 0..<length where view.tags[index] == .pronoun {
            let word = view.folded(index)
            guard word == "he" || word == "she" else { continue }
            switch finder.antecedent(of: word, at: index, view, memory) {
            case .known(let numbers, _):
                all.append(candidate(numbers.first, index, Gender(pronoun: word)))
            case .unknown: all.append(candidate(nil, index, Gender(pronoun: word)))
            case .none: break
            }
        }
        all.sort { $0.token < $1.token }
        let isQuoted = { (found: AntecedentFinder.Candidate) in
            view.tokens[found.token].shape.contains(.quoted)
        }
        let inside = all.filter(isQuoted)
        if !inside.isEmpty { quoted = ranked(inside, view, finder) }
        let outside = ranked(all.filter { !isQuoted($0) }, view, finder)
        guard let first = outside.first else {
            age += 1
            if age > Salience.reach { (persons, speaker) = ([], nil) }
            return
        }
        age = 0
        let speaking = outside.first { finder.speaks(last(of: $0, view), view) }
        if let speaking, speaking.isSubject { speaker = speaking }
        persons = Array((first.isSubject ? outside : outside + persons.prefix(1)).prefix(8))
    }

    private func candidate(
        _ number: Int?, _ token: Int, _ gender: Gender?
    ) -> AntecedentFinder.Candidate {
        AntecedentFinder.Candidate(number: number, token: token, isSubject: true, gender: gender)
    }

    /// Subjects that speak, then other subjects, then those named last.
    private func ranked(
        _ found: [AntecedentFinder.Candidate], _ view: SentenceView, _ finder: AntecedentFinder
    ) -> [AntecedentFinder.Candidate] {
        let subjects = found.filter(\.isSubject)
        let speaking = subjects.filter { finder.speaks(last(of: $0, view), view) }
        let others = subjects.filter { subject in
            !speaking.contains { $0.token == subject.token }
        }
        return speaking + others + found.filter { !$0.isSubject }.reversed()
    }

    /// The last token of somebody's mention, with the name in apposition to it.
    private func last(of found: AntecedentFinder.Candidate, _ view: SentenceView) -> Int {
        let covering = view.mentionAt[found.token]
        guard covering >= 0 else { return found.token }
        let last = view.mentions[covering].last
        guard view.isComma(last + 1) else { return last }
        // "Omar Khalidi, the foreign minister, said"
        var next = last + 2
        while next < view.tokens.count, next - last < 15, !view.isComma(next) { next += 1 }
        return next < view.tokens.count && view.isComma(next) ? next : last
    }

    private mutating func noteOthers(_ view: SentenceView, _ finder: AntecedentFinder) {
        body = nil
        group = []
        speakingBody = nil
        for token in finder.subjectTokens(
            before: min(view.tokens.count, AntecedentFinder.reach), view)
        where !view.tokens[token].shape.contains(.quoted) {
            switch finder.subject(token, view) {
            case .thing, .person: if body == nil, group.isEmpty { return }
            case .body(let number):
                let found = candidate(number, token, nil)
                if body == nil { body = number }
                if finder.speaks(last(of: found, view), view) { speakingBody = found }
            case .group(let numbers): if group.isEmpty { group = numbers }
            }
        }
    }
}
