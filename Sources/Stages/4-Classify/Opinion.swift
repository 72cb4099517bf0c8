internal import Knowledge
internal import Messages

/// What type an act has, by what the language model and the lexicon say of it.
struct Opinion {
    /// The type.
    var type: EventType
    /// How likely the model takes it for that, 0 to 1; 1 where the lexicon decides alone.
    var chance: Double
    /// The entry of the lexicon, if it says the same.
    var predicate: Predicate?
    /// How reliable an entry of the lexicon is that says another type; 0 if none does.
    var dissent: Double
    /// The model's reading, if it has a say.
    var act: ActReading?
    /// Whether who acts on whom, or the words around the trigger, tell the type.
    var isTold: Bool
    /// The mode, if who acts on whom tells it together with the type.
    var mode: String?
    /// For people: how it came.
    var reason: String

    /// The opinion on a relation; nil if nobody has one.
    init?(_ relation: Relation, _ data: LanguageData) {
        let predicate = relation.predicate.flatMap(data.predicates.predicate)
        // Idioms such as "declined to comment" look like acts to the model, too.
        let isMereWord = predicate.map { $0.type == .statement && $0.reliability > 0.8 } ?? false
        guard let act = relation.act, !act.types.isEmpty, predicate?.isOwn != true, !isMereWord
        else {
            guard let predicate else { return nil }
            self.init(
                type: predicate.type, chance: 1, predicate: predicate, dissent: 0,
                act: predicate.isOwn || isMereWord
                    ? nil : relation.act.map { ActReading(chance: $0.chance) },
                reason: predicate.isOwn ? "your own lexicon says so" : "the lexicon alone")
            return
        }
        let chances = Predicate.weighed(act.types, by: predicate)
        guard let best = chances.max(by: { $0.chance < $1.chance }) else { return nil }
        let sum = chances.reduce(0) { $0 + $1.chance }
        if let told = Opinion.told(relation) {
            self.init(
                type: told.type, chance: max(best.chance / max(sum, 1), Opinion.toldChance),
                predicate: predicate?.type == told.type ? predicate : nil, dissent: 0, act: act,
                isTold: true, mode: told.mode,
                reason: "who acts on whom and the words around tell it")
            return
        }
        let agrees = predicate?.type == best.type
        self.init(
            type: best.type, chance: best.chance / max(sum, 1), predicate: agrees ? predicate : nil,
            dissent: agrees ? 0 : predicate?.reliability ?? 0, act: act,
            reason: agrees
                ? "the lexicon agrees"
                : predicate.map { "the lexicon says \($0.type.rawValue)" } ?? "the model alone")
    }

    /// So likely at least is a type that the words around the trigger tell.
    private static let toldChance = 0.9

    /// The type, and the mode if it is so narrow, that Extract read off the words around the trigger.
    private static func told(_ relation: Relation) -> (type: EventType, mode: String?)? {
        guard let cue = relation.cues.first(where: { $0.hasPrefix(Relation.typeCue) }) else {
            return nil
        }
        let parts = cue.dropFirst(Relation.typeCue.count).split(separator: "/").map(String.init)
        return parts.first.flatMap(EventType.init(rawValue:)).map {
            ($0, parts.count > 1 ? parts[1] : nil)
        }
    }

    private init(
        type: EventType, chance: Double, predicate: Predicate?, dissent: Double, act: ActReading?,
        isTold: Bool = false, mode: String? = nil, reason: String
    ) {
        self.type = type
        self.chance = chance
        self.predicate = predicate
        self.dissent = dissent
        self.act = act
        self.isTold = isTold
        self.mode = mode
        self.reason = reason
    }

    /// Whether the model has a say in the type.
    var isByModel: Bool { act.map { !$0.types.isEmpty } ?? false }
}
