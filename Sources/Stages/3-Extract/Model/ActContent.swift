internal import Messages
internal import Model

/// What an act is about, where that is somebody's own doing: "opposed the plan", "refused to back the
/// Omani-led invasion", "warned it would not watch an attack"; and whose doing it is by its own words.
struct ActContent {
    /// The trigger's words.
    let trigger: [Int]
    let read: SentenceReading
    /// Types of the acts that a noun can stand for.
    let nouns: [String: Set<EventType>]

    /// A noun for an act.
    struct Found: Hashable {
        var word: Int
        /// The noun in the singular.
        var noun: String
        var types: Set<EventType>
        /// Whether it refers to something told: "the move", "these talks".
        var isDefinite: Bool
        /// Whether it can stand for nearly any act.
        var isAny: Bool { types.count > 8 }
    }

    /// Whose it is.
    enum Owner: Hashable {
        /// Whom the phrase of a word names.
        case phrase(Int)
        /// Whom a word joined to another names: "Omani" of "Omani-led".
        case joined(Int)
    }

    private static let depth = 3
    /// Types of acts that may be about another's doing.
    private static let kinds: Set<EventType> = [
        .reject, .concede, .support, .accuse, .threaten, .agree, .request,
    ]
    /// Types of acts that judge what another does.
    private static let judging: Set<EventType> = [.accuse, .reject, .support]
    /// Types of acts by which something is put to somebody.
    static let addressed: Set<EventType> = [.request, .threaten, .accuse, .agree]
    /// Prepositions behind which stands what an act is about.
    private static let about: Set<String> = [
        "against", "to", "on", "at", "over", "about", "of", "for", "in", "with", "from",
    ]
    /// What the first part of a joined word does to an act: "Omani-led".
    private static let makers: Set<String> = [
        "led", "hosted", "brokered", "sponsored", "organised", "organized", "convened", "drafted",
        "proposed", "imposed", "mediated", "backed", "run", "ordered", "planned",
    ]
    private static let definite: Set<String> = ["the", "this", "that", "these", "those", "such"]

    /// The nouns for acts that an act of a type is about, the nearest first.
    func found(_ kind: EventType) -> [Found] {
        guard ActContent.kinds.contains(kind) else { return [] }
        var seen: Set<Int> = []
        return trigger.flatMap { contents(of: $0, kind, 0) }.compactMap { word in
            guard seen.insert(word).inserted, !trigger.contains(word) else { return nil }
            return noun(word, kind)
        }
    }

    private func noun(_ word: Int, _ kind: EventType) -> Found? {
        let forms = [read.reading.words[word].lemma, read.reading.forms[word]]
        for form in forms.map({ $0.lowercased() }) {
            guard let types = nouns[form] else { continue }
            // What one agrees to is what was asked for or offered.
            if kind == .agree, !types.isSubset(of: ActContent.addressed) { return nil }
            if kind == .request, types == [.consult] { return nil }
            let isDefinite = read.dependents(of: word).contains {
                read.label($0) == "det" && ActContent.definite.contains(read.form($0))
            }
            return Found(word: word, noun: form, types: types, isDefinite: isDefinite)
        }
        return national(word, kind)
    }

    /// Any other noun with a capital adjective before it, in words against somebody or for him: "deplored
    /// Omani meddling".
    private func national(_ word: Int, _ kind: EventType) -> Found? {
        guard ActContent.judging.contains(kind),
            read.reading.words[word].upos == read.grammar.nouns,
            read.dependents(of: word).contains(where: { child in
                read.label(child) == "amod"
                    && read.reading.forms[child].first?.isUppercase == true
            })
        else { return nil }
        return Found(word: word, noun: read.form(word), types: [], isDefinite: false)
    }

    /// The words that a word of the trigger, or of what it governs, is about.
    private func contents(of word: Int, _ kind: EventType, _ depth: Int) -> [Int] {
        guard depth < ActContent.depth else { return [] }
        var near: [Int] = []
        var deep: [Int] = []
        for child in read.dependents(of: word) {
            switch read.label(child) {
            case "obj", "nsubj:pass": near += [child] + about(child)
            case "obl", "nmod": if isAbout(child) { near += [child] + about(child) }
            case "xcomp": deep += contents(of: child, kind, depth + 1)
            case "ccomp", "acl", "conj":
                guard depth > 0 || read.label(child) != "conj" else { continue }
                if kind == .accuse || kind == .threaten {
                    deep += read.dependents(of: child, read.grammar.subjects)
                }
                if kind != .accuse { deep += contents(of: child, kind, depth + 1) }
            default: continue
            }
        }
        return near + deep
    }

    private func isAbout(_ word: Int) -> Bool {
        read.dependents(of: word, read.grammar.cases).contains {
            ActContent.about.contains(read.form($0))
        }
    }

    /// What a noun is of, or about if it is none for an act: "the threat of a strike", "voiced concern over
    /// the arrests".
    private func about(_ word: Int) -> [Int] {
        let isAct = nouns[read.form(word)] != nil
        return read.dependents(of: word).filter { child in
            read.label(child) == "nmod"
                && (isAct
                    ? read.dependents(of: child, read.grammar.cases).contains {
                        read.form($0) == "of"
                    }
                    : isAbout(child))
        }
    }

    /// Whose an act is by the words that hang from its noun.
    func owners(of item: Found) -> [Owner] {
        read.dependents(of: item.word).flatMap { child -> [Owner] in
            switch read.label(child) {
            case "nmod:poss": return [.phrase(child)]
            case "nmod":
                let cases = read.dependents(of: child, read.grammar.cases).map(read.form)
                return cases.contains("by") || cases == ["from"] && item.types != [.retreat]
                    ? [.phrase(child)] : []
            case "amod", "compound": return maker(child, item)
            case "acl", "acl:relcl":
                return read.dependents(of: child, read.grammar.agents).map { .phrase($0) }
            default: return []
            }
        }
    }

    /// "Omani-led", "Omani".
    private func maker(_ word: Int, _ item: Found) -> [Owner] {
        if ActContent.makers.contains(read.form(word)) {
            return read.dependents(of: word)
                .filter { $0 < word && read.reading.forms[$0].first?.isUppercase == true }
                .map { .joined($0) }
        }
        guard item.types != [.consult], read.reading.forms[word].first?.isUppercase == true else {
            return []
        }
        let isAdjective = read.label(word) == "amod"
        let isShort = read.reading.forms[word].allSatisfy { $0.isUppercase || $0 == "." }
        return isAdjective || isShort ? [.phrase(word)] : []
    }
}
