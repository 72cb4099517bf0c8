import Knowledge
import Messages
import Ontology
import TestSupport
import Testing

/// Words for what is asked for, refused or threatened.
@Suite("Words for what is asked for") struct AskedWordsTests {
    private static let data = Result {
        try LanguageData.load(directory: Repository.path("Data"))
    }

    @Test("every mode is one of its type")
    func modes() throws {
        let data = try Self.data.get()
        #expect(Set(data.asked.keys) == [.request, .reject, .threaten])
        for (type, words) in data.asked {
            for (word, mode) in words.verbs.merging(words.nouns, uniquingKeysWith: { $1 }) {
                #expect(data.ontology.mode(mode, of: type) != nil, "\(type) \(word): \(mode)")
            }
        }
    }

    @Test("words tell their modes, and some only lead to others")
    func words() throws {
        let words = try #require(try Self.data.get().asked[.request])
        #expect(words.verbs["pull out"] == "yield")
        #expect(words.nouns["talks"] == "meet")
        #expect(words.leads.contains("start"))
    }
}
