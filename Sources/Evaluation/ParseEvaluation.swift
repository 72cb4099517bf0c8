public import Language
public import Model

/// Reads a treebank's sentences, from its tokens and from its text, and scores what was read.
public struct ParseEvaluation {
    private let reader: Reader
    private let tokenizer: TreebankTokenizer
    private let splitter: TreebankSentences

    /// Evaluates what `reader` reads in text that is cut by `words`.
    public init(_ reader: Reader, _ words: TreebankWords) {
        self.reader = reader
        tokenizer = TreebankTokenizer(words)
        splitter = TreebankSentences(words)
    }

    /// Scores of readings of the treebank's own words and sentences.
    public func fromTokens(_ treebank: Treebank) -> ParseScores {
        var scores = ParseScores()
        for document in treebank.documents {
            let sentences = treebank.sentences[document]
            let given = sentences.map { sentence in
                sentence.words.indices.filter { sentence.words[$0].roleset != nil }
            }
            let readings = reader.read(
                sentences.map { $0.words.map(\.form) }, predicates: given)
            var number = 0
            let numbers = sentences.map { sentence in
                sentence.words.map { _ in
                    defer { number += 1 }
                    return number
                }
            }
            scores.sentences.add(
                right: readings.count, found: readings.count, gold: readings.count)
            scores.add(
                Analysis(readings, numbers, reader.model.labels), Analysis(sentences))
        }
        return scores
    }

    /// Scores of readings of the treebank's text.
    public func fromText(_ treebank: Treebank) -> ParseScores {
        var scores = ParseScores()
        for document in treebank.documents {
            let sentences = treebank.sentences[document]
            let text = RawText(sentences)
            var forms: [[String]] = []
            var places: [[Range<Int>]] = []
            for paragraph in text.paragraphs {
                let tokens = tokenizer.tokens(of: text.scalars, in: paragraph)
                for sentence in splitter.sentences(tokens, in: text.scalars) {
                    places.append(Array(tokens[sentence]))
                    forms.append(
                        tokens[sentence].map { token in
                            var view = String.UnicodeScalarView()
                            view.append(contentsOf: text.scalars[token])
                            return String(view)
                        })
                }
            }
            let readings = reader.read(forms)
            let gold = Set(text.sentences)
            let found = places.compactMap { sentence in
                sentence.first.flatMap { first in
                    sentence.last.map { first.lowerBound..<$0.upperBound }
                }
            }
            scores.sentences.add(
                right: found.count(where: gold.contains), found: found.count,
                gold: text.sentences.count)
            scores.add(
                Analysis(
                    readings, Self.numbers(places, text.words), reader.model.labels),
                Analysis(sentences))
        }
        return scores
    }

    /// The number of the gold word at the same place as each word; below 0, each its own, for those
    /// that have none. Several gold words at one place are matched in order.
    private static func numbers(_ places: [[Range<Int>]], _ gold: [Range<Int>]) -> [[Int]] {
        var waiting: [Range<Int>: [Int]] = [:]
        for (number, place) in gold.enumerated().reversed() {
            waiting[place, default: []].append(number)
        }
        var without = 0
        return places.map { sentence in
            sentence.map { place in
                if let number = waiting[place]?.popLast() { return number }
                without -= 1
                return without
            }
        }
    }
}
