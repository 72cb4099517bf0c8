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
        /// What it means.
        public var meaning: String
    }

    /// What holds for a mode of a type.
    public struct ModeRule: Sendable, Hashable {
        /// The name of the mode.
        public var name: String
        /// The PLOVER score of type and mode.
        public var score: Double
        /// The CAMEO code.
        public var cameo: String
        /// What it means.
        public var meaning: String
    }

    /// A sector, or a kind of actors that belong to no state.
    public struct Sector: Sendable, Hashable {
        /// The code.
        public var code: String
        /// `frequent`, `rare`, or `international`.
        public var kind: String
        /// What CAMEO calls it.
        public var cameo: [String]
        /// Who they are.
        public var meaning: String
    }

    /// The convention the quads follow.
    public static let quadScheme = "plover-2"

    /// The rules of each type.
    public let types: [EventType: TypeRule]
    /// The modes of each type.
    public let modes: [EventType: [ModeRule]]
    /// The CAMEO codes by code.
    public let codes: [String: CameoCode]
    /// The contexts, the words that show them, and what they cover.
    public let contexts: [(name: String, words: [String], meaning: String)]
    /// The sectors.
    public let sectors: [Sector]
    /// The codes of ``sectors``.
    public let sectorCodes: Set<String>
    /// Those of them that stand in the place of a country's for actors of none.
    public let groups: Set<String>
    /// The conventions of quad classes.
    public let quadSchemes: [QuadScheme]
    let codesByType: [EventType: [CameoCode]]
    /// The codes that others are below.
    let parents: Set<String>
    let wordings: [Wording]
    let typeTurns: StatusConversion
    let codeTurns: StatusConversion
    let exceptions: [Codebook: [String: EventType]]

    /// The tables in the folder at `directory`.
    public init(directory: String) throws(LanguageError) {
        types = try OntologyTables.types(Table(path: directory + "/types.tsv", columns: 6...6))
        modes = try OntologyTables.modes(Table(path: directory + "/modes.tsv", columns: 5...5))
        let list = try OntologyTables.codes(Table(path: directory + "/cameo.tsv", columns: 11...11))
        codes = Dictionary(list.map { ($0.code, $0) }) { first, _ in first }
        codesByType = Dictionary(grouping: list, by: \.type)
        parents = Set(list.filter { $0.level == "leaf" }.map { String($0.code.dropLast()) })
        var contexts: [(name: String, words: [String], meaning: String)] = []
        for row in try Table(path: directory + "/contexts.tsv", columns: 3...3).rows {
            contexts.append((try row.text(0), row.list(1), try row.text(2)))
        }
        self.contexts = contexts
        var sectors: [Sector] = []
        for row in try Table(path: directory + "/sectors.tsv", columns: 4...4).rows {
            sectors.append(
                Sector(
                    code: try row.text(0), kind: try row.text(1), cameo: row.list(2),
                    meaning: try row.text(3)))
        }
        self.sectors = sectors
        sectorCodes = Set(sectors.map(\.code))
        groups = Set(sectors.filter { $0.kind == "international" }.map(\.code))
        quadSchemes = try QuadScheme.all(Table(path: directory + "/quads.tsv", columns: 4...4))
        var wordings: [Wording] = []
        for row in try Table(path: directory + "/wordings.tsv", columns: 6...6).rows {
            let wording = try Wording(row)
            guard codes[wording.to] != nil else {
                throw row.error("\"\(wording.to)\" is not a CAMEO code")
            }
            wordings.append(wording)
        }
        self.wordings = wordings
        typeTurns = try StatusConversion(Table(path: directory + "/status.tsv", columns: 4...4))
        codeTurns = try StatusConversion(
            Table(path: directory + "/cameo-status.tsv", columns: 4...4))
        var exceptions: [Codebook: [String: EventType]] = [:]
        for row in try Table(path: directory + "/codebooks.tsv", columns: 3...3).rows {
            guard let book = Codebook(rawValue: try row.text(0)), codes[try row.text(1)] != nil
            else { throw row.error("names no codebook and CAMEO code") }
            exceptions[book, default: [:]][try row.text(1)] = try OntologyTables.type(row, 2)
        }
        self.exceptions = exceptions
    }

    /// The scheme called `name`.
    public func quadScheme(_ name: String) -> QuadScheme? {
        quadSchemes.first { $0.name == name }
    }

    /// The rule of `mode` of `type`; nil if the type has no such mode.
    public func mode(_ mode: String, of type: EventType) -> ModeRule? {
        modes[type]?.first { $0.name == mode }
    }

    /// The CAMEO code of an event: `base` or what type and mode say, made more exact by a code below
    /// it that stands for one of the contexts.
    ///
    /// `base` is what words say that tell the event, and `baseMode` the mode they tell with it. CAMEO
    /// often divides otherwise than modes do, so a code that none is below stands whatever the mode;
    /// a code that others are below stands for the modes it is known for, and a general one (190)
    /// only without a mode.
    public func cameo(
        type: EventType, mode: String?, contexts: [String], base: String?, baseMode: String? = nil
    ) -> String? {
        let modeCode = mode.flatMap { self.mode($0, of: type)?.cameo }
        guard var code = base ?? modeCode ?? types[type]?.cameo, !code.isEmpty else { return nil }
        if let base, let modeCode, !stands(base, for: mode, baseMode) { code = modeCode }
        let told = codes[code]?.mode
        for candidate in codesByType[type] ?? []
        where candidate.code.count > code.count && candidate.code.hasPrefix(code)
            && candidate.contexts.contains(where: contexts.contains) && candidate.mode == told
        {
            code = candidate.code
            break
        }
        return code
    }

    private func stands(_ base: String, for mode: String?, _ baseMode: String?) -> Bool {
        if mode == baseMode || isExact(base) { return true }
        return !isGeneral(base) && codes[base]?.mode.map { $0 == mode } ?? true
    }

    /// Whether no code is below `code`, and it is no general one.
    func isExact(_ code: String) -> Bool { !isGeneral(code) && !parents.contains(code) }

    private func isGeneral(_ code: String) -> Bool { code.count == 3 && code.last == "0" }

    /// The Goldstein value of `code` in `list`. A code the list lacks has that of the code above it;
    /// in Phoenix' list that of its root, as there.
    public func goldstein(_ code: String, _ list: GoldsteinList = .gdelt) -> Double {
        var prefix = code[...]
        while prefix.count >= 2 {
            if let value = codes[String(prefix)]?.values[list] { return value }
            prefix = list == .phoenix ? prefix.prefix(min(2, prefix.count - 1)) : prefix.dropLast()
        }
        return 0
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
                cameo: try row.text(4), meaning: try row.text(5))
        }
        return types
    }

    private static func modes(_ table: Table) throws(LanguageError) -> [EventType: [ModeRule]] {
        var modes: [EventType: [ModeRule]] = [:]
        for row in table.rows {
            modes[try type(row, 0), default: []].append(
                ModeRule(
                    name: try row.text(1), score: try row.number(2) ?? 0, cameo: try row.text(3),
                    meaning: try row.text(4)))
        }
        return modes
    }

    private static func codes(_ table: Table) throws(LanguageError) -> [CameoCode] {
        var codes: [CameoCode] = []
        for row in table.rows {
            var values: [GoldsteinList: Double] = [:]
            for (number, list) in GoldsteinList.allCases.enumerated() {
                values[list] = try row.number(4 + number)
            }
            codes.append(
                CameoCode(
                    code: try row.text(0), type: try type(row, 1), mode: row.optional(2),
                    contexts: row.list(3),
                    edition2021: row.optional(7).map {
                        CameoCode.Reading(type: $0, mode: row.optional(8), contexts: row.list(9))
                    }, meaning: try row.text(10), values: values))
        }
        return codes
    }
}
