import Messages
import Ontology
import TestSupport

@testable import Evaluation

/// Answers what it was told to answer.
struct StubCoder: EventCoder {
    var act = Act(type: .statement)
    var events: @Sendable (Article) -> [Event] = { _ in [] }

    func events(in article: Article) throws -> [Event] { events(article) }

    func sentences(of article: Article) throws -> [String] {
        article.text.split(separator: "\n").map(String.init)
    }

    func relation(
        in sentence: ScalarText, source: Span?, target: Span?
    ) throws -> RelationCoding { RelationCoding(act: act, trigger: nil, score: 0.5) }
}

extension OntologyTables {
    /// The project's own.
    static func project() throws -> OntologyTables {
        try OntologyTables(directory: Repository.path("Data/ontology"))
    }
}
