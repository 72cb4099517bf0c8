internal import Messages
internal import Model

/// Whom the places tell that an act goes to, and whom what is threatened would hit.
extension ImpliedTarget {
    private static let into: Set<String> = ["into", "inside", "onto"]
    /// Verbs whose object is the place that soldiers come into.
    private static let entering: Set<String> = [
        "enter", "invade", "penetrate", "violate", "cross", "occupy",
    ]
    /// Verbs behind which "in" tells where soldiers come to stand.
    private static let placing: Set<String> = ["deploy", "position", "station", "land", "place"]
    private static let taking: Set<String> = [
        "seize", "capture", "occupy", "take", "overrun", "besiege", "storm", "retake", "recapture",
    ]
    private static let borders: Set<String> = [
        "border", "borders", "frontier", "frontiers", "line", "boundary",
    ]
    private static let travelling: Set<String> = [
        "arrive", "travel", "fly", "go", "land", "head", "visit", "come", "jet",
    ]
    private static let visits: Set<String> = ["visit", "trip", "tour", "stopover", "journey"]
    /// What is held where the host is no party to it.
    private static let gatherings: Set<String> = [
        "talks", "summit", "conference", "negotiations", "meeting", "congress", "forum", "assembly",
        "session", "round", "ceremony", "funeral",
    ]
    /// Verbs whose object is not harmed by what is threatened.
    private static let kindly: Set<String> = [
        "protect", "defend", "help", "support", "back", "join", "save", "aid", "assist", "rescue",
        "free", "liberate", "use", "make", "take", "have", "give", "send", "deploy", "stand",
        "respond", "meet", "see",
    ]
    private static let hostile: Set<String> = ["against", "on", "into", "at", "from", "upon"]

    /// Whether a place is taken: "seized a base".
    var isTaking: Bool { trigger.contains { ImpliedTarget.taking.contains(read.lemma($0)) } }

    /// The country into which soldiers are moved.
    func entered(_ view: SentenceView) -> Found? {
        let verbs = trigger.filter { read.reading.words[$0].upos == read.grammar.verbs }
        let isPlacing = verbs.contains { ImpliedTarget.placing.contains(read.lemma($0)) }
        let wanted = isPlacing ? ImpliedTarget.into.union(["in"]) : ImpliedTarget.into
        let objects = trigger.flatMap { read.dependents(of: $0, read.grammar.objects) }
        let behind = objects.flatMap { read.dependents(of: $0, read.grammar.modifiers) }
            .filter { word in
                read.dependents(of: word, read.grammar.cases).contains {
                    wanted.contains(read.form($0))
                }
            }
        let entered = verbs.filter { ImpliedTarget.entering.contains(read.lemma($0)) }
            .flatMap { read.dependents(of: $0, read.grammar.objects) }
        for head in entered + obliques(wanted) + behind {
            let range = read.nounPhrase(of: head)
            guard !range.contains(where: { ImpliedTarget.borders.contains(read.form($0)) }),
                let country = country(in: range, view)
            else { continue }
            return .people(country: country, sector: isHeld(range) ? "REB" : "GOV", range)
        }
        return nil
    }

    /// The country in which somebody arrives who is on a visit, or to which an envoy is sent.
    func host(_ view: SentenceView) -> Found? {
        let below = trigger + trigger.flatMap { nouns(below: $0, 0) }
        if let visit = below.first(where: { ImpliedTarget.visits.contains(read.form($0)) }) {
            let range = read.nounPhrase(of: visit)
            if let country = country(in: range, view) {
                return .people(country: country, sector: "GOV", range)
            }
        }
        let objects = trigger.flatMap { read.dependents(of: $0, read.grammar.objects) }
        let isSent = objects.contains { ArgumentFinder.envoys.contains(read.form($0)) }
        guard
            isSent
                || trigger.contains(where: { ImpliedTarget.travelling.contains(read.lemma($0)) }),
            !below.contains(where: { ImpliedTarget.gatherings.contains(read.form($0)) })
        else { return nil }
        let prepositions: Set<String> = isSent ? ["to"] : ["in", "to", "at"]
        let behind =
            isSent ? objects.flatMap { read.dependents(of: $0, read.grammar.modifiers) } : []
        let named = behind.filter { word in
            read.dependents(of: word, read.grammar.cases).contains { read.form($0) == "to" }
        }
        for head in obliques(prepositions) + named
        where read.dependents(of: head, read.grammar.conjuncts).isEmpty {
            let range = read.nounPhrase(of: head)
            guard let country = country(in: range, view) else { continue }
            return .people(country: country, sector: "GOV", range)
        }
        return nil
    }

    /// The nouns that hang from a word, without its clauses.
    private func nouns(below word: Int, _ depth: Int) -> [Int] {
        guard depth < 3 else { return [] }
        return read.dependents(of: word).filter {
            ["obj", "obl", "nmod", "conj", "obl:unmarked"].contains(read.label($0))
        }.flatMap { [$0] + nouns(below: $0, depth + 1) }
    }

    /// Whom or what that hits which somebody threatens to do: the words behind "to invade", "would push
    /// into", the likeliest first.
    var menaced: [Int] {
        trigger.flatMap { deeds(below: $0, 0) }.flatMap { verb -> [Int] in
            let objects = read.dependents(of: verb, read.grammar.objects)
            let obliques = read.dependents(of: verb, read.grammar.obliques).filter { word in
                read.dependents(of: word, read.grammar.cases).contains {
                    ImpliedTarget.hostile.contains(read.form($0))
                }
            }
            return obliques + (ImpliedTarget.kindly.contains(read.lemma(verb)) ? [] : objects)
        }
    }

    /// The verbs of what somebody says he will do himself.
    private func deeds(below word: Int, _ depth: Int) -> [Int] {
        guard depth < 4 else { return [] }
        return read.dependents(of: word).flatMap { child -> [Int] in
            let subjects = read.dependents(of: child, read.grammar.subjects)
            guard ["xcomp", "ccomp", "acl", "advcl", "conj"].contains(read.label(child)),
                subjects.allSatisfy({ read.isPronoun($0) }),
                depth > 0 || read.label(child) != "conj",
                !read.dependents(of: child).contains(where: {
                    read.label($0) == "mark"
                        && ["if", "unless", "because", "after", "as", "when"]
                            .contains(read.form($0))
                })
            else { return [] }
            return [child] + deeds(below: child, depth + 1)
        }
    }
}
