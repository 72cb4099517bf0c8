import Arguments
import Evaluation

/// The scores of a treebank, from its tokens and from its text.
struct ScoreTable {
    /// As a line of JSON; scores that do not apply are left out.
    struct Line: Encodable {
        var file: String
        var tokens: [String: Double]
        var text: [String: Double]
    }

    let file: String
    let tokens: ParseScores
    let text: ParseScores

    var line: Line {
        func values(_ scores: ParseScores) -> [String: Double] {
            Dictionary(
                Self.rows(scores).compactMap { row in
                    row.value.map { (row.key, ($0 * 100).rounded() / 100) }
                },
                uniquingKeysWith: { first, _ in first })
        }
        return Line(file: file, tokens: values(tokens), text: values(text))
    }

    func text(width: Int?) -> String {
        var table = Table([
            .init(file, shrinksTo: 12), .init("gold tokens", .right), .init("raw text", .right),
        ])
        for (left, right) in zip(Self.rows(tokens), Self.rows(text))
        where left.value != nil || right.value != nil {
            table.rows.append([left.name, Self.shown(left.value), Self.shown(right.value)])
        }
        return table.render(width: width)
    }

    private static func shown(_ value: Double?) -> String {
        guard let value else { return "" }
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func rows(
        _ scores: ParseScores
    ) -> [(key: String, name: String, value: Double?)] {
        func f1(_ count: ParseScores.Count) -> Double? { count.gold > 0 ? count.f1 : nil }
        let entities = scores.mentions.gold > 0
        func entity(_ value: Double) -> Double? { entities ? value : nil }
        return [
            ("tokens", "tokens", f1(scores.tokens)),
            ("sentences", "sentences", f1(scores.sentences)),
            ("upos", "UPOS", f1(scores.upos)), ("lemmas", "lemmas", f1(scores.lemmas)),
            ("uas", "UAS", f1(scores.uas)), ("las", "LAS", f1(scores.las)),
            ("lasFull", "LAS-full", f1(scores.lasFull)),
            ("predicates", "predicates", f1(scores.predicates)),
            ("rolesets", "rolesets", f1(scores.rolesets)),
            (
                "rolesGiven", "roles, given predicates",
                scores.rolesGiven.found > 0 ? f1(scores.rolesGiven) : nil
            ), ("roles", "roles", f1(scores.roles)), ("mentions", "mentions", f1(scores.mentions)),
            ("spans", "spans", f1(scores.spans)), ("muc", "MUC", entity(scores.coreference.muc)),
            ("b3", "B³", entity(scores.coreference.b3)),
            ("ceaf", "CEAF", entity(scores.coreference.ceaf)),
            ("coreference", "coreference", entity(scores.coreference.mean)),
        ]
    }
}
