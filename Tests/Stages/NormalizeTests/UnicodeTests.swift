import Messages
import Normalize
import Testing

@Suite("Letters that went wrong") struct UnicodeTests {
    @Test(
        "text that went through the wrong encoding is repaired",
        arguments: [
            ("The minister donâ€™t agree, he said.", "The minister don’t agree, he said."),
            ("cafÃ© and dÃ©jÃ\u{A0} vu", "café and déjà vu"),
            ("cafÃƒÂ© and dÃƒÂ©jÃƒÂ\u{A0} vu", "café and déjà vu"),
            ("ÐœÐ¸Ð½Ð¸Ñ\u{81}Ñ‚Ñ€ said so", "Министр said so"),
        ])
    func mojibake(given: String, meant: String) throws {
        #expect(try article(given).text == meant)
        #expect(try page("<p>\(given)").text == meant)
    }

    @Test(
        "letters that are meant so stay",
        arguments: [
            "« CAFÉ » et Âge d’or", "IRMÃ and João", "Ärzte über Österreich", "Ã, said the teacher",
            "«ÉCOLE» à Paris", "Đà Nẵng – Việt Nam",
        ])
    func meant(text: String) throws {
        #expect(try article(text).text == text)
    }

    @Test("words in two scripts are reported where they stand, and kept")
    func mixed() throws {
        let article = try article("Mr Siаla met Siyﺎla, Сергей and the 5-я group; Διa.")
        let scalars = ScalarText(article.text)
        #expect(article.mixedWords.map { scalars[$0] } == ["Siаla", "Siyﺎla", "Διa"])
        #expect(article.text.contains("Siаla"))
        #expect(try Article(payload: article.payload()).mixedWords == article.mixedWords)
    }

    @Test("a page that states no encoding is read by its letters")
    func cyrillic() throws {
        let word: [UInt8] = [0xCC, 0xE8, 0xED, 0xE8, 0xF1, 0xF2, 0xF0]
        let bytes = Array(repeating: word, count: 8).joined(separator: [0x20])
        let expected = Array(repeating: "Министр", count: 8).joined(separator: " ")
        let page = Array("<html><body><p>".utf8) + bytes
        #expect(try Normalizer.shipped().article(from: document(page, .html)).text == expected)
        #expect(try Normalizer.shipped().article(from: document(Array(bytes))).text == expected)
    }

    @Test("the prolog's encoding counts, and bytes that are UTF-8 count more than what is stated")
    func prolog() throws {
        let prolog = Array("<?xml version='1.0' encoding='windows-1251'?><html><body><p>".utf8)
        let word: [UInt8] = [0xCC, 0xE8, 0xED, 0xE8, 0xF1, 0xF2, 0xF0]
        let read = try Normalizer.shipped().article(from: document(prolog + word, .html))
        #expect(read.text == "Министр")
        #expect(try page("<meta charset=iso-8859-2><p>Zoë in Łódź").text == "Zoë in Łódź")
    }
}
