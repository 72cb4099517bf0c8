internal import Language
public import Messages

/// What an act becomes in formats that know no status.
public enum Turn: String, Sendable, CaseIterable {
    /// It is still to come.
    case planned
    /// It did not happen.
    case negated
    /// It will not happen, or was called off.
    case refused
}

/// What becomes of types, or of codes, whose act did not simply happen.
struct StatusConversion: Sendable {
    private var turns: [String: [Turn: String]] = [:]

    init(_ table: Table) throws(LanguageError) {
        for row in table.rows {
            let name = try row.text(0)
            var becomes: [Turn: String] = [:]
            for (number, turn) in Turn.allCases.enumerated() {
                becomes[turn] = row.optional(number + 1)
            }
            guard turns.updateValue(becomes, forKey: name) == nil else {
                throw row.error("\(name) is there twice")
            }
        }
    }

    /// All that is named in it.
    var names: Set<String> {
        Set(turns.flatMap { name, becomes in [name] + becomes.values })
    }

    /// What `name` becomes by the row of just that name.
    func becomes(_ name: String, _ turn: Turn) -> String { turns[name]?[turn] ?? name }

    /// What `code` becomes by the row of the longest beginning of it.
    func becomes(code: String, _ turn: Turn) -> String {
        var prefix = code[...]
        while !prefix.isEmpty {
            if let becomes = turns[String(prefix)] { return becomes[turn] ?? code }
            prefix = prefix.dropLast()
        }
        return code
    }
}

extension EventStatus {
    /// What becomes of an act of this status in formats that know none: what was put off is still
    /// planned, what was called off will not happen, and so with what is negated if it lies
    /// `ahead` ("will not"). Nil if it simply happened, or is only imagined.
    public func turn(ahead: Bool) -> Turn? {
        switch self {
        case .occurred, .ongoing, .hypothetical: nil
        case .planned, .postponed: .planned
        case .cancelled: .refused
        case .negated: ahead ? .refused : .negated
        }
    }
}
