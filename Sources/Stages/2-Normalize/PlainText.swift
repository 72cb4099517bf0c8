import Messages

/// Finds the paragraphs of plain text.
enum PlainText {
    /// The paragraphs that `lines`, as ``TextCleaner`` gives them, make.
    static func blocks(_ lines: [String]) -> [Block] {
        let groups = lines.split(separator: "", omittingEmptySubsequences: true)
        guard let first = groups.first else { return [] }
        let width = WrapWidth(groups, isSeparated: groups.count > 1)
        var texts: [String] = []
        if groups.count == 1, width == nil {
            texts = Array(first)
        } else {
            for group in groups { texts += paragraphs(group, width) }
        }
        return classified(texts)
    }

    /// The paragraphs of lines that no blank line separates.
    private static func paragraphs(_ group: ArraySlice<String>, _ width: WrapWidth?) -> [String] {
        guard let width else { return Array(group) }
        var texts: [String] = []
        var previous: String?
        for line in group {
            if let before = previous, width.continues(before, with: line),
                !ParagraphRules.isItem(line)
            {
                // A word broken at its hyphen keeps it: whether it belongs is anybody's guess.
                let joint = before.hasSuffix("-") && !before.hasSuffix(" -") ? "" : " "
                texts[texts.count - 1] += joint + line
            } else {
                texts.append(line)
            }
            previous = line
        }
        return texts
    }

    private static func classified(_ texts: [String]) -> [Block] {
        var blocks: [Block] = []
        for text in texts {
            if ParagraphRules.isItem(text) {
                let bare = ParagraphRules.withoutBullet(text)
                if !bare.isEmpty { blocks.append(Block(.item, bare)) }
            } else if ParagraphRules.isQuotation(text) {
                blocks.append(Block(.quote, text))
            } else {
                blocks.append(Block(ParagraphRules.isHeading(text) ? .heading : .body, text))
            }
        }
        // A heading stands before something; the last line does not.
        if let last = blocks.indices.last, blocks[last].kind == .heading {
            blocks[last].kind = .body
        }
        return blocks
    }
}

/// The width at which the lines of a text were broken, if they were.
struct WrapWidth {
    let width: Int

    /// The wrap width of `groups` of lines; nil if the lines are paragraphs themselves.
    ///
    /// - Parameter isSeparated: whether blank lines separate the groups. Without them the lines
    ///   must show more clearly that they run on.
    init?(_ groups: [ArraySlice<String>], isSeparated: Bool) {
        var widest = 0
        var tooWide = 0
        var count = 0
        for line in groups.joined() {
            count += 1
            let size = line.unicodeScalars.count
            if size <= 100 { widest = max(widest, size) } else { tooWide += 1 }
        }
        guard (50...100).contains(widest), tooWide * 10 <= count else { return nil }
        width = widest
        var breaks = 0
        var full = 0
        var runningOn = 0
        for group in groups {
            for (line, next) in zip(group, group.dropFirst()) where !ParagraphRules.isItem(next) {
                breaks += 1
                if continues(line, with: next) { full += 1 }
                if next.unicodeScalars.first?.properties.isLowercase == true { runningOn += 1 }
            }
        }
        guard breaks >= (isSeparated ? 1 : 2) else { return nil }
        guard full * 10 >= breaks * 6 else { return nil }
        if !isSeparated, runningOn * 2 < breaks { return nil }
    }

    /// Whether `next` goes on with what `line` began: its first word did not fit any more.
    func continues(_ line: String, with next: String) -> Bool {
        let size = line.unicodeScalars.count
        let word = next.unicodeScalars.prefix { $0 != " " }.count
        return size + 1 + word > width - 4 && size * 2 > width
    }
}
