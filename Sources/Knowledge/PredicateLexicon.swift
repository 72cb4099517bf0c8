internal import Language
public import Messages
internal import Ontology

/// Where a predicate's actors stand.
public enum Role: Sendable, Hashable {
    case subject, possessor, by, of, between, reference, object, relative
    /// After this preposition.
    case preposition(Int32)
}

/// One entry of the predicate lexicon.
public struct Predicate: Sendable, Hashable {
    /// Its id, as `call.upon`.
    public var id: String
    /// The event type it tells.
    public var type: EventType
    /// Its usual mode.
    public var mode: String?
    /// Its CAMEO code, if more exact than type and mode.
    public var cameo: String?
    /// Where its sources stand.
    public var sources: [Role]
    /// Where its targets stand.
    public var targets: [Role]
    /// Whether all parties are sources.
    public var symmetric: Bool
    /// Whether there is no event without a target.
    public var needsTarget: Bool
    /// How it is carried out.
    public var channel: Channel?
    /// The status it tells by itself: `postpone talks`.
    public var status: EventStatus?
    /// How often its words really tell this, 0 to 1.
    public var reliability: Double
    /// How many times as likely the language model's chance of this entry's type becomes: up to
    /// sixteen, the middle of what did equally well on the development file of relations.
    public var emphasis: Double {
        isDecisive ? Predicate.decisiveEmphasis : 1 + 15 * reliability
    }
    /// Whether its words tell the act so plainly ("violated the truce", "called the king to convey
    /// condolences") that the language model hardly has a say in the type.
    public var isDecisive: Bool { reliability >= 0.97 }
    /// How much more a decisive entry counts than the language model.
    private static let decisiveEmphasis = 2000.0
    /// What the language model is taken to give at least to the type of a decisive entry.
    public static let leastChance = 0.01
    /// Whether it is the user's own entry, which wins over ours and over the language model.
    public var isOwn = false

    /// The types that the model thinks of, each as likely as it becomes by what the lexicon's entry, if
    /// there is one, says.
    public static func weighed(
        _ types: [LabelChance], by predicate: Predicate?
    ) -> [(type: EventType, chance: Double)] {
        var chances: [(type: EventType, chance: Double)] = types.compactMap { entry in
            EventType(rawValue: entry.label).map { ($0, entry.chance) }
        }
        guard let predicate else { return chances }
        if predicate.isDecisive, !chances.contains(where: { $0.type == predicate.type }) {
            chances.append((predicate.type, leastChance))
        }
        for place in chances.indices where chances[place].type == predicate.type {
            chances[place].chance *= predicate.emphasis
        }
        return chances
    }
}

/// One way to write a predicate.
public struct Pattern: Sendable, Hashable {
    /// One word of it.
    public enum Element: Sendable, Hashable {
        /// One of these verbs, in any form.
        case verb([Int32])
        /// One of these words.
        case word([Int32])
        /// Up to six words without a verb.
        case gap
        /// An actor.
        case actor
    }

    /// The number of its predicate.
    public var predicate: Int
    /// The words, in order.
    public var elements: [Element]
    /// Which of two that match is taken: the one with more words, but the user's own before ours.
    public var weight: Int

    /// Whether its first word is a verb.
    public var isVerbal: Bool {
        if case .verb = elements.first { return true }
        return false
    }
}

/// The predicate lexicon, with its patterns by first word.
public struct PredicateLexicon: Sendable {
    /// The entries.
    public private(set) var predicates: [Predicate] = []
    /// All patterns, longest first under each word.
    public private(set) var patterns: [Pattern] = []
    private var byVerb: [Int32: [Int]] = [:]
    private var byWord: [Int32: [Int]] = [:]
    private var byID: [String: Int] = [:]

    /// Numbers of the patterns whose first word is the verb `lemma`.
    public func patterns(verb lemma: Int32) -> [Int] { byVerb[lemma] ?? [] }

    /// Numbers of the patterns whose first word is `word`.
    public func patterns(word: Int32) -> [Int] { byWord[word] ?? [] }

    /// The entry with that id.
    public func predicate(_ id: String) -> Predicate? { byID[id].map { predicates[$0] } }

    /// The entries of `rows`, whose modes and CAMEO codes `ontology` must know; users' win over ours.
    init(
        _ rows: TableRows, _ ontology: OntologyTables, _ builder: inout VocabularyBuilder,
        _ faults: inout FaultLog
    ) throws(LanguageError) {
        // Patterns are made of the same words again and again.
        var known: [Substring: Pattern.Element] = [:]
        for (index, (row, _)) in rows.rows.enumerated() {
            do throws(LanguageError) {
                try add(row, isOwn: index < rows.ownCount, ontology, &builder, &known)
            } catch {
                try faults.take(error)
            }
        }
        for index in patterns.indices {
            switch patterns[index].elements.first {
            case .verb(let lemmas): for lemma in lemmas { byVerb[lemma, default: []].append(index) }
            case .word(let words): for word in words { byWord[word, default: []].append(index) }
            default: break
            }
        }
        for key in byVerb.keys { byVerb[key]?.sort { patterns[$0].weight > patterns[$1].weight } }
        for key in byWord.keys { byWord[key]?.sort { patterns[$0].weight > patterns[$1].weight } }
    }

    private mutating func add(
        _ row: Table.Row, isOwn: Bool, _ ontology: OntologyTables,
        _ builder: inout VocabularyBuilder, _ known: inout [Substring: Pattern.Element]
    ) throws(LanguageError) {
        var predicate = try PredicateLexicon.predicate(row, &builder)
        try PredicateLexicon.check(predicate, row, ontology)
        guard byID[predicate.id] == nil else {
            throw row.error("\"\(predicate.id)\" is there twice")
        }
        predicate.isOwn = isOwn
        let number = predicates.count
        byID[predicate.id] = number
        predicates.append(predicate)
        for text in row.list(8) {
            let elements = try PredicateLexicon.elements(text, row, &builder, &known)
            let weight = elements.count { $0 != .gap } + (isOwn ? 100 : 0)
            patterns.append(Pattern(predicate: number, elements: elements, weight: weight))
        }
    }

    private static func predicate(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) -> Predicate {
        guard let type = EventType(rawValue: try row.text(1)) else {
            throw row.error("\"\(row.fields[1])\" is not an event type")
        }
        let frame = try row.text(4)
        let symmetric = frame.contains("=")
        let sides = frame.split(separator: symmetric ? "=" : ">", omittingEmptySubsequences: false)
        guard sides.count == 2 else {
            throw row.error("the frame \"\(frame)\" is not sources > targets or sources = targets")
        }
        let needsTarget = sides[1].hasSuffix("!")
        let channel = row.optional(5).flatMap(Channel.init)
        if row.optional(5) != nil && channel == nil {
            throw row.error("\"\(row.fields[5])\" is not a channel")
        }
        let status = row.optional(6).flatMap(EventStatus.init)
        if row.optional(6) != nil && status == nil {
            throw row.error("\"\(row.fields[6])\" is not a status")
        }
        guard let reliability = try row.number(7), (0...1).contains(reliability) else {
            throw row.error("the reliability is not from 0 to 1")
        }
        return Predicate(
            id: try row.text(0), type: type, mode: row.optional(2), cameo: row.optional(3),
            sources: roles(sides[0], &builder),
            targets: roles(needsTarget ? sides[1].dropLast() : sides[1], &builder),
            symmetric: symmetric, needsTarget: needsTarget, channel: channel, status: status,
            reliability: reliability)
    }

    /// Checks that the type has the mode, and that there is such a CAMEO code.
    private static func check(
        _ predicate: Predicate, _ row: Table.Row, _ ontology: OntologyTables
    ) throws(LanguageError) {
        let (id, type) = (predicate.id, predicate.type)
        if let mode = predicate.mode, ontology.mode(mode, of: type) == nil {
            let modes = (ontology.modes[type] ?? []).map(\.name)
            throw row.error(
                "\"\(id)\": \(type.rawValue) has no mode \"\(mode)\"; "
                    + (modes.isEmpty ? "it has none" : "there are " + modes.joined(separator: ", "))
            )
        }
        if let code = predicate.cameo, ontology.codes[code] == nil {
            throw row.error("\"\(id)\": \"\(code)\" is not a CAMEO code")
        }
    }

    private static func roles(_ text: Substring, _ builder: inout VocabularyBuilder) -> [Role] {
        text.split(separator: ",").filter { $0 != "-" }.map { name in
            switch name {
            case "subj": .subject
            case "poss": .possessor
            case "by": .by
            case "of": .of
            case "between": .between
            case "ref": .reference
            case "obj": .object
            case "rel": .relative
            default: .preposition(builder.vocabulary.intern(String(name)))
            }
        }
    }

    private static func elements(
        _ text: String, _ row: Table.Row, _ builder: inout VocabularyBuilder,
        _ known: inout [Substring: Pattern.Element]
    ) throws(LanguageError) -> [Pattern.Element] {
        var elements: [Pattern.Element] = []
        for part in text.utf8.split(separator: UInt8(ascii: " ")).map(Substring.init) {
            if let element = known[part] {
                elements.append(element)
                continue
            }
            let element = try element(part, row, &builder)
            known[part] = element
            elements.append(element)
        }
        guard let first = elements.first, first != .gap, first != .actor else {
            throw row.error("\"\(text)\" must begin with a word")
        }
        return elements
    }

    private static func element(
        _ part: Substring, _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) -> Pattern.Element {
        if part == ".." { return .gap }
        if part == "@" { return .actor }
        let choices = part.split(separator: "/")
        let verbs = choices.filter { $0.hasSuffix("~") }
        if verbs.count == choices.count {
            return .verb(verbs.map { builder.verb(String($0.dropLast())) })
        }
        guard verbs.isEmpty else {
            throw row.error("\"\(part)\" mixes verbs and other words")
        }
        return .word(choices.flatMap { builder.nouns(String($0)) })
    }
}
