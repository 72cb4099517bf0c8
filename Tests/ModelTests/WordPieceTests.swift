import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Model

/// Word pieces against the PyPI package `tokenizers`, whose answers `python -m language.strings`
/// writes.
@Suite("Word pieces") struct WordPieceTests {
    struct Line: Decodable {
        var text: String
        var pieces: [[Int32]]
    }

    @Test("strings of all kinds are cut as the reference cuts them, offsets included")
    func small() throws {
        try compare(TestModel.small + "/strings.jsonl", TestModel.small + "/vocab.txt")
    }

    @Test(
        "so are as many strings as somebody made",
        .enabled(
            if: getenv("CHANCERY_WORD_PIECES") != nil && TestModel.real != nil,
            "CHANCERY_WORD_PIECES names no file of strings, or there is no model"))
    func many() throws {
        let path = String(cString: try #require(getenv("CHANCERY_WORD_PIECES")))
        try compare(path, try #require(TestModel.real) + "/vocab.txt")
    }

    @Test("a word beyond all bounds is cut in time that grows with its length")
    func endless() throws {
        let vocabulary = try PieceVocabulary(path: TestModel.small + "/vocab.txt")
        var cutter = WordPieces(vocabulary, unknown: 100)
        var pieces: [WordPieces.Piece] = []
        cutter.append(String(repeating: "a", count: 100_000).unicodeScalars, to: &pieces)
        #expect(pieces == [.init(number: 100, start: 0, end: 100_000)])
        pieces.removeAll()
        cutter.append(String(repeating: "[", count: 100_000).unicodeScalars, to: &pieces)
        #expect(pieces.count == 100_000)
    }

    @Test(
        "text in which nothing is visible has no pieces",
        arguments: ["", " \n", "\u{200B}", "\u{301}"])
    func nothing(text: String) throws {
        let vocabulary = try PieceVocabulary(path: TestModel.small + "/vocab.txt")
        var cutter = WordPieces(vocabulary, unknown: 100)
        var pieces: [WordPieces.Piece] = []
        cutter.append(text.unicodeScalars, to: &pieces)
        #expect(pieces.isEmpty)
    }

    @Test(
        "marks change places, their offsets never do",
        arguments: [
            ("\u{302E}\u{1B44}", [0x1B44, 0x302E]),
            ("a\u{302E}\u{1B44}!", [0x61, 0x1B44, 0x302E, 0x21]),
            (
                "\u{1D16D}\u{302E}\u{1D165}\u{1B44}", [0x1B44, 0x1D165, 0x302E, 0x1D16D]
            ),
            // Younger than the reference's tables, which leave them where they are.
            ("\u{8D4}\u{8D5}\u{8D3}", [0x8D4, 0x8D5, 0x8D3]),
        ] as [(String, [UInt32])])
    func marks(text: String, normalized: [UInt32]) throws {
        var normalizer = WordNormalizer()
        normalizer.normalize(text.unicodeScalars)
        #expect(normalizer.values == normalized)
        #expect(normalizer.origins == Array(0..<Int32(normalized.count)))
        let vocabulary = try PieceVocabulary(path: TestModel.small + "/vocab.txt")
        var cutter = WordPieces(vocabulary, unknown: 100)
        var pieces: [WordPieces.Piece] = []
        cutter.append(text.unicodeScalars, to: &pieces)
        #expect(pieces.first?.start == 0)
        #expect(pieces.last?.end == Int32(normalized.count))
        #expect(pieces.allSatisfy { $0.start < $0.end })
    }

    @Test(
        "the case of a word is taken from its letters",
        arguments: [
            ("3.5", WordCase.none), ("peace", .lower), ("Norway", .initial), ("A", .single),
            ("UN", .upper), ("iPhone", .mixed), ("N'Djamena", .mixed), ("Éire", .initial),
            ("'Tis", .initial), ("王", .none),
        ])
    func cases(word: String, expected: WordCase) {
        #expect(WordCase(word.unicodeScalars) == expected)
    }

    private func compare(_ strings: String, _ vocabulary: String) throws {
        let lines = try String(decoding: Data(contentsOf: URL(filePath: strings)), as: UTF8.self)
            .split(separator: "\n")
        let pieces = try PieceVocabulary(path: vocabulary)
        var cutter = WordPieces(pieces, unknown: try #require(pieces.number("[UNK]")))
        var wrong = 0
        for line in lines {
            let expected = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
            var found: [WordPieces.Piece] = []
            cutter.append(expected.text.unicodeScalars, to: &found)
            let same = found.map { [$0.number, $0.start, $0.end] } == expected.pieces
            if !same { wrong += 1 }
            if !same, wrong <= 20 {
                let scalars = expected.text.unicodeScalars.map { String($0.value, radix: 16) }
                Issue.record("\(scalars): \(found), not \(expected.pieces)")
            }
        }
        #expect(wrong == 0)
        #expect(!lines.isEmpty)
    }
}
