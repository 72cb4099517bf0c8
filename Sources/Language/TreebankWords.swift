/// What a treebank of English takes for words: the closed lists behind ``TreebankTokenizer``.
public struct TreebankWords: Sendable {
    /// Stand before a hyphen that does not divide a word.
    var prefixes: Set<String> = []
    /// Words that are two, and where they are divided, in scalars.
    private(set) var contractions: [String: Int] = [:]
    /// For each length up to 31, with which small letters contractions of that length begin, a bit
    /// each; so that other words need not be looked up.
    private var contractionStarts = SIMD32<UInt32>()
    var abbreviations: Set<String> = []
    var beforeNumbers: Set<String> = []
    var titles: Set<String> = []
    var openers: Set<String> = []
    var units: Set<String> = []
    var greetings: Set<String> = []
    /// Words are joined by `_`.
    var farewells: Set<String> = []
    var credits: Set<String> = []
    var figures: Set<String> = []

    /// Whether a contraction may have that first letter, and so many scalars; always true for other
    /// scripts, where a capital may be longer than its small letter.
    func mayContract(_ first: Unicode.Scalar, count: Int) -> Bool {
        !first.isASCII || count < 32 && contractionStarts[count] & 1 << (first.value & 31) != 0
    }

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
            case "greeting": greetings.formUnion(words)
            case "farewell": farewells.formUnion(words)
            case "credit": credits.formUnion(words)
            case "figure": figures.formUnion(words)
            case "contraction":
                for word in words {
                    guard let bar = word.firstIndex(of: "|") else {
                        throw row.error("\(word) has no | where it is divided")
                    }
                    let left = word[..<bar]
                    let whole = String(left) + word[word.index(after: bar)...]
                    let letters = Array(whole.unicodeScalars)
                    guard let first = letters.first, first.isASCII, letters.count < 32 else {
                        throw row.error("\(word) is too long, or its first letter not one of ours")
                    }
                    contractions[whole] = left.unicodeScalars.count
                    contractionStarts[letters.count] |= 1 << (first.value & 31)
                }
            case let kind: throw row.error("\"\(kind)\" is no kind of words")
            }
        }
    }
}
