public import Messages

/// Sentences with two actors each, and what the one does to the other.
public struct RelationSet: Sendable {
    /// A sentence and its actors.
    public struct Item: Sendable {
        /// The line in the file, from 1.
        public var line: Int
        /// The sentence.
        public var sentence: String
        /// The words of the actor.
        public var source: String
        /// The words of the one acted upon.
        public var target: String
        /// The true label, CONCEDE and RETREAT being YIELD; nil if there is none, or if it is
        /// STATEMENT or none, which are not scored.
        public var root: String?
        /// The true quad, 1 to 4; nil if there is none.
        public var quad: Int?
        /// The whole line, as it stands in the file.
        public var fields: [String]
    }

    /// The 15 labels: PLOVER's types, CONCEDE and RETREAT in one.
    public static let labels = [
        "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ]

    /// The names of the file's columns.
    public let columns: [String]
    /// Its lines.
    public let items: [Item]
    /// Lines whose label is not scored.
    public let unscored: Int

    /// Whether there is anything to score.
    public var isLabelled: Bool { items.contains { $0.root != nil } }

    /// Reads the bytes of a file with the columns `sentence`, `source`, `target` and perhaps `root` and
    /// `quad`; `file` is named in errors.
    public init(_ bytes: [UInt8], file: String) throws(DatasetError) {
        let table = try TabbedFile(
            bytes, file: file, needed: ["sentence", "source", "target"])
        columns = table.columns
        let root = table.column("root")
        var items: [Item] = []
        var unscored = 0
        for row in table.rows {
            func field(_ name: String) -> String { table.column(name).map { row.fields[$0] } ?? "" }
            var item = Item(
                line: row.line, sentence: field("sentence"), source: field("source"),
                target: field("target"), root: nil, fields: row.fields)
            guard item.sentence.contains(where: { !$0.isWhitespace }) else {
                throw table.error(row, "the sentence is empty")
            }
            if let root, !row.fields[root].isEmpty {
                item.root = RelationSet.folded(row.fields[root])
                if item.root == nil {
                    guard ["STATEMENT", "NONE"].contains(row.fields[root].uppercased()) else {
                        throw table.error(
                            row,
                            "the root \"\(row.fields[root])\" is none of "
                                + RelationSet.labels.joined(separator: ", "))
                    }
                    unscored += 1
                }
            }
            if let quad = table.column("quad"), !row.fields[quad].isEmpty {
                guard let number = Int(row.fields[quad]), (0...4).contains(number) else {
                    throw table.error(row, "the quad \"\(row.fields[quad])\" is not 0 to 4")
                }
                item.quad = number > 0 ? number : nil
            }
            items.append(item)
        }
        self.items = items
        self.unscored = unscored
    }

    /// The label among the 15 that `name` is; nil if it is none.
    public static func folded(_ name: String) -> String? {
        switch name {
        case "CONCEDE", "RETREAT": "YIELD"
        case _ where labels.contains(name): name
        default: nil
        }
    }
}

extension RelationSet.Item {
    /// Where the actors stand in the sentence. Of words that stand there several times those are
    /// meant that stand closest to the other actor; nil for words that do not stand there.
    public var spans: (source: Span?, target: Span?) {
        let text = Array(sentence.unicodeScalars)
        let sources = RelationSet.places(of: source, in: text)
        let targets = RelationSet.places(of: target, in: text)
        var best: (source: Span, target: Span, distance: Int)?
        for source in sources {
            for target in targets {
                // Apart from each other, if that can be.
                let distance =
                    source.overlaps(target)
                    ? text.count : max(source.start - target.end, target.start - source.end)
                if best.map({ distance < $0.distance }) ?? true {
                    best = (source, target, distance)
                }
            }
        }
        return (best?.source ?? sources.first, best?.target ?? targets.first)
    }
}

extension RelationSet {
    /// More places than that are not looked at.
    private static let placesLimit = 64

    /// Where `words` stand in `text`, as words of their own if they do so at all.
    fileprivate static func places(of words: String, in text: [Unicode.Scalar]) -> [Span] {
        let wanted = Array(words.trimmingSpaces.unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= text.count else { return [] }
        var found: [Span] = []
        for start in 0...text.count - wanted.count
        where text[start] == wanted[0] && text[start..<start + wanted.count].elementsEqual(wanted) {
            found.append(Span(start, start + wanted.count))
            if found.count == placesLimit { break }
        }
        let whole = found.filter { span in
            (span.start == 0 || !text[span.start - 1].properties.isAlphabetic)
                && (span.end == text.count || !text[span.end].properties.isAlphabetic)
        }
        return whole.isEmpty ? found : whole
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpaces: String {
        var view = self[...]
        while view.first?.isWhitespace == true { view = view.dropFirst() }
        while view.last?.isWhitespace == true { view = view.dropLast() }
        return String(view)
    }
}
