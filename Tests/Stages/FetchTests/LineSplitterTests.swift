import TestSupport
import Testing

@testable import Fetch

@Suite("Lines of a stream")
struct LineSplitterTests {
    static func lines(_ text: String, chunks: [Int], limit: Int = 100) -> [LineSplitter.Line] {
        var splitter = LineSplitter(limit: limit)
        var rest = Array(text.utf8)[...]
        var lines: [LineSplitter.Line] = []
        for size in chunks {
            lines += splitter.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return lines + splitter.append(rest) + splitter.finish()
    }

    @Test("Ends of all kinds, empty lines, a byte order mark and a missing last end")
    func ends() {
        let text = "\u{FEFF}one\r\n\n  \ntwo\nthree"
        #expect(
            Self.lines(text, chunks: [])
                == [
                    .bytes(1, Array("one".utf8)), .bytes(4, Array("two".utf8)),
                    .bytes(5, Array("three".utf8)),
                ])
    }

    @Test("Empty lines are kept where they count, but none after the last end")
    func empty() {
        var splitter = LineSplitter(limit: 100, keepsEmpty: true)
        let lines = splitter.append(Array("one\n\n \ntwo\n".utf8)) + splitter.finish()
        #expect(
            lines == [
                .bytes(1, Array("one".utf8)), .bytes(2, []), .bytes(3, []),
                .bytes(4, Array("two".utf8)),
            ])
    }

    @Test("A line that is too long is measured and left out; its neighbours are not")
    func tooLong() {
        let text = "a\n" + String(repeating: "x", count: 250) + "\nb\n"
        let expected: [LineSplitter.Line] = [
            .bytes(1, [97]), .tooLong(2, size: 250), .bytes(3, [98]),
        ]
        #expect(Self.lines(text, chunks: []) == expected)
        #expect(Self.lines(text, chunks: Array(repeating: 7, count: 40)) == expected)
    }

    @Test("However a stream is chunked, the lines are the same", arguments: 0..<50)
    func anyChunks(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("ab\n\r\0é{ ")
        let text = String(
            (0..<200).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
        let chunks = (0..<60).map { _ in Int.random(in: 0...9, using: &random) }
        #expect(
            Self.lines(text, chunks: chunks, limit: 12) == Self.lines(text, chunks: [], limit: 12))
    }
}
