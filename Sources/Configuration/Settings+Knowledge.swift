extension Settings {
    /// `knowledge:`
    public struct Knowledge: Equatable, Sendable {
        /// Files with rows of their own for the tables of names and of predicates.
        public var files: [KnowledgeFile] = []

        /// None.
        public init() {}
    }

    /// One of `knowledge.files:`
    public struct KnowledgeFile: Equatable, Sendable {
        /// The tables of names and of predicates, as their files in `Data` are called.
        public enum Table: String, CaseIterable, Sendable {
            case countries, territories, former, regions
            case sharedNames = "shared-names"
            case organisations, periods, members, agents, tenures, people, places, predicates

            /// The table that a file is named after: `organisations.tsv`, `our-organisations.tsv`;
            /// nil if it is named after none.
            public init?(of path: String) {
                var name = path.split(separator: "/").last ?? ""
                if name.hasSuffix(".tsv") { name.removeLast(4) }
                let found = Table.allCases.first { table in
                    guard name.hasSuffix(table.rawValue) else { return false }
                    let before = name.dropLast(table.rawValue.count).last
                    return before.map { "-_.".contains($0) } ?? true
                }
                guard let found else { return nil }
                self = found
            }
        }

        /// The file.
        public var path: String
        /// The table its rows belong to; nil if its name says it.
        public var table: Table?

        /// A file with rows of `table`, or of the one it is named after.
        public init(path: String, table: Table? = nil) {
            self.path = path
            self.table = table
        }

        /// The table its rows belong to; nil if neither it nor its name says it.
        public var kind: Table? { table ?? Table(of: path) }
    }
}

extension Settings.Knowledge {
    static let fields: [Field<Self>] = [
        Field(
            "files", \.files, fields: Settings.KnowledgeFile.fields, blank: .init(path: ""),
            shorthand: "path", limit: 64,
            """
            Files with rows of tables of names, or of predicates, that are added to those in data,
            stand in their place, or take them away (docs/knowledge.md): paths, or groups of path
            and table.
            - {path: /etc/chancery/ministers.tsv, table: tenures}
            """)
    ]
}

extension Settings.KnowledgeFile {
    static let fields: [Field<Self>] = [
        Field("path", \.path, .path, "The file."),
        Field(
            "table", \.table, .optional(.word),
            "The table of its rows, if its name does not say it: organisations, tenures, …"),
    ]
}

extension Settings {
    /// Looks for files whose table nobody tells, and for files that are named twice.
    func checkKnowledge(_ reading: inout Reading) {
        var first: [String: Int] = [:]
        for (index, file) in knowledge.files.enumerated() where !file.path.isEmpty {
            let key = "knowledge.files[\(index + 1)]"
            // A table that does not exist was named already.
            if file.kind == nil, reading.lines["\(key).table"] == nil {
                let tables = KnowledgeFile.Table.allCases.map(\.rawValue).joined(separator: ", ")
                reading.fail(
                    among: ["\(key).path", "knowledge.files"],
                    "\(quoted(file.path)) is not named after a table; add table: and one of "
                        + tables)
            }
            if let before = first[file.path] {
                reading.fail(
                    among: ["\(key).path", "knowledge.files"],
                    "is \(quoted(file.path)), as is knowledge.files[\(before)]")
            } else {
                first[file.path] = index + 1
            }
        }
    }
}
