import Model

/// Sentences in CoNLL-U, with predicates, roles and entities in MISC.
struct ConlluText {
    let text: ParsedText
    let labels: Labels

    /// All of it. Entities are `(number-type` where a mention begins and `number)` where it ends.
    var lines: String {
        var lines = "# global.Entity = eid-etype\n"
        for (number, sentence) in text.sentences.enumerated() {
            if number == 0 { lines += "# newdoc\n" }
            if sentence.beginsParagraph { lines += "# newpar\n" }
            lines += "# sent_id = \(number + 1)\n# text = \(text.string(sentence))\n"
            if sentence.reading.parts > 1 {
                lines += "# read_in_parts = \(sentence.reading.parts)\n"
            }
            let ranges = written(sentence)
            for word in sentence.reading.words.indices {
                if let range = ranges.first(where: { $0.lowerBound == word }), range.count > 1 {
                    lines += row(sentence, written: range)
                }
                let inside = ranges.contains { $0.count > 1 && $0.contains(word) }
                lines += row(sentence, word, isPart: inside)
            }
            lines += "\n"
        }
        return lines
    }

    /// The words that are written as one, as `can't`: ranges of words.
    private func written(_ sentence: ParsedText.Sentence) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        func isLetter(_ place: Int) -> Bool { text.scalars[place].properties.isAlphabetic }
        for (word, token) in sentence.tokens.enumerated() {
            let first = text.scalars[token.lowerBound]
            let isClitic =
                isLetter(token.lowerBound)
                || (token.count > 1 && (first == "'" || first.value == 0x2019))
            if word > 0, isClitic, isLetter(token.upperBound - 1),
                token.lowerBound == sentence.tokens[word - 1].upperBound,
                isLetter(token.lowerBound - 1), let last = ranges.popLast()
            {
                ranges.append(last.lowerBound..<word + 1)
            } else {
                ranges.append(word..<word + 1)
            }
        }
        return ranges
    }

    private func row(_ sentence: ParsedText.Sentence, written range: Range<Int>) -> String {
        let first = sentence.tokens[range.lowerBound]
        let last = sentence.tokens[range.upperBound - 1]
        let form = text.string(first.lowerBound..<last.upperBound)
        let misc = text.isJoined(sentence, range.upperBound - 1) ? "SpaceAfter=No" : "_"
        let blank = Array(repeating: "_", count: 7).joined(separator: "\t")
        return "\(range.lowerBound + 1)-\(range.upperBound)\t\(form)\t\(blank)\t\(misc)\n"
    }

    private func row(_ sentence: ParsedText.Sentence, _ place: Int, isPart: Bool) -> String {
        let reading = sentence.reading
        let word = reading.words[place]
        let features = labels.features(word).map { "\($0.name)=\($0.value)" }
        var misc: [String] = []
        if let predicate = reading.predicates.first(where: { $0.word == place }) {
            misc.append("Pred=\(predicate.roleset)")
        }
        let arguments = reading.predicates.flatMap { predicate in
            predicate.arguments.filter { $0.word == place }.map {
                "\(predicate.word + 1):\(labels.roles[$0.role])"
            }
        }
        if !arguments.isEmpty { misc.append("Arg=" + arguments.joined(separator: ",")) }
        let brackets = brackets(reading, place)
        if !brackets.isEmpty { misc.append("Entity=" + brackets) }
        if !isPart, text.isJoined(sentence, place) { misc.append("SpaceAfter=No") }
        let columns = [
            String(place + 1), reading.forms[place], word.lemma.isEmpty ? "_" : word.lemma,
            labels.upos[word.upos], "_",
            features.isEmpty ? "_" : features.joined(separator: "|"), String(word.head),
            labels.relations[word.relation], "_",
            misc.isEmpty ? "_" : misc.sorted().joined(separator: "|"),
        ]
        return columns.joined(separator: "\t") + "\n"
    }

    private func brackets(_ reading: Reading, _ place: Int) -> String {
        var closing = ""
        var opening = ""
        // Mentions are nested: what begins last ends first.
        for mention in reading.mentions.reversed() where mention.last == place {
            if mention.first < place { closing += "\(mention.entity))" }
        }
        for mention in reading.mentions where mention.first == place {
            opening += "(\(mention.entity)-\(labels.entities[mention.type])"
            if mention.last == place { opening += ")" }
        }
        return closing + opening
    }
}
