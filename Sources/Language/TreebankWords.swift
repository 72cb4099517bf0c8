/// What a treebank of English takes for words: the closed lists behind ``TreebankTokenizer``.
public struct TreebankWords: Sendable {
    /// Stand before a hyphen that does not divide a word.
    var prefixes: Set<String> = []
    /// Words that are two, and where they are divided, in scalars.
    var contractions: [String: Int] = [:]
    var abbreviations: Set<String> = []
    var beforeNumbers: Set<String> = []
    var titles: Set<String> = []
    var openers: Set<String> = []
    var units: Set<String> = []

    /// Reads `treebank.tsv`: a kind and its words a line.
    public init(path: String) throws(LanguageError) {
        try self.init(Table(path: path, columns: 2...2))
    }

    /// The lists in a table.
    public init(_ table: Table) throws(LanguageError) {
        for row in table.rows {
            let words = row.list(1, separator: " ")
            switch try row.text(0) {
            case "prefix": prefixes.formUnion(words)
            case "abbreviation": abbreviations.formUnion(words)
            case "before-number": beforeNumbers.formUnion(words)
            case "title": titles.formUnion(words)
            case "opener": openers.formUnion(words)
            case "unit": units.formUnion(words)
            case "contraction":
                for word in words {
                    guard let bar = word.firstIndex(of: "|") else {
                        throw row.error("\(word) has no | where it is divided")
                    }
                    let left = word[..<bar]
                    contractions[String(left) + word[word.index(after: bar)...]] =
                        left.unicodeScalars.count
                }
            case let kind: throw row.error("\"\(kind)\" is no kind of words")
            }
        }
    }
}
