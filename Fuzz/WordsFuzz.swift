// Fuzzing of what cuts a text: sentences, words and word pieces. `deploy/fuzz Words`, from the
// project's folder: the lists and the vocabulary are read from Data.
//
// An input is the text; what is no UTF-8 in it is replaced, as it is everywhere. Words must stand in
// order inside the text and leave out nothing that can be seen; sentences must cover the words; the
// pieces of a word must stand in order inside the word and leave out nothing that is left of it
// when it is normalised.

@testable import Language
@testable import Model

/// The fuzzer calls from one thread; data that cannot be read ends it at once.
private let data: (words: TreebankWords, vocabulary: Vocabulary, pieces: PieceVocabulary) = {
    do {
        var vocabulary = Vocabulary()
        for row in try Table(path: "Data/language/words.tsv", columns: 2...2).rows {
            guard let wordClass = WordClass(name: try row.text(0)) else { continue }
            for word in row.list(1, separator: " ") {
                vocabulary.add(wordClass, to: vocabulary.intern(word))
            }
        }
        return (
            try TreebankWords(path: "Data/language/treebank.tsv"), vocabulary,
            try PieceVocabulary(path: "Data/model/vocab.txt")
        )
    } catch {
        fatalError("\(error)")
    }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let scalars = Array(text.unicodeScalars)
    probeTreebank(scalars, 0..<scalars.count)
    probeTreebank(scalars, scalars.count / 3..<scalars.count - scalars.count / 4)
    probeRules(scalars, 0..<scalars.count)
    probeRules(scalars, scalars.count / 3..<scalars.count - scalars.count / 4)
    probePieces(scalars[...])
    return 0
}

// What the language model reads.

private func probeTreebank(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    let tokens = TreebankTokenizer(data.words).tokens(of: scalars, in: range)
    inOrder(tokens, in: range) { !Scalars.isSpace(scalars[$0]) }
    for token in tokens {
        precondition(token.count <= TreebankTokenizer.wordLimit, "a word is too long")
        probePieces(scalars[token])
    }
    let sentences = TreebankSentences(data.words).sentences(tokens, in: scalars)
    inOrder(sentences, in: 0..<tokens.count) { _ in true }
}

// What the rules read.

private func probeRules(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    let tokens = Tokenizer(data.vocabulary).tokens(of: scalars, in: range)
    inOrder(tokens.map { $0.start..<$0.end }, in: range) {
        scalars[$0].value > 0x20 && scalars[$0].value != 0x200B
            && !scalars[$0].properties.isWhitespace
    }
    let sentences = SentenceSplitter(data.vocabulary).sentences(tokens, in: scalars)
    inOrder(sentences, in: 0..<tokens.count) { _ in true }
    let tagger = Tagger(data.vocabulary)
    for sentence in sentences {
        let tags = tagger.tags(tokens[sentence], scalars)
        precondition(tags.count == sentence.count, "a word has no tag")
    }
}

/// `parts` are not empty, stand one after another in `range`, and nothing that must be covered lies
/// between them.
private func inOrder(_ parts: [Range<Int>], in range: Range<Int>, covered: (Int) -> Bool) {
    var end = range.lowerBound
    for part in parts {
        precondition(!part.isEmpty && part.lowerBound >= end, "a part is empty or out of order")
        precondition(!(end..<part.lowerBound).contains(where: covered), "something is left out")
        end = part.upperBound
    }
    precondition(end <= range.upperBound, "a part ends outside")
    precondition(!(end..<range.upperBound).contains(where: covered), "the end is left out")
}

// Word pieces.

private func probePieces(_ word: ArraySlice<Unicode.Scalar>) {
    var pieces: [WordPieces.Piece] = []
    let unknown: Int32 = 100
    var cutter = WordPieces(data.pieces, unknown: unknown)
    cutter.append(word, to: &pieces)
    var end = 0
    for piece in pieces {
        precondition((0..<Int32(data.pieces.count)).contains(piece.number), "no such piece")
        let (first, last) = (Int(piece.start), Int(piece.end))
        // A scalar that is several characters may be divided among pieces.
        precondition(first < last && last >= end && first >= end - 1, "a piece is out of order")
        precondition(last <= word.count, "a piece ends outside")
        if first > end { leavesNothing(word, end..<first) }
        end = last
    }
    if end < word.count { leavesNothing(word, end..<word.count) }
}

/// Nothing but space is left of these scalars when they are normalised.
private func leavesNothing(_ word: ArraySlice<Unicode.Scalar>, _ gap: Range<Int>) {
    var normalizer = WordNormalizer()
    normalizer.normalize(word[word.startIndex + gap.lowerBound..<word.startIndex + gap.upperBound])
    precondition(normalizer.values.allSatisfy { $0 == 0x20 }, "pieces leave something out")
}
