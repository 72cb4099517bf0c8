import Language

/// The commonest words of the languages that are told from each other.
struct LanguageWords: Sendable {
    /// The languages, in the order of the bits in ``masks``.
    private(set) var languages: [String] = []
    /// For the hash of a word (``Words/hash(_:)``), a bit for each language that has it.
    private(set) var masks: [UInt64: UInt64] = [:]

    init(_ table: Table) throws(LanguageError) {
        for row in table.rows {
            guard languages.count < 64 else { throw row.error("is one language too many") }
            let bit = UInt64(1) << UInt64(languages.count)
            languages.append(try row.text(0))
            let words = Words(try row.text(1))
            for index in words.indices { masks[words.hash(index), default: 0] |= bit }
        }
    }
}
