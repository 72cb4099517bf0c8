public import Messages

/// Whose Goldstein values: the lists contradict each other for eight codes.
public enum GoldsteinList: String, CaseIterable, Sendable {
    /// GDELT's lookup list, and ours unless another is asked for.
    case gdelt
    /// The list of the ICEWS event data.
    case icews
    /// The list of the Phoenix pipeline.
    case phoenix
}

/// One CAMEO code, and what PLOVER makes of it.
public struct CameoCode: Sendable, Hashable {
    /// What an edition of PLOVER makes of a code.
    public struct Reading: Sendable, Hashable {
        /// The type.
        public var type: String
        /// The mode, if it stands for one.
        public var mode: String?
        /// The contexts it stands for.
        public var contexts: [String]
    }

    /// The code, as text: `010` and `10` differ.
    public var code: String
    /// The type it belongs to in PLOVER 2.0; STATEMENT for what PLOVER drops.
    public var type: EventType
    /// The mode it stands for in PLOVER 2.0.
    public var mode: String?
    /// The contexts it stands for in PLOVER 2.0.
    public var contexts: [String]
    /// What the table of 2021 makes of it, in its own words; nil if it drops or lacks the code.
    public var edition2021: Reading?
    /// What it means.
    public var meaning: String
    /// The values that the Goldstein lists give it; some lack it.
    var values: [GoldsteinList: Double]

    /// The first two digits.
    public var root: String { String(code.prefix(2)) }

    /// How exact it is: `root`, `base` or `leaf`.
    public var level: String {
        switch code.count {
        case 2: "root"
        case 3: "base"
        default: "leaf"
        }
    }
}
