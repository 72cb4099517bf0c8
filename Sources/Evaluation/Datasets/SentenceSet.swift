/// Sentences with the quad class of what they tell, 0 being no event.
public struct SentenceSet: Sendable {
    /// A sentence.
    public struct Item: Sendable {
        /// The sentence.
        public var sentence: String
        /// Its quad, 0 to 4.
        public var quad: Int
    }

    /// The sentences.
    public let items: [Item]

    /// Reads the bytes of a file with the columns `sentence` and `quad`; `file` is named in errors.
    public init(_ bytes: [UInt8], file: String) throws(DatasetError) {
        let table = try TabbedFile(bytes, file: file, needed: ["sentence", "quad"])
        var items: [Item] = []
        for row in table.rows {
            func field(_ name: String) -> String { table.column(name).map { row.fields[$0] } ?? "" }
            guard let quad = Int(field("quad")), (0...4).contains(quad) else {
                throw table.error(row, "the quad \"\(field("quad"))\" is not 0, 1, 2, 3 or 4")
            }
            guard field("sentence").contains(where: { !$0.isWhitespace }) else {
                throw table.error(row, "the sentence is empty")
            }
            items.append(Item(sentence: field("sentence"), quad: quad))
        }
        self.items = items
    }
}
