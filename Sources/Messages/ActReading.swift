/// What the language model reads of an act: how likely it is one, of which type and status, and what
/// goes with it. Chances are from 0 to 1.
public struct ActReading: Codable, Hashable, Sendable {
    /// How likely an event is told at the trigger.
    public var chance: Double
    /// Event types, the likeliest first; those that are out of the question are left out.
    public var types: [LabelChance]
    /// Statuses, the likeliest first.
    public var statuses: [LabelChance]
    /// Modes with their type, as `CONSULT/visit`.
    public var modes: [LabelChance]
    /// Contexts.
    public var contexts: [LabelChance]
    /// How sure the model is of the words that name the actors, the mean of them; absent if it found
    /// none.
    public var actors: Double?

    /// A reading; see the properties.
    public init(
        chance: Double, types: [LabelChance] = [], statuses: [LabelChance] = [],
        modes: [LabelChance] = [], contexts: [LabelChance] = [], actors: Double? = nil
    ) {
        self.chance = chance
        self.types = types
        self.statuses = statuses
        self.modes = modes
        self.contexts = contexts
        self.actors = actors
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case chance, types, statuses, modes, contexts, actors
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        chance = try fields.value(.chance)
        types = try fields.value(.types)
        statuses = try fields.value(.statuses)
        modes = try fields.value(.modes)
        contexts = try fields.value(.contexts)
        actors = try fields.optional(.actors)
        try fields.check(chance, in: 0...1, .chance)
        try fields.check(actors, in: 0...1, .actors)
    }
}

/// A label of the language model and how likely it is, 0 to 1.
public struct LabelChance: Codable, Hashable, Sendable {
    /// The label.
    public var label: String
    /// How likely it is.
    public var chance: Double

    /// A label with its chance.
    public init(_ label: String, _ chance: Double) {
        self.label = label
        self.chance = chance
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case label, chance }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        label = try fields.value(.label)
        chance = try fields.value(.chance)
        try fields.check(chance, in: 0...1, .chance)
    }
}
