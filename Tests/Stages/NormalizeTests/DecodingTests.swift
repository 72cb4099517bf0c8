import Messages
import Normalize
import Testing

struct DecodingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var text: String
        var testDescription: String { name }
    }

    static let samples = [
        Sample(
            name: "UTF-8", bytes: Array("Čapek spoke to Zoë.".utf8), text: "Čapek spoke to Zoë."),
        Sample(
            name: "UTF-8 with a mark", bytes: [0xEF, 0xBB, 0xBF] + Array("One two three.".utf8),
            text: "One two three."),
        Sample(
            name: "UTF-16, low byte first",
            bytes: [0xFF, 0xFE] + "Zoë spoke.".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            text: "Zoë spoke."),
        Sample(
            name: "UTF-16, high byte first, odd length",
            bytes: [0xFE, 0xFF] + "Zoë spoke.".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
                + [0],
            text: "Zoë spoke."),
        Sample(
            name: "Windows-1252",
            bytes: Array("Paris said it was ".utf8) + [0x93] + Array("d".utf8) + [0xE9]
                + Array("j".utf8) + [0xE0] + Array(" vu".utf8) + [0x94, 0x2E],
            text: "Paris said it was “déjà vu”."),
        Sample(
            name: "broken UTF-8",
            bytes: Array("Zoë and Čapek ".utf8) + [0xC3] + Array(" met.".utf8),
            text: "Zoë and Čapek \u{FFFD} met."),
        Sample(
            name: "NUL and controls", bytes: Array("One\0 two\u{1B} three.\u{7F}".utf8),
            text: "One two three."),
        Sample(
            name: "invisible characters",
            bytes: Array("co\u{AD}oper\u{200B}ate \u{FEFF}with\u{2060} us".utf8),
            text: "cooperate with us"),
        Sample(
            name: "odd spaces", bytes: Array("  one\u{A0}\u{2009}two \t three  ".utf8),
            text: "one two three"),
        Sample(
            name: "decomposed letters", bytes: Array("Zoe\u{308} in C\u{327}anakkale".utf8),
            text: "Zoë in Çanakkale"),
        Sample(
            name: "line ends", bytes: Array("One one.\r\n\r\nTwo two.\r\rThree three.".utf8),
            text: "One one.\nTwo two.\nThree three."),
    ]

    @Test("bytes of any encoding become clean text", arguments: samples)
    func decoding(sample: Sample) throws {
        let article = try Normalizer.shipped().article(from: document(sample.bytes))
        #expect(article.text.unicodeScalars.elementsEqual(sample.text.unicodeScalars))
    }

    @Test("offsets count scalars, also beyond the basic plane")
    func offsets() throws {
        let article = try article("Çavuşoغلlu 🇹🇷 spoke.\n\nLavrov “agreed”.\n\nThey met in 𝕏 again.")
        #expect(
            article.texts == ["Çavuşoغلlu 🇹🇷 spoke.", "Lavrov “agreed”.", "They met in 𝕏 again."])
        #expect(article.paragraphs.map(\.span) == [Span(0, 20), Span(21, 37), Span(38, 58)])
    }
}
