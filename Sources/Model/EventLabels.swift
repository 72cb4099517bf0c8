/// What the class numbers of the heads for events mean.
public struct EventLabels: Sendable {
    /// Types of events, as `ASSAULT`. The heads have two acts more, before these: none, and a later
    /// word of a trigger.
    public let types: [String]
    /// Statuses, as `occurred`.
    public let statuses: [String]
    /// Modes with their type, as `CONSULT/visit`.
    public let modes: [String]
    /// Contexts, as `military`.
    public let contexts: [String]
    /// What a phrase is to an event; 0 is nothing.
    public let parts: [String]
    /// The type that each mode belongs to; -1 if it names none.
    public let modeTypes: [Int]
    /// The numbers in ``parts`` of source, target and speaker.
    public let source: Int
    /// See ``source``.
    public let target: Int
    /// See ``source``.
    public let speaker: Int

    /// How many acts are no type: none, and inside a trigger.
    static let before = 2

    init(
        _ raw: Labels.Raw, malformed: (String) -> ModelError
    ) throws(ModelError) {
        let (acts, parts) = (raw.acts, raw.parts)
        let (statuses, modes, contexts) = (raw.statuses, raw.modes, raw.contexts)
        guard acts.count > EventLabels.before, acts[0] == "_", acts[1] == "inside" else {
            throw malformed("its acts do not begin with _ and inside")
        }
        guard (1..<256).contains(statuses.count), acts.count < 256, modes.count < 1024,
            contexts.count < 1024, parts.count < 256, parts.first == "_"
        else { throw malformed("its labels of events are too many, or too few") }
        guard let source = parts.firstIndex(of: "source"),
            let target = parts.firstIndex(of: "target"),
            let speaker = parts.firstIndex(of: "speaker")
        else { throw malformed("its parts lack source, target or speaker") }
        let types = Array(acts.dropFirst(EventLabels.before))
        self.types = types
        self.statuses = statuses
        self.modes = modes
        self.contexts = contexts
        self.parts = parts
        modeTypes = modes.map { mode in
            types.firstIndex { mode.hasPrefix($0 + "/") } ?? -1
        }
        (self.source, self.target, self.speaker) = (source, target, speaker)
    }
}
