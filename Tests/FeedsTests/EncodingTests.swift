import Feeds
import Testing

@Suite("The encoding of a feed") struct EncodingTests {
    private func title(
        _ bytes: [UInt8], prolog: String? = nil, contentType: String? = nil
    ) throws -> String? {
        let declaration = prolog.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?>" } ?? ""
        let document =
            Array((declaration + "<rss><channel><title>").utf8) + bytes
            + Array("</title></channel></rss>".utf8)
        return try FeedReader.read(document, contentType: contentType).title?.text
    }

    @Test(
        "is the one that the prolog states",
        arguments: [
            ("iso-8859-1", [UInt8](arrayLiteral: 0x63, 0x61, 0x66, 0xE9), "café"),
            ("windows-1251", [0xCC, 0xE8, 0xF0], "Мир"), ("koi8-r", [0xED, 0xC9, 0xD2], "Мир"),
            ("shift_jis", [0x93, 0xFA, 0x96, 0x7B], "日本"),
            ("gb2312", [0xD6, 0xD0, 0xB9, 0xFA], "中国"),
            ("euc-kr", [0xC7, 0xD1, 0xB1, 0xB9], "한국"), ("big5", [0xA4, 0xA4, 0xB0, 0xEA], "中國"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
            ("utf-8", [0xC3, 0xA9], "é"), ("ISO-8859-1", [0x93, 0x78, 0x94], "“x”"),
            ("utf-16", [0xC3, 0xA9], "é"), ("no-such-thing", [0xC3, 0xA9], "é"),
            ("no-such-thing", [0x61, 0xE9, 0x62], "aéb"),
        ])
    func prolog(label: String, bytes: [UInt8], text: String) throws {
        #expect(try title(bytes, prolog: label) == text)
    }

    @Test("is the header's before the prolog's, unless the bytes cannot be in it")
    func conflicts() throws {
        let mir: [UInt8] = [0xCC, 0xE8, 0xF0]
        #expect(
            try title(mir, prolog: "koi8-r", contentType: "text/xml; charset=windows-1251") == "Мир"
        )
        #expect(
            try title(mir, prolog: "windows-1251", contentType: "text/xml; charset=UTF-8") == "Мир")
        // Servers say Latin-1 of everything.
        #expect(
            try title(
                Array("Мир".utf8), prolog: "utf-8", contentType: "text/xml; charset=iso-8859-1")
                == "Мир")
        #expect(try title([0xE9], contentType: "application/xml; charset=\"latin1\"") == "é")
    }

    @Test("is the one of a byte order mark before all others, or what the first bytes give away")
    func wide() throws {
        let text = "<rss><channel><title>Мир</title></channel></rss>"
        let units = Array(text.utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            let read = try FeedReader.read(bytes, contentType: "text/xml; charset=iso-8859-1")
            #expect(read.title?.text == "Мир")
        }
        let marked = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        #expect(
            try FeedReader.read(marked, contentType: "text/xml; charset=koi8-r").title?.text
                == "Мир")
    }

    @Test("is repaired where nothing fits")
    func repaired() throws {
        #expect(try title(Array("Мир и ".utf8) + [0xD0], prolog: "utf-8") == "Мир и \u{FFFD}")
    }
}
