import Messages

/// Takes out of a page's paragraphs the lines around the text that are no part of it: dates and
/// writers, which have been read, repetitions, and headings with nothing below them.
struct PageLines {
    let lexicon: PageLexicon

    /// Blocks at either end that are looked at.
    private static let depth = 8
    /// Bytes from which a paragraph is certainly text.
    private static let textLength = 80

    /// `blocks` without such lines.
    func kept(_ blocks: [Block]) -> [Block] {
        var seen: Set<String> = []
        var kept = blocks.filter { block in
            block.text.utf8.count < 40 || seen.insert(block.text).inserted
        }
        guard kept.contains(where: isText) else { return kept }
        let first = kept.firstIndex(where: isText) ?? 0
        var index = 0
        kept.removeAll { block in
            defer { index += 1 }
            guard index < first || index < 3, index < Self.depth else { return false }
            return isDateOrWriter(block)
        }
        var looked = 0
        while let last = kept.last, looked < 2 * Self.depth, !isText(last),
            kept.contains(where: isText)
        {
            looked += 1
            guard last.kind == .heading || isDateOrWriter(last) || isStump(last) else { break }
            kept.removeLast()
        }
        return kept
    }

    private func isText(_ block: Block) -> Bool {
        block.text.utf8.count >= Self.textLength
    }

    /// A few words that are no sentence.
    private func isStump(_ block: Block) -> Bool {
        guard block.kind == .body, block.text.utf8.count <= 40 else { return false }
        guard let last = block.text.unicodeScalars.last else { return true }
        return last.properties.isAlphabetic
    }

    private func isDateOrWriter(_ block: Block) -> Bool {
        let text = block.text
        guard block.kind != .heading, text.utf8.count <= 100 else { return false }
        if let found = DateReader(lexicon: lexicon).first(in: text), found.otherWords <= 4,
            text.unicodeScalars.last != "."
        {
            return true
        }
        let name = lexicon.phrases.withoutBy(text)
        return name != text && name.utf8.count <= 60 && Words(name).count <= 6
            && name.unicodeScalars.first?.properties.isUppercase == true
            && name.unicodeScalars.last != "."
    }
}
