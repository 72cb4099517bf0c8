public import Language
public import Messages

/// The ontology, as the files in `ontology/` state it.
public struct OntologyTables: Sendable {
    /// What holds for a type of events.
    public struct TypeRule: Sendable, Hashable {
        /// The quad class, 1 to 4.
        public var quad: Int?
        /// The PLOVER score of the bare type.
        public var score: Double?
        /// Whether there is no event without a target.
        public var needsTarget: Bool
        /// The CAMEO code of the bare type.
        public var cameo: String
    }

    /// What holds for a mode of a type.
    public struct ModeRule: Sendable, Hashable {
        /// The name of the mode.
        public var name: String
        /// The PLOVER score of type and mode.
        public var score: Double
        /// The CAMEO code.
        public var cameo: String
    }

    /// One CAMEO code.
    public struct Code: Sendable, Hashable {
        /// The code, as text: `010` and `10` differ.
        public var code: String
        /// The type it belongs to.
        public var type: EventType
        /// The mode it stands for.
        public var mode: String?
        /// The contexts it stands for.
        public var contexts: [String]
        /// Its Goldstein value.
        public var goldstein: Double
    }

    /// The convention the quads follow.
    public static let quadScheme = "plover-2"

    /// The rules of each type.
    public let types: [EventType: TypeRule]
    /// The modes of each type.
    public let modes: [EventType: [ModeRule]]
    /// The CAMEO codes by code.
    public let codes: [String: Code]
    /// The contexts and the words that show them.
    public let contexts: [(name: String, words: [String])]
    /// The sectors that an actor may have.
    public let sectors: Set<String>
    /// The codes that stand in the place of a country's for actors of none.
    public let groups: Set<String>
    private let codesByType: [EventType: [Code]]

    /// The tables in the folder at `directory`.
    public init(directory: String) throws(LanguageError) {
        types = try OntologyTables.types(Table(path: directory + "/types.tsv", columns: 5...5))
        modes = try OntologyTables.modes(Table(path: directory + "/modes.tsv", columns: 4...4))
        let list = try OntologyTables.codes(Table(path: directory + "/cameo.tsv", columns: 5...5))
        codes = Dictionary(list.map { ($0.code, $0) }) { first, _ in first }
        codesByType = Dictionary(grouping: list, by: \.type)
        var contexts: [(name: String, words: [String])] = []
        for row in try Table(path: directory + "/contexts.tsv", columns: 2...2).rows {
            contexts.append((try row.text(0), row.list(1)))
        }
        self.contexts = contexts
        sectors = Set(
            try Table(path: directory + "/sectors.tsv", columns: 2...2).rows.compactMap {
                $0.optional(0)
            })
        groups = Set(
            try Table(path: directory + "/groups.tsv", columns: 2...2).rows.compactMap {
                $0.optional(0)
            })
    }

    /// The rule of `mode` of `type`; nil if the type has no such mode.
    public func mode(_ mode: String, of type: EventType) -> ModeRule? {
        modes[type]?.first { $0.name == mode }
    }

    /// The CAMEO code of an event and its Goldstein value: `base` or what type and mode say, made
    /// more exact by a code below the same root that stands for one of the contexts.
    public func cameo(
        type: EventType, mode: String?, contexts: [String], base: String?
    ) -> (code: String, goldstein: Double)? {
        let modeCode = mode.flatMap { self.mode($0, of: type)?.cameo }
        var code = base ?? modeCode ?? types[type]?.cameo ?? ""
        // A predicate names its code for its usual mode; another mode has a code of its own.
        if let mode, let modeCode, let known = codes[code]?.mode, known != mode { code = modeCode }
        for candidate in codesByType[type] ?? []
        where candidate.code.count > code.count && candidate.code.hasPrefix(code)
            && candidate.contexts.contains(where: contexts.contains) && candidate.mode == mode
        {
            code = candidate.code
            break
        }
        if let entry = codes[code] { return (code, entry.goldstein) }
        return code.isEmpty ? nil : (code, 0)
    }

    private static func type(_ row: Table.Row, _ column: Int) throws(LanguageError) -> EventType {
        let name = try row.text(column)
        guard let type = EventType(rawValue: name) else {
            throw row.error("\"\(name)\" is not an event type")
        }
        return type
    }

    private static func types(_ table: Table) throws(LanguageError) -> [EventType: TypeRule] {
        var types: [EventType: TypeRule] = [:]
        for row in table.rows {
            let quad = try row.number(1).map { Int($0) }
            if let quad, !(1...4).contains(quad) { throw row.error("the quad is not 1 to 4") }
            types[try type(row, 0)] = TypeRule(
                quad: quad, score: try row.number(2), needsTarget: try row.text(3) == "yes",
                cameo: try row.text(4))
        }
        return types
    }

    private static func modes(_ table: Table) throws(LanguageError) -> [EventType: [ModeRule]] {
        var modes: [EventType: [ModeRule]] = [:]
        for row in table.rows {
            modes[try type(row, 0), default: []].append(
                ModeRule(
                    name: try row.text(1), score: try row.number(2) ?? 0, cameo: try row.text(3)))
        }
        return modes
    }

    private static func codes(_ table: Table) throws(LanguageError) -> [Code] {
        var codes: [Code] = []
        for row in table.rows {
            codes.append(
                Code(
                    code: try row.text(0), type: try type(row, 1), mode: row.optional(2),
                    contexts: row.list(3), goldstein: try row.number(4) ?? 0))
        }
        return codes
    }
}
