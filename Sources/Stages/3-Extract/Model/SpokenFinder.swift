internal import Knowledge
internal import Language
internal import Messages
internal import Model

/// Finds by the tree what speakers do by what they say of others: they blame whom they speak ill of, and
/// demand of whom they say that he must do something.
struct SpokenFinder {
    let data: LanguageData
    let resolver: PhraseResolver

    /// What somebody does by a clause that he says.
    struct Spoken {
        /// The entry of the lexicon for it.
        var predicate: String
        var sources: [Int]
        var targets: [Int]
        /// The token that stands for the act: the verb of speech, else that word.
        var trigger: Int
        var how: String
    }

    /// Who speaks, and what is said.
    struct Talk {
        var speakers: [Int]
        /// The word for who speaks, if the sentence has one.
        var head: Int?
        /// The token of the verb of speech, and its word.
        var verb: Int?
        var word: Int?
        var content: Range<Int>
    }

    /// The head of a clause, and its subject.
    typealias Clause = (word: Int, subject: Int)

    /// What the speeches of a sentence do.
    func spoken(
        _ speeches: [Attributor.Speech], _ view: inout SentenceView, _ read: SentenceReading,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Spoken] {
        let blamed = blamed(view, read)
        var found: [Spoken] = []
        for talk in talks(speeches, &view, read, entities, &memory) {
            for clause in clauses(talk, view, read) {
                let isDemand = isDemand(clause, read)
                guard isDemand || blamed[clause.word] != nil else { continue }
                let targets = others(
                    clause, talk, isDemand: isDemand, &view, read, entities, &memory)
                guard !targets.isEmpty else { continue }
                found.append(
                    Spoken(
                        predicate: isDemand ? "say.demand" : "say.ill", sources: talk.speakers,
                        targets: targets, trigger: talk.verb ?? read.tokenOf[clause.word],
                        how: isDemand
                            ? "what he must do → target"
                            : "word of blame \"\(read.form(blamed[clause.word] ?? clause.word))\" → target"
                    ))
            }
        }
        return found
    }

    // MARK: Who speaks

    private func talks(
        _ speeches: [Attributor.Speech], _ view: inout SentenceView, _ read: SentenceReading,
        _ entities: EntityMemory, _ memory: inout MentionMemory
    ) -> [Talk] {
        guard !speeches.isEmpty else {
            return continued(view, memory).map { [$0] } ?? []
        }
        return speeches.compactMap { speech in
            guard !view.tokens[speech.verb].shape.contains(.quoted),
                let verb = read.tokenOf.firstIndex(of: speech.verb),
                let head = speaker(verb, read)
            else { return nil }
            let known = resolver.known(
                head, read.nounPhrase(of: head), &view, read, entities, &memory)
            let speakers = (known ?? []).filter { isOfficial(memory.all[$0]) }
            guard let first = speakers.first else { return nil }
            return Talk(
                speakers: [first], head: head, verb: speech.verb, word: verb,
                content: speech.content)
        }
    }

    private func speaker(_ verb: Int, _ read: SentenceReading) -> Int? {
        let subjects = read.dependents(of: verb, read.grammar.subjects)
        if let subject = subjects.first, !read.isRelative(subject) { return subject }
        if read.label(verb).hasPrefix("acl:relcl") { return read.governor(of: verb) }
        guard read.label(verb) == "conj" || read.label(verb) == "advcl" else { return nil }
        return read.governor(of: verb).flatMap {
            read.dependents(of: $0, read.grammar.subjects).first
        }
    }

    /// Whoever spoke last, where a whole sentence stands in quotation marks.
    private func continued(_ view: SentenceView, _ memory: MentionMemory) -> Talk? {
        let words = view.tokens.indices.filter { view.tags[$0] != .mark }
        guard words.count > 2, words.allSatisfy({ view.tokens[$0].shape.contains(.quoted) }),
            let speaker = memory.speaker(isPerson: true)?.number
                ?? memory.speaker(isPerson: false)?.number,
            isOfficial(memory.all[speaker])
        else { return nil }
        return Talk(speakers: [speaker], content: 0..<view.tokens.count)
    }

    /// Sectors of those whose words are acts of a side.
    private static let official: Set<String> = [
        "GOV", "MIL", "REB", "OPP", "PTY", "IGO", "PRE", "COP", "SPY", "LEG", "JUD", "ELI", "NGO",
        "PRM",
    ]

    private func isOfficial(_ mention: ActorMention) -> Bool {
        mention.entity != nil
            && !SpokenFinder.official.isDisjoint(with: mention.sectors.prefix(1))
    }

    // MARK: What is said

    /// The clauses of what is said that have a subject, in order.
    private func clauses(
        _ talk: Talk, _ view: SentenceView, _ read: SentenceReading
    ) -> [Clause] {
        let subjects = read.grammar.subjects.union(read.grammar.passiveSubjects)
        return read.reading.words.indices.compactMap { word -> Clause? in
            let token = read.tokenOf[word]
            guard talk.content.contains(token), token != talk.verb,
                let subject = read.dependents(of: word, subjects).first(where: { $0 != talk.head }),
                talk.content.contains(read.tokenOf[subject]), !read.isRelative(subject),
                !isSupposed(word, read), talk.word.map({ isSaid(word, by: $0, view, read) }) ?? true
            else { return nil }
            return (word, subject)
        }
    }

    /// Whether the clause of `word` is what a verb of speech tells, before it or behind it.
    private func isSaid(_ word: Int, by verb: Int, _ view: SentenceView, _ read: SentenceReading)
        -> Bool
    {
        var place = word
        for _ in 0..<6 {
            let isQuoted = view.tokens[read.tokenOf[place]].shape.contains(.quoted)
            let label = read.label(place)
            guard let governor = read.governor(of: place) else { break }
            if governor == verb { return label == "ccomp" || label == "parataxis" && isQuoted }
            guard ["ccomp", "conj", "parataxis"].contains(label) else { break }
            place = governor
        }
        // "…," said the minister: the verb hangs from what is said.
        var speech = verb
        while ["parataxis", "conj"].contains(read.label(speech)), speech != place,
            let governor = read.governor(of: speech)
        {
            speech = governor
        }
        return speech == place
    }

    private static let conditions: Set<String> = ["if", "unless", "whether", "lest"]

    /// "if they attack", "it would be a crime if they attacked": nothing that is said to be so.
    private func isSupposed(_ word: Int, _ read: SentenceReading) -> Bool {
        let clauses = read.dependents(of: word, read.grammar.clauses)
        return ([word] + clauses).contains { clause in
            read.dependents(of: clause).contains {
                read.label($0) == "mark" && SpokenFinder.conditions.contains(read.form($0))
            }
        }
    }

    private static let musts: Set<String> = ["must", "should", "ought"]
    private static let needs: Set<String> = ["have", "need"]

    /// "must leave", "has to leave": what one must do, not what must be done to him; but "should they
    /// leave" is a condition, and "should be able to leave" an opinion.
    private func isDemand(_ clause: Clause, _ read: SentenceReading) -> Bool {
        let (word, subject) = clause
        let auxiliaries = read.dependents(of: word).filter { read.label($0) == "aux" }
        guard read.grammar.subjects.contains(read.relation(of: subject)),
            !auxiliaries.contains(where: { read.form($0) == "have" }), read.form(word) != "able"
        else { return false }
        let isMust = auxiliaries.contains {
            $0 > subject && SpokenFinder.musts.contains(read.form($0))
        }
        if isMust { return true }
        return auxiliaries.isEmpty && SpokenFinder.needs.contains(read.lemma(word))
            && read.dependents(of: word, read.grammar.openClauses).contains { verb in
                read.isVerb(verb)
                    && read.dependents(of: verb).contains { read.form($0) == "to" }
            }
    }

    /// For the heads of clauses the word of blame that stands in their predicate and is not denied.
    private func blamed(_ view: SentenceView, _ read: SentenceReading) -> [Int: Int] {
        var found: [Int: Int] = [:]
        for match in data.blame.matches(in: view.tokens[...])
        where match.kind != "noun" && match.kind != "threat" {
            guard let words = read.words(of: match.index...(match.index + match.length - 1))
            else { continue }
            let head = read.head(of: words)
            let isDeed = ["verb", "deed"].contains(match.kind)
            guard isDeed == read.isVerb(head) || match.length > 1 else { continue }
            let path = path(from: head, read)
            guard let clause = path.last, !path.contains(where: { isDenied($0, read) }) else {
                continue
            }
            found[clause] = words.upperBound
        }
        return found
    }

    /// The words from one of the predicate up to the head of its clause.
    private func path(from word: Int, _ read: SentenceReading) -> [Int] {
        var path = [word]
        let subjects = read.grammar.subjects.union(read.grammar.passiveSubjects)
        while path.count < 5, let last = path.last, read.dependents(of: last, subjects).isEmpty,
            ["xcomp", "conj", "advmod"].contains(read.label(last)),
            let governor = read.governor(of: last)
        {
            path.append(governor)
        }
        return path
    }

    private func isDenied(_ word: Int, _ read: SentenceReading) -> Bool {
        read.dependents(of: word).contains {
            ["not", "n't", "n’t", "never"].contains(read.form($0))
        }
    }
}

extension SentenceReading {
    /// Whether a word is a relative pronoun.
    func isRelative(_ word: Int) -> Bool {
        isPronoun(word) && ["who", "which", "that", "whom"].contains(form(word))
    }
}
