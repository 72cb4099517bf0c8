/// Every word the lexicons know, by number, with its classes and the verbs it is a form of.
///
/// Built once while the data is loaded; read-only afterwards.
public struct Vocabulary: Sendable {
    private var table = WordTable()
    private var texts: [String] = []
    private var classTable: [WordClass] = []
    private var verbTable: [[Int32]] = []

    /// An empty vocabulary.
    public init() {}

    /// Makes room for about `count` more words.
    public mutating func reserve(_ count: Int) {
        table.reserve(count)
        texts.reserveCapacity(texts.count + count)
        classTable.reserveCapacity(classTable.count + count)
        verbTable.reserveCapacity(verbTable.count + count)
    }

    /// The number of words.
    public var count: Int { texts.count }

    /// The number of the folded `word`, given one if it is new.
    public mutating func intern(_ word: String) -> Int32 {
        var word = word
        return word.withUTF8 { intern($0) }
    }

    /// The number of the folded `word`, given one if it is new.
    public mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> Int32 {
        let number = table.intern(word)
        if Int(number) == texts.count {
            texts.append(String(decoding: word, as: UTF8.self))
            classTable.append([])
            verbTable.append([])
        }
        return number
    }

    /// The number of the folded `word`; -1 if it is unknown.
    public func number(_ word: String) -> Int32 {
        var word = word
        return word.withUTF8 { table.number($0) }
    }

    /// The number of the folded `word`; -1 if it is unknown.
    public func number(_ word: UnsafeBufferPointer<UInt8>) -> Int32 { table.number(word) }

    /// The folded word with that number.
    public func text(_ number: Int32) -> String {
        number >= 0 && number < texts.count ? texts[Int(number)] : ""
    }

    /// The classes of a word; none for -1.
    public func classes(_ number: Int32) -> WordClass {
        number >= 0 ? classTable[Int(number)] : []
    }

    /// The base forms of the verbs it may be a form of.
    public func verbs(_ number: Int32) -> [Int32] { number >= 0 ? verbTable[Int(number)] : [] }

    /// Adds a class to a word.
    public mutating func add(_ wordClass: WordClass, to number: Int32) {
        classTable[Int(number)].insert(wordClass)
    }

    /// Makes all forms of the verb `base` known; `irregular` overrides past and participle.
    @discardableResult
    public mutating func addVerb(_ base: String, _ irregular: Inflection.Irregular?) -> Int32 {
        let lemma = intern(base)
        if classTable[Int(lemma)].contains(.base), verbTable[Int(lemma)].contains(lemma) {
            return lemma
        }
        for form in Inflection.forms(of: base, irregular) {
            let number = intern(form.text)
            classTable[Int(number)].insert(form.wordClass)
            if !verbTable[Int(number)].contains(lemma) { verbTable[Int(number)].append(lemma) }
        }
        return lemma
    }

    /// Makes `word` known as a form of the verb `lemma`.
    public mutating func addForm(_ word: String, of lemma: Int32) {
        let number = intern(word)
        if !verbTable[Int(number)].contains(lemma) { verbTable[Int(number)].append(lemma) }
    }
}
