import Knowledge
import Messages
import Testing

@testable import Extract

/// Numbers of people harmed, beside the acts that harm them.
@Suite("Casualties") struct CasualtyTests {
    private func casualties(_ text: String) throws -> [Casualties] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).relations.compactMap(\.casualties)
    }

    @Test(
        "a number stands after the word, or before it",
        arguments: [
            ("Sudan's army attacked rebels, killing 14 people.", Casualties(killed: 14)),
            ("Sudan's army killed more than a hundred rebels.", Casualties(killed: 100)),
            (
                "Sudan's army attacked Chad, leaving 1,200 dead.",
                Casualties(killed: 1200)
            ),
            ("Sudan's army attacked Chad; twenty-three were wounded.", Casualties(injured: 23)),
            ("Kenyan police arrested two dozen Ugandan rebels.", Casualties(arrested: 24)),
        ])
    func numbers(text: String, expected: Casualties) throws {
        #expect(try casualties(text) == [expected])
    }

    @Test(
        "what counts no people is no number of them",
        arguments: [
            "Kenyan police arrested Ugandan rebels for 14 years.",
            "Sudan's army attacked Chad, killing dozens.", "Sudan's army attacked Chad.",
            "Kenyan police arrested Ugandan rebels in 12 towns.",
        ])
    func none(text: String) throws {
        #expect(try casualties(text).isEmpty)
    }
}
