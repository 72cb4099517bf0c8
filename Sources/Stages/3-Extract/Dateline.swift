internal import Language

/// The words that say where an article was written: "ANKARA (Reuters) -".
enum Dateline {
    /// So many words a dateline has, and so many with a date or an agency in it.
    private static let length = (plain: 10, dated: 18)

    /// The first token after a dateline; 0 if there is none.
    static func end(_ view: SentenceView) -> Int {
        guard view.tokens.count > 4, view.tokens[0].shape.contains(.capitals) else { return 0 }
        for index in 1..<min(length.dated, view.tokens.count) {
            if index >= length.plain, !isPart(index, view) { return 0 }
            guard let mark = view.mark(index) else { continue }
            guard mark == "-" || mark.value == 0x2013 || mark.value == 0x2014 else { continue }
            // "U.S.-backed" is one word.
            let isJoined =
                view.tokens[index - 1].end == view.tokens[index].start
                && index + 1 < view.tokens.count
                && view.tokens[index].end == view.tokens[index + 1].start
            return isJoined ? 0 : index + 1
        }
        return 0
    }

    /// Whether a word may stand in a long dateline: a name, a number or a mark.
    private static func isPart(_ index: Int, _ view: SentenceView) -> Bool {
        view.tags[index] == .mark
            || !view.tokens[index].shape.isDisjoint(with: [.capital, .number])
    }
}
