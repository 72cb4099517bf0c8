import Arguments
import Extract
import Messages

/// An explanation for people at a terminal.
struct ExplanationText {
    let colours: Bool

    /// A sentence and what was made of it.
    func lines(_ sentence: ExplainedSentence) -> String {
        var lines = paint("\(sentence.sentence)", 2) + " " + paint(clean(sentence.text), 1) + "\n"
        for mention in sentence.mentions {
            let word = mention.kind == .place ? "where" : "who"
            let how = mention.resolvedBy.map { " by \($0)" } ?? ""
            lines +=
                "  \(paint(word, 34)) \(clean(mention.text)) = \(mention.entity ?? "?")"
                + paint(how, 2) + "\n"
        }
        for predicate in sentence.roles where !predicate.arguments.isEmpty {
            let arguments = predicate.arguments.map { "\(paint($0.role, 32)) \(clean($0.text))" }
            lines +=
                "  \(paint("role", 35)) \(predicate.roleset)  \(arguments.joined(separator: "  "))\n"
        }
        for candidate in sentence.candidates { lines += self.lines(candidate) }
        return lines
    }

    private func lines(_ candidate: ExplainedSentence.Candidate) -> String {
        func actors(_ actors: [ExplainedSentence.Actor]) -> String {
            actors.isEmpty
                ? "-"
                : actors.map { "\(clean($0.text)) (\($0.entity ?? "?"))" }.joined(separator: ", ")
        }
        let confidence = candidate.confidence.map { " \($0)" } ?? ""
        var lines =
            "  \(paint("what", 33)) \(clean(candidate.trigger)) → "
            + "\(candidate.title)\(confidence)  \(paint(clean(candidate.verdict), candidate.outcome == "event" ? 32 : 31))\n"
        lines += "       \(actors(candidate.sources)) → \(actors(candidate.targets))\n"
        if let attribution = candidate.attribution {
            lines += "       on the word of \(clean(attribution.speaker))\n"
        }
        for step in candidate.explanation { lines += paint("       \(clean(step))", 2) + "\n" }
        let features = candidate.features.sorted { $0.key < $1.key }.map {
            "\($0.key) \((100 * $0.value).rounded() / 100)"
        }
        return lines + paint("       \(features.joined(separator: "  "))", 2) + "\n"
    }

    private func clean(_ text: String) -> String { TerminalText.clean(text) }

    private func paint(_ text: String, _ code: Int) -> String {
        colours && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
