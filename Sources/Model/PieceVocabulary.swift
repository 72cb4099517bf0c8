internal import FoundationEssentials

/// The word pieces by their bytes: an open hash table over one block of text.
struct PieceVocabulary: Sendable {
    /// Largest vocabulary file, in bytes.
    static let sizeLimit = 16 << 20
    /// Most pieces.
    static let pieceLimit = 1 << 18

    private var text: [UInt8] = []
    private var starts: [Int32] = []
    private var ends: [Int32] = []
    private var continues: [Bool] = []
    private var table: [Int32]
    private let mask: Int

    /// How many pieces there are.
    var count: Int { starts.count }

    /// Reads `vocab.txt`: a piece a line, its number is the line's, from 0; `##` marks pieces that
    /// continue a word.
    init(path: String) throws(ModelError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ModelError(.unreadable, file: path, "cannot be read; is the model complete?")
        }
        guard data.count <= PieceVocabulary.sizeLimit else {
            throw ModelError(
                .malformed, file: path, "is larger than \(PieceVocabulary.sizeLimit) bytes")
        }
        text = Array(data)
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            var last = end
            if last > start, text[last - 1] == 0x0D { last -= 1 }
            let marked =
                last - start > 2 && text[start] == UInt8(ascii: "#")
                && text[start + 1] == UInt8(ascii: "#")
            starts.append(Int32(marked ? start + 2 : start))
            ends.append(Int32(last))
            continues.append(marked)
            guard starts.count <= PieceVocabulary.pieceLimit else {
                throw ModelError(
                    .malformed, file: path, "has more than \(PieceVocabulary.pieceLimit) pieces")
            }
            start = end + 1
        }
        var size = 1024
        while size < starts.count * 4 { size *= 2 }
        mask = size - 1
        table = [Int32](repeating: -1, count: size)
        for piece in starts.indices { insert(piece) }
    }

    private mutating func insert(_ piece: Int) {
        var hash = PieceVocabulary.seed(continues[piece])
        for place in Int(starts[piece])..<Int(ends[piece]) {
            hash = PieceVocabulary.step(hash, text[place])
        }
        var slot = PieceVocabulary.slot(hash, mask)
        while table[slot] >= 0 { slot = (slot + 1) & mask }
        table[slot] = Int32(piece)
    }

    /// FNV-1a, so that the hash of each beginning of a word is a step from the one before.
    static func seed(_ continues: Bool) -> UInt64 {
        continues ? 0x9AE1_6A3B_2F90_404F : 0xCBF2_9CE4_8422_2325
    }

    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    private static func slot(_ hash: UInt64, _ mask: Int) -> Int {
        Int(truncatingIfNeeded: ((hash ^ (hash >> 29)) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    }

    /// The number of the piece with these bytes, whose hash was made with the right seed.
    func piece(_ bytes: ArraySlice<UInt8>, hash: UInt64, continuing: Bool) -> Int32? {
        var slot = PieceVocabulary.slot(hash, mask)
        while table[slot] >= 0 {
            let piece = Int(table[slot])
            if continues[piece] == continuing, Int(ends[piece] - starts[piece]) == bytes.count,
                text[Int(starts[piece])..<Int(ends[piece])].elementsEqual(bytes)
            {
                return Int32(piece)
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The number of a whole piece as it stands in the file.
    func number(_ piece: String) -> Int32? {
        let bytes = Array(piece.utf8)
        let continuing = bytes.count > 2 && bytes[0] == 35 && bytes[1] == 35
        let part = continuing ? bytes[2...] : bytes[...]
        let hash = part.reduce(PieceVocabulary.seed(continuing), PieceVocabulary.step)
        return self.piece(part, hash: hash, continuing: continuing)
    }
}
