/// Sentences packed for one pass, without padding.
struct Batch {
    /// One sentence, or a part of one that is too long.
    struct Sentence {
        /// Its pieces in the batch, [CLS] and [SEP] included.
        var pieces: Range<Int>
        /// Its positions in the batch: the first is [CLS], then its words.
        var positions: Range<Int>
        /// How many words it has.
        var words: Int { positions.count - 1 }
    }

    /// Piece numbers.
    private(set) var pieces: [Int32] = []
    /// The case class of each piece's word.
    private(set) var cases: [UInt8] = []
    /// The pieces of each position.
    private(set) var spans: [Range<Int>] = []
    private(set) var sentences: [Sentence] = []

    /// Begins anew.
    mutating func removeAll() {
        pieces.removeAll(keepingCapacity: true)
        cases.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        sentences.removeAll(keepingCapacity: true)
    }

    /// Adds the words of `sentence`, which `words` picks.
    mutating func append(_ sentence: PieceSentence, words: Range<Int>, start: Int32, end: Int32) {
        let first = pieces.count
        let position = spans.count
        spans.append(first..<first + 1)
        pieces.append(start)
        cases.append(0)
        for word in words {
            let span = sentence.spans[word]
            spans.append(pieces.count..<pieces.count + span.count)
            pieces.append(contentsOf: sentence.pieces[span])
            cases.append(contentsOf: repeatElement(sentence.cases[word], count: span.count))
        }
        pieces.append(end)
        cases.append(0)
        sentences.append(
            Sentence(pieces: first..<pieces.count, positions: position..<spans.count))
    }
}

/// The words of a sentence in pieces.
struct PieceSentence {
    /// All pieces, one word's after another's.
    var pieces: [Int32] = []
    /// Each word's pieces.
    var spans: [Range<Int>] = []
    /// Each word's case class.
    var cases: [UInt8] = []

    /// Cuts the sentence into parts of at most `limit` pieces, each at the border of words.
    func parts(limit: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        var size = 0
        for (word, span) in spans.enumerated() {
            if size + span.count > limit, word > start {
                parts.append(start..<word)
                start = word
                size = 0
            }
            size += span.count
        }
        parts.append(start..<spans.count)
        return parts
    }
}
