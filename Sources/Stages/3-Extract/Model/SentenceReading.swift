internal import Language
internal import Messages
internal import Model

/// What the language model read in a sentence, with the places of its words among the tokens that
/// the lexicons read. The model's words are those of treebanks, which cut `well-known` in three; both
/// are places in the text, so one leads to the other.
struct SentenceReading {
    let reading: Reading
    let grammar: Grammar
    /// Where each word stands in the text.
    let spans: [Range<Int>]
    /// For each word the token that it lies in, or begins in.
    let tokenOf: [Int]
    private let children: [[Int]]

    init(
        _ reading: Reading, _ spans: [Range<Int>], _ tokens: ArraySlice<Token>, _ grammar: Grammar
    ) {
        self.reading = reading
        self.grammar = grammar
        self.spans = spans
        var place = 0
        let first = tokens.startIndex
        tokenOf = spans.map { span in
            while place + 1 < tokens.count, tokens[first + place].end <= span.lowerBound {
                place += 1
            }
            return place
        }
        var children = [[Int]](repeating: [], count: spans.count)
        for (word, read) in reading.words.enumerated() where read.head > 0 {
            children[read.head - 1].append(word)
        }
        self.children = children
    }

    /// The words that hang from a word, in order.
    func dependents(of word: Int) -> [Int] { children[word] }

    /// The dependents of a word in one of some relations.
    func dependents(of word: Int, _ relations: Set<Int>) -> [Int] {
        children[word].filter { relations.contains(reading.words[$0].relation) }
    }

    /// The word that governs a word; nil for the root.
    func governor(of word: Int) -> Int? {
        let head = reading.words[word].head
        return head > 0 ? head - 1 : nil
    }

    /// A word's relation to its governor.
    func relation(of word: Int) -> Int { reading.words[word].relation }

    /// The label of that relation, as Universal Dependencies have it: `nmod:poss`.
    func label(_ word: Int) -> String { grammar.labels.relations[reading.words[word].relation] }

    /// A word as it stands in the text, in small letters.
    func form(_ word: Int) -> String { reading.forms[word].lowercased() }

    /// A word's lemma in small letters.
    func lemma(_ word: Int) -> String { reading.words[word].lemma.lowercased() }

    /// Whether a word is a verb, auxiliaries left out.
    func isVerb(_ word: Int) -> Bool { reading.words[word].upos == grammar.verbs }

    /// The prepositions that a word has before it.
    func prepositions(_ word: Int) -> Set<String> {
        Set(dependents(of: word, grammar.cases).map(form))
    }

    /// The first word of a range that a word outside it governs.
    func head(of range: ClosedRange<Int>) -> Int {
        range.first { !range.contains(reading.words[$0].head - 1) } ?? range.upperBound
    }

    /// How many steps of the tree lie between two words.
    func distance(_ left: Int, _ right: Int) -> Int {
        var steps: [Int: Int] = [:]
        var place: Int? = left
        var count = 0
        while let word = place {
            steps[word] = count
            count += 1
            place = governor(of: word)
        }
        place = right
        count = 0
        while let word = place {
            if let other = steps[word] { return count + other }
            count += 1
            place = governor(of: word)
        }
        return count + steps.count
    }

    /// The word that a token begins with.
    func word(of token: Int) -> Int? {
        tokenOf.firstIndex { $0 >= token }
    }

    /// The words that lie in tokens.
    func words(of tokens: ClosedRange<Int>) -> ClosedRange<Int>? {
        guard let first = tokenOf.firstIndex(where: tokens.contains),
            let last = tokenOf.lastIndex(where: tokens.contains)
        else { return nil }
        return first...last
    }

    /// The span of words in the text.
    func span(_ range: ClosedRange<Int>) -> Span {
        Span(spans[range.lowerBound].lowerBound, spans[range.upperBound].upperBound)
    }

    /// Whether a word is a form of one of some verbs. The model leaves an e too few or too many at the
    /// end of a lemma that it does not know.
    func isForm(_ word: Int, of lemmas: Set<String>) -> Bool {
        let lemma = lemma(word)
        return lemmas.contains(lemma) || lemmas.contains(lemma + "e")
            || lemma.hasSuffix("e") && lemmas.contains(String(lemma.dropLast()))
    }

    /// Whether a word is a pronoun.
    func isPronoun(_ word: Int) -> Bool { reading.words[word].upos == grammar.pronouns }

    /// The phrase of a word without its clauses: from its first to its last dependent that is no
    /// clause, no conjunct and no mark.
    func nounPhrase(of word: Int) -> ClosedRange<Int> { phrase(of: word, withLists: false) }

    /// The same with what is joined to its parts: "the leaders of Chad and Oman".
    func listPhrase(of word: Int) -> ClosedRange<Int> { phrase(of: word, withLists: true) }

    private func phrase(of word: Int, withLists: Bool) -> ClosedRange<Int> {
        let clauses = grammar.relativeClauses.union(grammar.clauses)
        let joins = grammar.conjuncts.union(grammar.appositions)
        var (first, last) = (word, word)
        var stack = [word]
        while let place = stack.popLast() {
            first = min(first, place)
            last = max(last, place)
            let without = withLists && place != word ? clauses : clauses.union(joins)
            for child in children[place] where !without.contains(reading.words[child].relation) {
                let isInner = place != word || !isAside(child)
                if isInner { stack.append(child) }
            }
        }
        return first...last
    }

    private func isAside(_ word: Int) -> Bool {
        ["punct", "cc", "case", "parataxis", "mark"].contains(label(word))
    }

    /// The model's mention whose head is `word`, the longest of several.
    func mention(headedBy word: Int) -> Reading.Mention? {
        reading.mentions.filter { $0.head == word }
            .max { $0.last - $0.first < $1.last - $1.first }
    }
}
