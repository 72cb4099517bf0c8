import FoundationEssentials
import Knowledge
import Language
import Messages
import Ontology
import Testing

@Suite("Knowledge") struct KnowledgeTests {
    private static let directory =
        String(#filePath.split(separator: "Tests/KnowledgeTests")[0]) + "Data"
    private static let data = Result { try LanguageData.load(directory: directory) }

    private func entries(_ phrase: String) throws -> [Name] {
        let data = try Self.data.get()
        let words = Tokenizer.words(phrase).map { data.vocabulary.number($0.text) }
        let matches = data.names.matches(at: 0, count: words.count) { words[$0] }
        return matches.first { $0.length == words.count }?.entries ?? []
    }

    @Test(
        "countries are known by name, adjective and capital",
        arguments: [
            ("Côte d'Ivoire", "CIV"), ("DR Congo", "COD"), ("U.S.", "USA"), ("Swiss", "CHE"),
            ("the Kremlin", "RUS"), ("Türkiye", "TUR"), ("South Sudanese", "SSD"),
            ("Downing Street", "GBR"), ("Kosovo", "KOS"),
        ])
    func countries(phrase: String, code: String) throws {
        let data = try Self.data.get()
        let codes = try entries(phrase).compactMap { name -> String? in
            switch name {
            case .country(let number, _), .adjective(let number), .metonym(let number, _):
                data.countries[number].code
            default: nil
            }
        }
        #expect(codes.contains(code))
    }

    @Test("there is each country once")
    func codes() throws {
        let codes = try Self.data.get().countries.filter { !$0.isTerritory }.map(\.code)
        #expect(codes.count >= 195)
        #expect(Set(codes).count == codes.count)
    }

    @Test("every event type has predicates", arguments: EventType.allCases)
    func predicates(type: EventType) throws {
        guard type != .statement else { return }
        #expect(try Self.data.get().predicates.predicates.contains { $0.type == type })
    }

    @Test("every mode of the predicate lexicon belongs to its type")
    func modes() throws {
        let data = try Self.data.get()
        for predicate in data.predicates.predicates {
            guard let mode = predicate.mode else { continue }
            #expect(data.ontology.mode(mode, of: predicate.type) != nil, "\(predicate.id)")
        }
    }

    @Test("a wrong line is named with its file and number")
    func fault() throws {
        let manager = FileManager.default
        let copy = manager.temporaryDirectory.appending(path: "chancery-\(UUID().uuidString)").path
        defer { try? manager.removeItem(atPath: copy) }
        try manager.copyItem(atPath: Self.directory, toPath: copy)
        let file = copy + "/predicates/predicates.tsv"
        let line = "x.y\tNONSENSE\t-\t-\tsubj>obj\t-\t-\t.5\tfoo~\n"
        try Data(line.utf8).write(to: URL(filePath: file))
        let error = #expect(throws: LanguageError.self) { try LanguageData.load(directory: copy) }
        #expect(error?.description == "\(file):1: \"NONSENSE\" is not an event type")
    }

    @Test("missing data is named")
    func missing() {
        let error = #expect(throws: LanguageError.self) {
            try LanguageData.load(directory: "/nowhere")
        }
        #expect(error?.code == .unreadable)
    }
}
