public import Messages
public import Ontology

/// Finds the quad class of sentences from their text alone, and scores it.
public struct SentenceEvaluation {
    private let coder: any EventCoder
    private let tables: OntologyTables
    private let scheme: QuadScheme
    private let today: Day

    /// An evaluation of `coder` by `scheme`; sentences that name no year are news of `today`.
    public init(
        _ coder: any EventCoder, _ tables: OntologyTables, scheme: QuadScheme, today: Day
    ) {
        self.coder = coder
        self.tables = tables
        self.scheme = scheme
        self.today = today
    }

    /// The quad of a sentence: of its main event, 0 if it has none.
    public func quad(_ sentence: String) throws -> Int {
        let acts = try coder.acts(in: ScalarText(sentence), today: today)
        guard let act = MainAct.choice(acts)?.act else { return 0 }
        switch scheme.basis {
        case .type:
            let type = tables.type(of: act, in: .plover2)
            return type == .statement ? 0 : scheme.quad(of: type.rawValue)
        case .root:
            return tables.code(of: act).map { scheme.quad(of: String($0.prefix(2))) } ?? 0
        }
    }

    /// How often quads met the true ones.
    public static func confusion(_ set: SentenceSet, _ quads: [Int]) -> Confusion {
        var confusion = Confusion(labels: (0...4).map { "\($0)" })
        for (item, quad) in zip(set.items, quads) {
            confusion.add(gold: "\(item.quad)", predicted: "\(quad)")
        }
        return confusion
    }

    /// F1 of saying that a sentence tells an event at all, in percent.
    public static func eventF1(_ confusion: Confusion) -> Double {
        let none = confusion.scores("0")
        let right = confusion.total - none.gold - none.found + none.right
        return Scores(
            right: right, found: confusion.total - none.found, gold: confusion.total - none.gold
        ).f1
    }

    /// What always answering `quad` would come to.
    public static func constant(_ quad: Int, _ set: SentenceSet) -> Confusion {
        confusion(set, [Int](repeating: quad, count: set.items.count))
    }
}
