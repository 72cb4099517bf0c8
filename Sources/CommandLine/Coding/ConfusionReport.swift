import Arguments
import Evaluation

/// Scores of labels, for people and for programs.
struct ConfusionReport {
    /// What all labels come to.
    struct Summary: Encodable {
        var kind = "summary"
        var file: String
        var scored: Int
        var unscored: Int?
        var codebook: String?
        var quadScheme: String?
        var macroF1: Double
        var accuracy: Double
        /// What comes of further questions, by key.
        var more: [String: Double]?
    }

    struct LabelLine: Encodable {
        var kind = "label"
        var file: String
        var label: String
        var gold: Int
        var predicted: Int
        var right: Int
        var precision: Double
        var recall: Double
        var f1: Double
    }

    struct MistakeLine: Encodable {
        var kind = "confusion"
        var file: String
        var gold: String
        var predicted: String
        var count: Int
    }

    /// The answer to a further question.
    struct Figure {
        var key: String
        var name: String
        var value: Double
    }

    private var summary: Summary
    private let figures: [Figure]
    private let confusion: Confusion

    init(_ summary: Summary, _ confusion: Confusion, figures: [Figure] = []) {
        self.summary = summary
        self.figures = figures
        self.confusion = confusion
        for figure in figures {
            self.summary.more = self.summary.more ?? [:]
            self.summary.more?[figure.key] = Self.rounded(figure.value)
        }
    }

    /// A number with two places, as percent are shown.
    static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// The same as text.
    static func shown(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = abs(hundredths) % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    func print(_ format: Console.EventFormat, _ console: Console) throws {
        switch format {
        case .jsonl: try printLines(console)
        case .table: try printTables(console)
        }
    }

    private func printLines(_ console: Console) throws {
        try console.print(json: summary)
        for label in occurring {
            let scores = confusion.scores(label)
            try console.print(
                json: LabelLine(
                    file: summary.file, label: label, gold: scores.gold, predicted: scores.found,
                    right: scores.right, precision: Self.rounded(scores.precision),
                    recall: Self.rounded(scores.recall), f1: Self.rounded(scores.f1)))
        }
        for mistake in confusion.mistakes {
            try console.print(
                json: MistakeLine(
                    file: summary.file, gold: mistake.gold, predicted: mistake.predicted,
                    count: mistake.count))
        }
    }

    private func printTables(_ console: Console) throws {
        var facts = Table([.init(summary.file, shrinksTo: 12), .init("", .right)])
        func add(_ name: String, _ value: String?) {
            if let value { facts.rows.append([name, value]) }
        }
        add("scored", "\(summary.scored)")
        add("not scored", summary.unscored.flatMap { $0 > 0 ? "\($0)" : nil })
        add("codebook", summary.codebook)
        add("quad scheme", summary.quadScheme)
        add("macro F1", Self.shown(summary.macroF1))
        add("accuracy", Self.shown(summary.accuracy))
        for figure in figures { add(figure.name, Self.shown(figure.value)) }
        try console.print(facts)
        var labels = Table([
            .init("label"), .init("gold", .right), .init("predicted", .right),
            .init("right", .right), .init("precision", .right), .init("recall", .right),
            .init("F1", .right),
        ])
        for label in occurring {
            let scores = confusion.scores(label)
            labels.rows.append([
                label, "\(scores.gold)", "\(scores.found)", "\(scores.right)",
                Self.shown(scores.precision), Self.shown(scores.recall), Self.shown(scores.f1),
            ])
        }
        try console.print("")
        try console.print(labels)
        var mistakes = Table([.init("gold"), .init("taken for", shrinksTo: 20)])
        for label in occurring {
            let taken = confusion.mistakes.filter { $0.gold == label }
                .map { "\($0.predicted) \($0.count)" }
            if !taken.isEmpty { mistakes.rows.append([label, taken.joined(separator: ", ")]) }
        }
        guard !mistakes.rows.isEmpty else { return }
        try console.print("")
        // Never cut: these are what one looks for.
        try console.print(mistakes.render(width: nil), terminator: "")
    }

    /// The labels that occur at all.
    private var occurring: [String] {
        confusion.labels.filter { label in
            let scores = confusion.scores(label)
            return scores.gold + scores.found > 0
        }
    }
}
