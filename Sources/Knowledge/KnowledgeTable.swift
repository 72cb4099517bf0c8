/// The tables of names and of predicates, to which users may add; the file of each is called as its
/// raw value, with `.tsv`.
public enum KnowledgeTable: String, CaseIterable, Sendable {
    case countries, territories, former, regions
    case sharedNames = "shared-names"
    case organisations, periods, members, agents, tenures, people, places, predicates

    /// The folder of the data directory that its file lies in.
    var folder: String { self == .predicates ? "predicates" : "knowledge" }

    /// How many columns a row may have; the last of agents may be missing.
    public var columns: Int {
        switch self {
        case .countries, .territories, .former, .people: 7
        case .regions, .sharedNames: 2
        case .organisations: 6
        case .agents: 6
        case .periods, .members: 4
        case .tenures: 10
        case .places, .predicates: 9
        }
    }

    /// How many columns a row must have.
    public var leastColumns: Int { self == .agents ? 5 : columns }

    /// The columns that tell a row from others: a user's row with the same there takes the place of
    /// the project's. Rows of regions, shared names and places are lists, and have none.
    var keyColumns: [Int] {
        switch self {
        case .countries, .territories, .former, .organisations, .agents, .predicates: [0]
        case .periods: [0, 1]
        case .members: [0, 1, 2]
        case .tenures: [0, 2, 4, 6]
        case .people: [0, 2, 4, 5]
        case .regions, .sharedNames, .places: []
        }
    }
}

/// A file with a user's own rows of a table: more of them, others in the place of the project's, and
/// rows that begin with `!`, which take the project's away.
public struct KnowledgeFile: Hashable, Sendable {
    /// Where it is.
    public var path: String
    /// Which table its rows belong to.
    public var table: KnowledgeTable

    /// A file of rows of `table`.
    public init(path: String, table: KnowledgeTable) {
        self.path = path
        self.table = table
    }
}

/// The file and the line that something of the tables stands in.
public struct Origin: Hashable, Sendable {
    /// The number of the file, in ``LanguageData/files``.
    var file: Int32
    /// The line, from 1.
    public var line: Int32

    init(file: Int, line: Int) {
        self.file = Int32(truncatingIfNeeded: file)
        self.line = Int32(truncatingIfNeeded: line)
    }
}
