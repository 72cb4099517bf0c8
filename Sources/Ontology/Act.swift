public import Messages

/// An event, as far as its code in other books depends on it.
public struct Act: Sendable, Hashable {
    /// The type.
    public var type: EventType
    /// The mode.
    public var mode: String?
    /// The contexts.
    public var contexts: [String]
    /// The status.
    public var status: EventStatus
    /// Whether what is negated lies ahead: "will not", "refuses to".
    public var isAhead: Bool
    /// Whether the one who is said to have done it denies it.
    public var isDenied: Bool
    /// Whether it is told as the claim of the one who did it.
    public var isClaimed: Bool
    /// The CAMEO code, if the coder gave one; it is taken as it is.
    public var cameo: String?
    /// The words of the trigger, in lower case.
    public var trigger: [String]
    /// The words after it that may be its object, in lower case.
    public var nearby: [String]
    /// All words after it, in lower case.
    public var behind: [String]
    /// The last words before it, in lower case.
    public var before: [String]

    /// An act; see the properties.
    public init(
        type: EventType, mode: String? = nil, contexts: [String] = [],
        status: EventStatus = .occurred, isAhead: Bool = false, isDenied: Bool = false,
        isClaimed: Bool = false, cameo: String? = nil, trigger: [String] = [],
        nearby: [String] = [], behind: [String] = [],
        before: [String] = []
    ) {
        self.type = type
        self.mode = mode
        self.contexts = contexts
        self.status = status
        self.isAhead = isAhead
        self.isDenied = isDenied
        self.isClaimed = isClaimed
        self.cameo = cameo
        self.trigger = trigger
        self.nearby = nearby
        self.behind = behind
        self.before = before
    }
}

/// A book of types that acts can be converted to.
public enum Codebook: String, CaseIterable, Sendable {
    /// PLOVER 2.0, as events are coded.
    case plover2 = "plover-2"
    /// The table of 2021, from CAMEO codes.
    case plover2021 = "plover-2021"
    /// The same but for a few codes (`codebooks.tsv`): what sets of data with 15 labels have.
    case plover15 = "plover-15"
}

extension OntologyTables {
    /// The CAMEO code of an act before its status is converted: its own, else what type, mode,
    /// contexts and words say.
    public func plainCode(of act: Act) -> String? {
        act.cameo ?? code(of: act, base: nil, baseMode: nil)
    }

    /// The CAMEO code of an act that an entry of the lexicon tells: the entry's code `base`, named
    /// for its mode `baseMode`, or what type, mode and contexts say; in either case as the act's
    /// words make it more exact. A code of the entry that none is below is exact as it is, unless
    /// words contradict it by name.
    public func code(of act: Act, base: String?, baseMode: String?) -> String? {
        guard
            let code = cameo(
                type: act.type, mode: act.mode, contexts: act.contexts, base: base,
                baseMode: baseMode)
        else { return nil }
        let isExact = code == base && isExact(code)
        guard let wording = wordings.first(where: { $0.fits(act, code: code, isExact: isExact) })
        else { return code }
        let kept = wording.to + code.dropFirst(wording.from.count)
        return codes[kept] == nil ? wording.to : kept
    }

    /// The CAMEO code of an act, with its status converted: what is planned becomes intent or
    /// threat, what is refused a rejection, what is only weighed 014, what is claimed 015, what is
    /// denied 016.
    public func code(of act: Act) -> String? {
        if act.status == .hypothetical, codes["014"] != nil { return "014" }
        if act.status == .occurred, act.isClaimed, act.type == .assault { return "015" }
        if act.status == .negated, act.isDenied { return "016" }
        guard let plain = plainCode(of: act) else { return nil }
        return act.status.turn(ahead: act.isAhead).map { codeTurns.becomes(code: plain, $0) }
            ?? plain
    }

    /// The type of an act in `book`, with its status converted; CONCEDE and RETREAT stay apart.
    ///
    /// In a book of CAMEO codes an act never becomes a mere comment (roots 01 and 02 have no type
    /// in the table of 2021): what would, goes by its type instead. What is only imagined counts
    /// as planned.
    public func type(of act: Act, in book: Codebook) -> EventType {
        let turn = act.status == .hypothetical ? .planned : act.status.turn(ahead: act.isAhead)
        let byType = turn.map { turned(act.type, $0) } ?? act.type
        guard book != .plover2, let plain = plainCode(of: act) else { return byType }
        let code = turn.map { codeTurns.becomes(code: plain, $0) } ?? plain
        if let type = exceptions[book]?[code] { return type }
        return (codes[code]?.edition2021?.type).flatMap(EventType.init) ?? byType
    }

    /// What an act of `type` counts as where formats know no status.
    public func turned(_ type: EventType, _ turn: Turn) -> EventType {
        EventType(rawValue: typeTurns.becomes(type.rawValue, turn)) ?? type
    }

    /// The codes that stand for type, mode and contexts in PLOVER 2.0, the most exact last.
    public func codes(type: EventType, mode: String?, contexts: [String] = []) -> [CameoCode] {
        (codesByType[type] ?? []).filter { code in
            (mode == nil || code.mode == mode)
                && (contexts.isEmpty || code.contexts.contains(where: contexts.contains))
        }.sorted { ($0.code.count, $0.code) < ($1.code.count, $1.code) }
    }
}
