public import Language

/// What words say on pages: the names of elements, lines that are no article's, months, and the
/// commonest words of each language. Read once from `Data/pages`; nothing changes it.
public struct PageLexicon: Sendable {
    /// What elements so named are.
    let names: ElementNames
    /// Lines that stand inside articles and are none of them.
    let phrases: LinePhrases
    /// The numbers of months, by the hash of their name.
    let months: [UInt64: Int]
    /// Parameters of addresses that change nothing about a page.
    let tracking: TrackingParameters
    /// The languages that are told from each other.
    let languages: LanguageWords

    /// The lexicon in the folder `pages` of the data `directory`.
    ///
    /// - Throws: ``LanguageError`` that names the file and the line.
    public static func load(directory: String) throws(LanguageError) -> PageLexicon {
        let folder = directory + "/pages/"
        return PageLexicon(
            names: try ElementNames(Table(path: folder + "names.tsv", columns: 2...2)),
            phrases: try LinePhrases(Table(path: folder + "phrases.tsv", columns: 3...3)),
            months: try months(Table(path: folder + "months.tsv", columns: 13...13)),
            tracking: try TrackingParameters(Table(path: folder + "tracking.tsv", columns: 1...1)),
            languages: try LanguageWords(Table(path: folder + "languages.tsv", columns: 2...2)))
    }

    /// The number of the month that `word` names in any language; nil if it names none.
    func month(_ word: Substring) -> Int? {
        let words = Words(String(word))
        return words.count == 1 ? months[words.hash(0)] : nil
    }

    private static func months(_ table: Table) throws(LanguageError) -> [UInt64: Int] {
        var months: [UInt64: Int] = [:]
        for row in table.rows {
            for number in 1...12 {
                for name in row.list(number) {
                    let words = Words(name)
                    guard words.count == 1 else { throw row.error("\(name) is not one word") }
                    // Few names mean different months in two languages; the first line decides.
                    if months[words.hash(0)] == nil { months[words.hash(0)] = number }
                }
            }
        }
        return months
    }
}
