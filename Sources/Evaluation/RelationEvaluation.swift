public import Messages
public import Ontology

/// Labels the relations of a set, and scores the labels.
public struct RelationEvaluation {
    /// What was found for a line.
    public struct Prediction: Sendable, Hashable {
        /// The type, as events have it.
        public var type: EventType
        /// The label among the 15.
        public var root: String
        /// The label's quad.
        public var quad: Int
        /// How likely it is right, 0 to 1.
        public var score: Double
    }

    private let coder: any EventCoder
    private let tables: OntologyTables
    private let book: Codebook

    /// An evaluation of `coder`, whose acts are converted to `book`.
    public init(_ coder: any EventCoder, _ tables: OntologyTables, book: Codebook) {
        self.coder = coder
        self.tables = tables
        self.book = book
    }

    /// The label of a line: never none and never STATEMENT.
    public func prediction(_ item: RelationSet.Item) throws -> Prediction {
        let spans = item.spans
        let coding = try coder.relation(
            in: ScalarText(item.sentence), source: spans.source, target: spans.target)
        let type = tables.type(of: coding.act, in: book)
        // A statement to somebody is nearest to a meeting with him.
        let root = RelationSet.folded(type.rawValue) ?? EventType.consult.rawValue
        return Prediction(
            type: coding.act.type, root: root,
            quad: tables.quadScheme(Codebook.plover15.rawValue)?.quad(of: root) ?? 0,
            score: coding.score)
    }

    /// How often labels met the true ones; lines without a true one are left out.
    public static func confusion(
        _ set: RelationSet, _ predictions: [Prediction]
    ) -> Confusion {
        var confusion = Confusion(labels: RelationSet.labels)
        for (item, prediction) in zip(set.items, predictions) {
            guard let gold = item.root else { continue }
            confusion.add(gold: gold, predicted: prediction.root)
        }
        return confusion
    }

    /// The same of quads, for lines with a true label and a true quad.
    public static func quadConfusion(
        _ set: RelationSet, _ predictions: [Prediction]
    ) -> Confusion {
        var confusion = Confusion(labels: (0...4).map { "\($0)" })
        for (item, prediction) in zip(set.items, predictions) where item.root != nil {
            guard let gold = item.quad else { continue }
            confusion.add(gold: "\(gold)", predicted: "\(prediction.quad)")
        }
        return confusion
    }

    /// A file of predictions: the columns of the set, then `type`, `root`, `quad`, `score`; every
    /// line, in order.
    public static func text(_ set: RelationSet, _ predictions: [Prediction]) -> String {
        var text = (set.columns + ["type", "root", "quad", "score"]).joined(separator: "\t") + "\n"
        for (item, prediction) in zip(set.items, predictions) {
            let score = (prediction.score * 10_000).rounded() / 10_000
            text += item.fields.joined(separator: "\t")
            text +=
                "\t\(prediction.type.rawValue)\t\(prediction.root)\t\(prediction.quad)\t\(score)\n"
        }
        return text
    }
}
