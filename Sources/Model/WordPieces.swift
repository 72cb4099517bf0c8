/// Cuts text into BERT's word pieces; one an instance, because it keeps its memory.
///
/// Linear in the length of the text: no part of more than 100 characters is searched.
public struct WordPieces {
    /// A piece, and the scalars of the text that it stands for.
    public struct Piece: Hashable, Sendable {
        /// Its number in the vocabulary.
        public var number: Int32
        /// Its first scalar.
        public var start: Int32
        /// One after its last.
        public var end: Int32
    }

    /// Longest part that is searched, in characters; a longer one is unknown as a whole.
    static let partLimit = 100

    private let vocabulary: PieceVocabulary
    /// What stands for a part that the vocabulary cannot spell, and for a word without any.
    public let unknown: Int32
    private var normalizer = WordNormalizer()
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ vocabulary: PieceVocabulary, unknown: Int32) {
        self.vocabulary = vocabulary
        self.unknown = unknown
    }

    /// Adds the pieces of `text` to `pieces`; none if nothing of it is visible.
    public mutating func append(
        _ text: some Sequence<Unicode.Scalar>, to pieces: inout [Piece]
    ) {
        normalizer.normalize(text)
        let values = normalizer.values
        var start = 0
        while start < values.count {
            let value = values[start]
            if value == 0x20 {
                start += 1
                continue
            }
            var end = start + 1
            if !WordNormalizer.isPunctuation(value) {
                while end < values.count, values[end] != 0x20,
                    !WordNormalizer.isPunctuation(values[end])
                {
                    end += 1
                }
            }
            appendPart(start, end, to: &pieces)
            start = end
        }
    }

    private mutating func appendPart(_ start: Int, _ end: Int, to pieces: inout [Piece]) {
        let before = pieces.count
        guard end - start <= WordPieces.partLimit else {
            pieces.append(piece(unknown, start, end))
            return
        }
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        for value in normalizer.values[start..<end] {
            // Every value came from a scalar.
            guard let scalar = Unicode.Scalar(value) else { continue }
            bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            ends.append(bytes.count)
        }
        var first = 0
        while first < ends.count {
            guard let (number, last) = longest(first) else {
                pieces.removeSubrange(before...)
                pieces.append(piece(unknown, start, end))
                return
            }
            pieces.append(piece(number, start + first, start + last))
            first = last
        }
    }

    /// The longest piece from character `first` on, and where it ends.
    private func longest(_ first: Int) -> (Int32, Int)? {
        let begin = first == 0 ? 0 : ends[first - 1]
        var hash = PieceVocabulary.seed(first > 0)
        var place = begin
        var best: (Int32, Int)?
        for last in first..<ends.count {
            while place < ends[last] {
                hash = PieceVocabulary.step(hash, bytes[place])
                place += 1
            }
            let found = vocabulary.piece(
                bytes[begin..<place], hash: hash, continuing: first > 0)
            if let found { best = (found, last + 1) }
        }
        return best
    }

    private func piece(_ number: Int32, _ start: Int, _ end: Int) -> Piece {
        Piece(
            number: number, start: normalizer.origins[start],
            end: normalizer.origins[end - 1] + 1)
    }
}
