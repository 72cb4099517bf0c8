import Extract
import Foundation
import Knowledge
import Language
import Messages
import TestSupport
import Testing

@Suite("The table of phrases") struct PhraseTableTests {
    /// A row: what is asked, and what is right.
    private struct Row {
        var kind: String
        var text: String
        var day: Day
        var context: String?
        var entities: [String]
        var person: String?
        var half: String

        init(_ row: Table.Row) throws {
            kind = try row.text(0)
            text = try row.text(1)
            day = try #require(Day(row.optional(2) ?? "2026-11-01"))
            context = row.optional(3)
            entities = row.fields[4] == "-" ? [] : row.list(4)
            person = row.optional(7)
            half = try row.text(9)
        }

        /// Whether an answer names whom the row names: an organisation of the row's country with the
        /// row's sector is the row's; who is of no told country must get none.
        func isRight(_ answer: ActorResolver.Answer) -> Bool {
            guard case .one(let found) = answer else { return false }
            guard !entities.isEmpty else { return found.entity == nil && found.country == nil }
            let sector = found.sectors.first ?? ""
            let isNamed = entities.contains { entity in
                if entity.hasPrefix("?/") {
                    return found.country == nil && entity == "?/\(sector)"
                }
                return found.entity != nil
                    && (entity == found.entity || entity == "\(found.country ?? "")/\(sector)")
            }
            return isNamed && (person == nil || found.person != nil)
        }
    }

    private static let rows = Result {
        try Table(
            path: Repository.path("Tests/KnowledgeTests/Fixtures/phrases.tsv"), columns: 10...10
        ).rows.map(Row.init)
    }

    @Test("it has both halves and all kinds")
    func isWhole() throws {
        let rows = try Self.rows.get()
        #expect(rows.count >= 1900)
        #expect(Set(rows.map(\.kind)).count == 42)
        #expect(rows.count { $0.half == "b" } > 900)
    }

    @Test(
        "so many of each half are right at least; half b is never looked at",
        arguments: [("a", 0.97), ("b", 0.945)])
    func share(half: String, least: Double) throws {
        let resolver = ActorResolver(data: try LanguageFixture.data.get())
        let rows = try Self.rows.get().filter { $0.half == half }
        let right = rows.count { row in
            row.isRight(resolver.answer(row.text, on: row.day, in: row.context))
        }
        let share = Double(right) / Double(rows.count)
        #expect(share >= least, "\(right) of \(rows.count)")
    }
}
