import Messages
import TestSupport
import Testing

@Suite("Span and ScalarText")
struct SpanTests {
    @Test("A span is written as two numbers and read back")
    func coding() throws {
        #expect(try JSON.encode(Span(3, 7)) == Array("[3,7]".utf8))
        #expect(try JSON.decode(Span.self, from: Array("[0,0]".utf8)) == Span(0, 0))
    }

    @Test(
        "What is no span is refused",
        arguments: [
            "[]", "[1]", "[1,2,3]", "[2,1]", "[-1,2]", "[1.5,2]", "[\"1\",2]", "[null,2]", "5",
            "{}", "\"1-2\"", "[0,9223372036854775808]", "[true,2]", "[[1,2],3]",
        ])
    func invalid(text: String) {
        #expect(throws: MessageError.self) {
            try JSON.decode(Span.self, from: Array(text.utf8))
        }
    }

    @Test("Spans tell what they contain, touch and precede")
    func relations() {
        #expect(Span(2, 5).count == 3)
        #expect(Span(2, 5).contains(Span(2, 5)) && Span(2, 5).contains(Span(3, 3)))
        #expect(!Span(2, 5).contains(Span(1, 3)) && !Span(2, 5).contains(Span(3, 6)))
        #expect(Span(2, 5).overlaps(Span(4, 9)) && !Span(2, 5).overlaps(Span(5, 9)))
        #expect(!Span(2, 2).overlaps(Span(2, 2)))
        #expect(Span(2, 5) < Span(2, 6) && Span(2, 5) < Span(3, 4))
        #expect(Span(2, 5).shifted(by: -2) == Span(0, 3))
        #expect(Span(2, 5).description == "[2, 5]")
    }

    @Test(
        "Offsets count code points, as Python slices do",
        arguments: [
            ("naïve café", Span(6, 10), "café"), ("cafe\u{301} x", Span(0, 4), "cafe"),
            ("cafe\u{301} x", Span(4, 5), "\u{301}"), ("👩‍👩‍👧 spoke", Span(6, 11), "spoke"),
            ("👩‍👩‍👧 spoke", Span(0, 1), "👩"), ("🇳🇴 and 🇸🇪", Span(7, 9), "🇸🇪"),
            ("قال وزير الخارجية", Span(4, 8), "وزير"), ("שלום עולם", Span(5, 9), "עולם"),
            ("a\r\nb", Span(2, 4), "\nb"), ("日本 𠮷野", Span(3, 4), "𠮷"), ("", Span(0, 0), ""),
        ])
    func scalars(text: String, span: Span, expected: String) {
        let scalars = ScalarText(text)
        #expect(scalars.count == text.unicodeScalars.count)
        #expect(Array(scalars[span].unicodeScalars) == Array(expected.unicodeScalars))
        #expect(Array(scalars[Span(0, scalars.count)].utf8) == Array(text.utf8))
    }

    @Test("A text is cut at a scalar within the bytes allowed")
    func cut() {
        #expect("abc".prefix(utf8: 3) == "abc")
        #expect("abc".prefix(utf8: 2) == "ab")
        #expect("aé".prefix(utf8: 2) == "a")
        #expect("a👩‍👩‍👧".prefix(utf8: 6) == "a👩")
        #expect("é".prefix(utf8: 0) == "")
    }
}
