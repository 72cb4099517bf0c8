import Messages
import Testing

@testable import Extract

/// Which countries only tell where something is.
@Suite("Places among mentions") struct WhereRuleTests {
    private func kinds(_ text: String) throws -> [String] {
        let data = try LanguageFixture.data.get()
        let candidates = try Extractor(data: data).candidates(from: LanguageFixture.article(text))
        let whole = ScalarText(candidates.text)
        return candidates.mentions.filter { $0.country != nil }.map {
            "\(whole[$0.span]): \($0.kind.rawValue)"
        }
    }

    @Test("a country in which something lies, or whose part it is, is a place")
    func areas() throws {
        let found = try kinds("Norway's soldiers slept near the Kenyan border.")
        #expect(found.contains("Kenyan: place"), "\(found)")
        let part = try kinds("Rain reached Kenya's dusty north.")
        #expect(part.contains { $0.hasSuffix(": place") }, "\(part)")
        #expect(try kinds("Rain fell over eastern Uganda.").contains("Uganda: place"))
        let joined = try kinds("Rain fell in Uganda and Kenya.")
        #expect(joined.filter { $0.hasSuffix(": place") }.count == 2, "\(joined)")
    }

    @Test("a country that acts, or is acted upon, is none")
    func actors() throws {
        let found = try kinds("Norway condemned Kenya on Monday.")
        #expect(found == ["Norway: name", "Kenya: name"])
    }
}
