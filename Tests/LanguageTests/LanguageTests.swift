import Language
import Testing

@Suite("Language") struct LanguageTests {
    @Test(
        "spellings of one name fold together",
        arguments: [
            ("Mevlüt", "mevlut"), ("Çavuşoğlu", "cavusoglu"), ("Erdoغğan", "erdogan"),
            ("U.S.", "us"), ("N’Djamena", "n'djamena"), ("Straße", "strasse"), ("Москва", "москва"),
        ])
    func folding(word: String, folded: String) {
        #expect(Folding.fold(Array(word.unicodeScalars)) == folded)
    }

    @Test(
        "the distance of two spellings stops at its limit",
        arguments: [
            ("khalidi", "khaledi", 2, 1), ("shoigu", "shoygo", 2, 2), ("paris", "london", 2, 3),
            ("", "abc", 5, 3), ("same", "same", 1, 0),
        ])
    func distance(left: String, right: String, limit: Int, expected: Int) {
        #expect(Folding.distance(left, right, limit: limit) == expected)
    }

    @Test(
        "verbs have their regular forms",
        arguments: [
            ("stop", "stopped", "stopping"), ("visit", "visited", "visiting"),
            ("deny", "denied", "denying"), ("urge", "urged", "urging"),
            ("permit", "permitted", "permitting"), ("offer", "offered", "offering"),
            ("expel", "expelled", "expelling"), ("agree", "agreed", "agreeing"),
        ])
    func inflection(base: String, past: String, gerund: String) {
        let forms = Inflection.forms(of: base, nil)
        #expect(forms.contains { $0.text == past && $0.wordClass.contains(.past) })
        #expect(forms.contains { $0.text == gerund && $0.wordClass.contains(.gerund) })
    }

    private func pieces(_ text: String, _ vocabulary: Vocabulary = Vocabulary()) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return Tokenizer(vocabulary).tokens(of: scalars, in: 0..<scalars.count).map { token in
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[token.start..<token.end])
            return String(view)
        }
    }

    @Test("words, marks and clitics are tokens of their own")
    func tokens() {
        #expect(
            pieces("The council’s U.S. envoy didn't pay 3.5 million.") == [
                "The", "council", "’s", "U.S.", "envoy", "did", "n't", "pay", "3.5", "million", ".",
            ])
        #expect(pieces("Al-Nur, workers' pay") == ["Al-Nur", ",", "workers", "'", "pay"])
        #expect(pieces("") == [])
    }

    @Test("offsets count scalars, also outside ASCII")
    func offsets() {
        let scalars = Array("Çavuşoğlu 🇹🇷 met".unicodeScalars)
        let tokens = Tokenizer(Vocabulary()).tokens(of: scalars, in: 0..<scalars.count)
        #expect(tokens.first.map { [$0.start, $0.end] } == [0, 9])
        #expect(tokens.last.map { [$0.start, $0.end] } == [13, 16])
    }

    @Test(
        "sentences end where they end",
        arguments: [
            ("He left. She stayed.", 2), ("Mr. Smith met Gen. Jones.", 1),
            ("It cost 3.5 million. Then it fell.", 2), ("J. R. Smith won.", 1),
            ("“We agree.” The minister left.", 2), ("What? No! Yes.", 3),
            ("no end at all", 1), ("...", 1),
        ])
    func sentences(text: String, count: Int) {
        var vocabulary = Vocabulary()
        for word in ["mr", "gen"] { vocabulary.add(.abbreviation, to: vocabulary.intern(word)) }
        let scalars = Array(text.unicodeScalars)
        let tokens = Tokenizer(vocabulary).tokens(of: scalars, in: 0..<scalars.count)
        let sentences = SentenceSplitter(vocabulary).sentences(tokens, in: scalars)
        #expect(sentences.count == count)
        #expect(sentences.map(\.count).reduce(0, +) == tokens.count)
    }

    @Test("an endless sentence is cut")
    func endless() {
        let scalars = Array(String(repeating: "word ", count: 5000).unicodeScalars)
        let tokens = Tokenizer(Vocabulary()).tokens(of: scalars, in: 0..<scalars.count)
        let sentences = SentenceSplitter(Vocabulary()).sentences(tokens, in: scalars)
        #expect(sentences.allSatisfy { $0.count <= SentenceSplitter.tokenLimit })
        #expect(sentences.count > 20)
    }

    @Test("a table names the file and line of a fault")
    func faults() throws {
        let table = try Table(text: "# note\na\tb\n\nc\t-\n", file: "x.tsv", columns: 2...2)
        #expect(table.rows.map(\.fields) == [["a", "b"], ["c", "-"]])
        #expect(table.rows[1].optional(1) == nil)
        #expect(throws: LanguageError(.invalidValue, file: "x.tsv", line: 4, "column 2 is empty")) {
            try table.rows[1].text(1)
        }
        let fault = #expect(throws: LanguageError.self) {
            try Table(text: "a\tb\nc\n", file: "x.tsv", columns: 2...2)
        }
        #expect(fault?.line == 2)
        #expect(fault?.code == .wrongColumns)
        #expect(throws: LanguageError.self) { try Table(path: "/nowhere/x.tsv", columns: 1...1) }
    }
}
