import Messages

/// A paragraph on its way into an article.
struct Block: Hashable {
    var kind: Article.Paragraph.Kind
    /// Clean, on one line.
    var text: String

    init(_ kind: Article.Paragraph.Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// Drops whole paragraphs from the end until all together take at most `limit` bytes, joined
    /// by newlines; a first paragraph that is longer alone is cut after a sentence or a word.
    ///
    /// - Returns: whether anything was dropped.
    static func cut(_ blocks: inout [Block], to limit: Int) -> Bool {
        var size = -1
        for (index, block) in blocks.enumerated() {
            size += 1 + block.text.utf8.count
            if size <= limit && index < Limits.listCount { continue }
            if index == 0 {
                blocks = [Block(block.kind, head(of: block.text, limit: limit))]
            } else {
                blocks.removeSubrange(index...)
            }
            return true
        }
        return false
    }

    private static func head(of text: String, limit: Int) -> String {
        let bytes = Array(text.prefix(utf8: limit).utf8)
        var space: Int?
        // A sentence end in the last half, else a space there, else wherever the limit falls.
        for position in stride(from: bytes.count - 1, to: bytes.count / 2, by: -1)
        where bytes[position] == UInt8(ascii: " ") {
            if space == nil { space = position }
            let before = bytes[position - 1]
            if before == UInt8(ascii: ".") || before == UInt8(ascii: "!")
                || before == UInt8(ascii: "?")
            {
                return String(decoding: bytes[..<position], as: UTF8.self)
            }
        }
        return String(decoding: bytes[..<(space ?? bytes.count)], as: UTF8.self)
    }
}
