internal import Messages
internal import Model

/// Says whether a sentence tells an act as history: by a year long past that its clause is told of ("in the
/// offensive of 2016"), that it explains ("echoes of 2003, when Chad refused"), or in which falls what was
/// agreed or refused; or as more of what the sentence before told as history.
struct History {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading
    /// When the article was published.
    let published: Day
    /// Types of the acts that a noun can stand for.
    let nouns: [String: Set<EventType>]
    /// Whether a word names somebody who acts, or belongs to such a name.
    let isActor: (Int) -> Bool

    /// What lies longer back is history.
    static let days = 60
    private static let depth = 3
    /// Prepositions by which a clause is told of a time, or of what was then.
    private static let times: Set<String> = [
        "after", "before", "during", "in", "following", "amid",
    ]
    /// Words for a time that a year belongs to: "the summer of 2016".
    private static let spans: Set<String> = [
        "spring", "summer", "autumn", "fall", "winter", "beginning", "start", "middle", "end",
        "wake", "aftermath", "course", "midst", "height", "january", "february", "march", "april",
        "may", "june", "july", "august", "september", "october", "november", "december",
    ]
    /// Nouns for what lasts, so that what is done in it may be new: "stayed in the 2015 deal".
    private static let lasting: Set<String> = [
        "deal", "agreement", "accord", "accords", "pact", "treaty", "truce", "ceasefire", "law",
        "constitution", "resolution", "convention",
    ]
    /// Verbs that tell when something took place: "an offensive launched in 2016".
    private static let happening: Set<String> = [
        "launch", "begin", "start", "hold", "carry", "conduct", "stage", "mount", "occur", "happen",
        "wage", "fight", "reach", "sign", "strike",
    ]
    /// Auxiliaries of what is not simply past.
    private static let present: Set<String> = [
        "has", "have", "is", "are", "'s", "’s", "'re", "’re", "'ve", "’ve", "will", "would", "may",
        "might", "can", "could", "should", "must",
    ]
    /// Acts that come before their content: what was agreed to in 2013 was not agreed to later.
    private static let before: Set<EventType> = [.agree, .reject, .request]
    private static let pointing: Set<String> = ["that", "those"]

    /// Whether the sentence itself tells an act of a type as history.
    func isTold(_ kind: EventType?) -> Bool {
        clauses.contains { verb in
            isPast(verb) && (isThen(verb) || isDuring(verb))
                || kind.map(History.before.contains) == true && isOfOldContent(verb)
        }
    }

    /// Whether it goes on about what was told as history before with `words`: "the warning of that
    /// attack", "the Tomahawk missiles".
    func isMore(of words: Set<String>) -> Bool {
        clauses.contains { verb in
            isPast(verb)
                && phrases(of: verb).contains { noun in
                    let children = read.dependents(of: noun)
                    let isPointed = children.contains {
                        History.pointing.contains(read.form($0)) && read.label($0) == "det"
                    }
                    if isPointed, isDeed(noun), words.contains(read.lemma(noun)) { return true }
                    return children.contains { read.form($0) == "the" }
                        && children.contains { name in
                            read.reading.words[name].upos == read.grammar.names
                                && words.contains(read.lemma(name))
                        }
                }
        }
    }

    /// The nouns of the clause and of what it explains, those who act left out.
    var words: Set<String> {
        var found: Set<String> = []
        for verb in clauses {
            var heads = [verb]
            if let noun = read.governor(of: verb), read.label(verb).hasPrefix("acl") {
                heads.append(noun)
            }
            var stack = heads.flatMap { [$0] + read.dependents(of: $0) }
            while let word = stack.popLast() {
                if read.grammar.nouns == read.reading.words[word].upos || isNamed(word),
                    !isActor(word)
                {
                    found.insert(read.lemma(word))
                }
                if !heads.contains(word) { stack += read.dependents(of: word) }
            }
        }
        return found
    }

    /// "attack", but not "deal", which lasts and is spoken of later.
    private func isDeed(_ noun: Int) -> Bool {
        let types = nouns[read.lemma(noun)] ?? nouns[read.form(noun)]
        return types != nil && !History.lasting.contains(read.form(noun))
    }

    /// The objects and obliques of a verb, and what they are of.
    private func phrases(of verb: Int) -> [Int] {
        let nouns = read.dependents(of: verb, read.grammar.objects.union(read.grammar.obliques))
        return nouns + nouns.flatMap { read.dependents(of: $0).filter { read.label($0) == "nmod" } }
    }

    private func isNamed(_ word: Int) -> Bool {
        read.reading.words[word].upos == read.grammar.names && !isActor(word)
    }

    /// The verb of the trigger, those whose open complement it is, and that whose object it is.
    private var clauses: [Int] {
        guard let first = trigger.first(where: read.isVerb) ?? trigger.first else { return [] }
        var verbs = [first]
        while verbs.count < History.depth, let last = verbs.last,
            ["xcomp", "obj"].contains(read.label(last)), let governor = read.governor(of: last),
            read.isVerb(governor)
        {
            verbs.append(governor)
        }
        return verbs.filter(read.isVerb)
    }

    private func isPast(_ verb: Int) -> Bool {
        let features = read.grammar.labels.features(read.reading.words[verb])
        let isNow =
            features.contains { $0.name == "Tense" && $0.value == "Pres" }
            && features.contains { $0.name == "VerbForm" && $0.value == "Fin" }
        return !isNow
            && !read.dependents(of: verb).contains {
                read.label($0).hasPrefix("aux") && History.present.contains(read.form($0))
            }
    }

    /// "2003, when Chad refused", "a year ago, when Chad refused".
    private func isThen(_ verb: Int) -> Bool {
        read.dependents(of: verb).contains { word in
            guard read.form(word) == "when", word > 1 else { return false }
            let last = read.form(word - 1) == "," ? word - 2 : word - 1
            return isOldYear(last) || read.form(last) == "ago" && isYearsAgo(last)
        }
    }

    private func isYearsAgo(_ word: Int) -> Bool {
        word > 0
            && ["year", "years", "decade", "decades"].contains(read.form(word - 1))
    }

    /// "after the 2016 coup", "in an offensive launched in the summer of 2016".
    private func isDuring(_ verb: Int) -> Bool {
        read.dependents(of: verb, read.grammar.obliques).contains(where: isOldTime)
    }

    private func isOldTime(_ noun: Int) -> Bool {
        let prepositions = read.prepositions(noun)
        guard !History.times.isDisjoint(with: prepositions),
            prepositions != ["in"] || !History.lasting.contains(read.form(noun))
        else { return false }
        return isOldYear(noun) || isOfOldYear(noun, 0)
    }

    private func isOfOldYear(_ noun: Int, _ depth: Int) -> Bool {
        guard depth < History.depth else { return false }
        return read.dependents(of: noun).contains { child in
            switch read.label(child) {
            case "compound", "nummod", "nmod:unmarked", "amod": return isOldYear(child)
            case "nmod":
                let cases = read.prepositions(child)
                guard cases.contains("of") || cases.contains("in") else { return false }
                let isSpan = [noun, child].contains { History.spans.contains(read.form($0)) }
                return isOldYear(child) || isSpan && isOfOldYear(child, depth + 1)
            case "acl", "acl:relcl":
                if read.isForm(child, of: History.happening) { return isDuring(child) }
                // "an offensive called Shield that was launched in 2016"
                return read.dependents(of: child, read.grammar.openClauses).contains {
                    isOfOldYear($0, depth + 1)
                }
            default: return false
            }
        }
    }

    /// "agreed to hand over the weapons in 2013".
    private func isOfOldContent(_ verb: Int) -> Bool {
        read.dependents(of: verb).contains { clause in
            ["xcomp", "advcl"].contains(read.label(clause)) && read.isVerb(clause)
                && read.dependents(of: clause, read.grammar.obliques).contains {
                    isOldYear($0) && read.prepositions($0).contains("in")
                }
        }
    }

    /// A year, or years, that ended so long ago: "2003", "2013-14", "1990s".
    private func isOldYear(_ word: Int) -> Bool {
        guard word >= 0 else { return false }
        let form = read.form(word)
        let isDecade = form.count == 5 && form.hasSuffix("s")
        guard form.count == 4 || isDecade, var year = Int(form.prefix(4)),
            (1000...2100).contains(year)
        else { return false }
        if isDecade { year += 9 }
        if word + 2 < read.reading.forms.count, ["-", "–"].contains(read.form(word + 1)),
            let end = Int(read.form(word + 2))
        {
            year = end < 100 ? year / 100 * 100 + end : end
        }
        guard let last = Day(year: year, month: 12, day: 31) else { return false }
        return published.number - last.number > History.days
    }
}
