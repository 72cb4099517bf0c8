import Arguments
import Model

/// A sentence for people: its text, its tree, then its predicates and mentions.
struct SentenceTree {
    let text: ParsedText
    let labels: Labels
    let colours: Bool

    /// All sentences.
    var lines: String {
        text.sentences.indices.map(lines).joined(separator: "\n")
    }

    private func lines(_ number: Int) -> String {
        let sentence = text.sentences[number]
        let reading = sentence.reading
        var lines = paint(TerminalText.clean(text.string(sentence)), 1) + "\n"
        var children: [[Int]] = Array(repeating: [], count: reading.words.count + 1)
        for (place, word) in reading.words.enumerated() { children[word.head].append(place) }
        // A stack, because trees can be as deep as sentences are long.
        var stack = children[0].reversed().map { (place: $0, indent: "", isLast: true) }
        while let (place, indent, isLast) = stack.popLast() {
            let word = reading.words[place]
            let isRoot = word.head == 0
            let branch = isRoot ? "" : indent + (isLast ? "└─ " : "├─ ")
            let shown = [
                paint(labels.relations[word.relation], 36),
                TerminalText.clean(reading.forms[place]), paint(labels.upos[word.upos], 33),
                paint(TerminalText.clean(word.lemma), 2),
            ]
            lines += "  " + branch + shown.joined(separator: " ") + "\n"
            let below = isRoot ? "" : indent + (isLast ? "   " : "│  ")
            let own = children[place + 1]
            for (order, child) in own.enumerated().reversed() {
                stack.append((child, below, order == own.count - 1))
            }
        }
        let phrases = Phrases(reading)
        for predicate in reading.predicates {
            lines += "  " + paint(TerminalText.clean(predicate.roleset), 35)
            for argument in predicate.arguments {
                let phrase = phrases.phrase(of: argument.word, without: predicate.word)
                lines +=
                    "  " + paint(labels.roles[argument.role], 32) + " " + words(reading, phrase)
            }
            lines += "\n"
        }
        for mention in reading.mentions {
            let type = paint(labels.entities[mention.type], 34)
            lines +=
                "  \(type) \(mention.entity)  \(words(reading, mention.first...mention.last))\n"
        }
        return lines
    }

    private func words(_ reading: Reading, _ range: ClosedRange<Int>) -> String {
        TerminalText.clean(reading.forms[range].joined(separator: " "))
    }

    private func paint(_ text: String, _ code: Int) -> String {
        colours ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
