internal import Language

extension LanguageData {
    /// How much the tables know.
    public struct Statistics: Hashable, Sendable {
        /// Rows by table, but for the gazetteer's.
        public var rows: [KnowledgeTable: Int]
        /// Names in all tables, each form counted.
        public var names: Int
        /// Persons; one with offices of two countries is two.
        public var persons: Int
        /// Words of all tables and of the grammar.
        public var words: Int
        /// Bytes of the project's gazetteer.
        public var gazetteerBytes: Int
    }

    /// Names in all tables, each form counted.
    public var nameCount: Int { names.count }

    /// How much the tables know.
    public var statistics: Statistics {
        Statistics(
            rows: rowCounts, names: names.count, persons: persons.count, words: vocabulary.count,
            gazetteerBytes: gazetteer.size)
    }
}
