/// The text of a treebank's document as it was written, and where its words stand in it.
struct RawText {
    /// The paragraphs, one after another.
    private(set) var scalars: [Unicode.Scalar] = []
    private(set) var paragraphs: [Range<Int>] = []
    /// Where each word stands, in order.
    private(set) var words: [Range<Int>] = []
    /// Where each sentence stands.
    private(set) var sentences: [Range<Int>] = []

    init(_ sentences: ArraySlice<Treebank.Sentence>) {
        var paragraph = 0
        for sentence in sentences {
            if sentence.beginsParagraph || sentence.beginsDocument, scalars.count > paragraph {
                paragraphs.append(paragraph..<scalars.count)
                scalars.append("\n")
                paragraph = scalars.count
            }
            let start = scalars.count
            for token in sentence.surface {
                let place = scalars.count
                scalars.append(contentsOf: token.form.unicodeScalars)
                locate(token, place, sentence)
                if token.spaceAfter { scalars.append(" ") }
            }
            let last = words.last?.upperBound ?? start
            self.sentences.append(start..<max(start, last))
        }
        if scalars.count > paragraph { paragraphs.append(paragraph..<scalars.count) }
    }

    /// Words that are written as one share its place by their forms, or all have the whole of it.
    private mutating func locate(
        _ token: Treebank.Surface, _ place: Int, _ sentence: Treebank.Sentence
    ) {
        let end = scalars.count
        let lengths = token.words.map { sentence.words[$0].form.unicodeScalars.count }
        let fits = lengths.reduce(0, +) == end - place
        var start = place
        for length in lengths {
            words.append(fits ? start..<start + length : place..<end)
            start += length
        }
    }
}
