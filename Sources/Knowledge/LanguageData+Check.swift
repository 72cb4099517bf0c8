internal import Language

extension LanguageData {
    /// Names in a user's files that other rows have, too, which is allowed and often not meant.
    func sharedNames(in files: [KnowledgeFile]) throws(LanguageError) -> [LanguageError] {
        var found: [LanguageError] = []
        for file in files {
            let columns = file.table.nameColumns
            guard !columns.isEmpty else { continue }
            for row in try Table(path: file.path, columns: 1...file.table.columns).rows
            where !row.isRemoval && found.count < FaultLog.limit {
                for name in columns.flatMap({ row.list($0) }) {
                    let name = name.hasSuffix("?") ? String(name.dropLast()) : name
                    let others = entries(named: name).filter {
                        $0.kind != .place && $0.kind != .person
                            && !($0.file == row.file && $0.line == row.line)
                    }
                    guard let other = others.first, let line = other.line else { continue }
                    found.append(
                        row.error(
                            "\"\(name)\" is \(other.name.isEmpty ? "a region" : other.name), too "
                                + "(\(other.file):\(line)); of names of one table yours is meant"))
                }
            }
        }
        return found
    }
}

extension KnowledgeTable {
    /// The columns with names that only one should have.
    fileprivate var nameColumns: [Int] {
        switch self {
        case .countries: [1, 2, 3, 4, 5, 6]
        case .territories, .former: [0, 1, 2, 3]
        case .organisations: [1, 2]
        case .agents: [0]
        case .regions, .sharedNames, .periods, .members, .tenures, .people, .places, .predicates: []
        }
    }
}
