import Messages

/// Reads the paragraphs inside a page's main part.
struct HTMLBlockReader {
    private let tree: HTMLTree
    private let outline: HTMLOutline
    private let phrases: LinePhrases
    private var blocks: [Block] = []
    private var size = 0
    private(set) var isCut = false

    /// The paragraph being read. Line breaks of the page are the byte 0x0B, white space is 0x20.
    private var line: [UInt8] = []
    private var linked = 0
    private var strong = 0
    private var visible = 0
    /// Open elements that matter, innermost last, and where they end.
    private var open: [(end: Int, tag: HTMLTag)] = []
    /// How many of them are of each tag, so that nothing searches a stack of hostile depth.
    private var depth = [Int](repeating: 0, count: 32)

    private var isLead = false

    private static let lineBreak: UInt8 = 0x0B

    init(_ tree: HTMLTree, _ outline: HTMLOutline, _ phrases: LinePhrases) {
        self.tree = tree
        self.outline = outline
        self.phrases = phrases
    }

    /// The paragraphs, up to about twice what an article may hold.
    mutating func read(_ checkpoint: () throws -> Void) throws -> [Block] {
        for piece in outline.pieces {
            isLead = piece.isLead
            try read(piece.nodes, checkpoint)
        }
        return blocks
    }

    private mutating func read(_ range: Range<Int>, _ checkpoint: () throws -> Void) throws {
        var index = range.lowerBound
        while index < range.upperBound {
            if index % 10_000 == 0 { try checkpoint() }
            if size > Normalizer.textBound || blocks.count > Limits.listCount {
                isCut = true
                break
            }
            let node = tree.nodes[index]
            closeElements(before: index)
            if outline.isDropped[index] {
                if node.tag.separates { flush() }
                index = max(index + 1, Int(node.end))
                continue
            }
            if node.isText { append(node) } else { enter(node, index) }
            index += 1
        }
        closeElements(before: range.upperBound)
        flush()
        // What began before the next piece and did not end is not open in it.
        for element in open { depth[Int(element.tag.rawValue)] -= 1 }
        open.removeAll()
    }

    private mutating func closeElements(before index: Int) {
        while let last = open.last, last.end <= index {
            if last.tag.separates { flush() }
            open.removeLast()
            depth[Int(last.tag.rawValue)] -= 1
        }
    }

    private mutating func enter(_ node: HTMLTree.Node, _ index: Int) {
        if node.tag.separates { flush() }
        switch node.tag {
        case .lineBreak: line.append(Self.lineBreak)
        case .cell where !line.isEmpty: line += Array(" | ".utf8)
        case .inline: break
        default:
            open.append((Int(node.end), node.tag))
            depth[Int(node.tag.rawValue)] += 1
        }
    }

    private mutating func append(_ node: HTMLTree.Node) {
        let isLinked = isInside(.anchor)
        let isStrong = isInside(.strong)
        let keepsLines = isInside(.preformatted)
        var count = 0
        for position in Int(node.start)..<Int(node.start + node.count) {
            let byte = tree.bytes[position]
            if byte > 0x20 {
                line.append(byte)
                count += 1
            } else if byte == 0x0A, keepsLines {
                line.append(Self.lineBreak)
            } else if line.last != 0x20 {
                line.append(0x20)
            }
        }
        visible += count
        if isLinked { linked += count }
        if isStrong { strong += count }
        // A page of one endless paragraph must not be held twice.
        if line.count > 2 * Normalizer.textBound { flush() }
    }

    /// Ends the paragraph and keeps it, if it is worth it.
    private mutating func flush() {
        defer {
            line.removeAll(keepingCapacity: true)
            (linked, strong, visible) = (0, 0, 0)
        }
        guard visible > 0 else { return }
        let kind = kind
        let part = Double(linked) / Double(visible)
        // Lists of links are navigation, whatever they are called.
        if kind != .heading, part > 0.7, visible < 200, part > 0.95 || !endsSentence { return }
        if isLead, kind != .heading || !isInside(.heading) {
            guard visible >= 60, part < 0.3, endsSentence else { return }
        }
        if part > 0.3, kind != .heading, leadsToLink { return }
        let isBold = strong * 10 >= visible * 9
        for text in pieces() {
            if phrases.tells(text, linked: part, endsSentence: Self.endsSentence(text)) { continue }
            size += text.utf8.count + 1
            if kind == .body, ParagraphRules.isQuotation(text) {
                blocks.append(Block(.quote, text))
            } else if kind == .body, isBold, ParagraphRules.isHeading(text) {
                blocks.append(Block(.heading, text))
            } else {
                blocks.append(Block(kind, text))
            }
        }
    }

    /// Whether the line is a few words, a colon, and a link: `Background: how it began`.
    private var leadsToLink: Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon < 40 else { return false }
        let before = line[..<colon].filter { $0 > 0x20 }.count + 1
        return before + linked >= visible && line[colon...].filter { $0 == 0x20 }.count >= 3
    }

    private static func endsSentence(_ text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        while let last = rest.last, closers.contains(last) { rest.removeLast() }
        return rest.last.map { enders.contains($0) } ?? false
    }

    private static let closers: Set<Unicode.Scalar> = [
        "\"", "'", "”", "’", "»", ")", "]", " ", "“", "›", "」", "\u{A0}", "\u{B}",
    ]
    private static let enders: Set<Unicode.Scalar> = [
        ".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔", ":", ";",
    ]

    private var endsSentence: Bool {
        // The last signs suffice; cut inside one, its rest is a replacement that ends nothing.
        Self.endsSentence(String(decoding: line.suffix(24), as: UTF8.self))
    }

    private func isInside(_ tag: HTMLTag) -> Bool { depth[Int(tag.rawValue)] > 0 }

    private var kind: Article.Paragraph.Kind {
        if isInside(.heading) { return .heading }
        if isInside(.quote) { return .quote }
        return isInside(.item) ? .item : .body
    }

    /// The paragraph's text, in several pieces where two line breaks stand together.
    private func pieces() -> [String] {
        let lines = line.split(separator: Self.lineBreak, omittingEmptySubsequences: false)
        if lines.count == 1 { return clean(line[...]) }
        let texts = lines.map { clean($0).first ?? "" }
        if isInside(.preformatted) {
            return PlainText.blocks(texts).map(\.text)
        }
        return texts.split(separator: "").map { $0.joined(separator: " ") }
    }

    private func clean(_ bytes: ArraySlice<UInt8>) -> [String] {
        TextCleaner.lines(String(decoding: bytes, as: UTF8.self), limit: Normalizer.textBound).lines
            .filter { !$0.isEmpty }
    }
}
