/// GUM's entity brackets: `(identity-type-status-…` opens a mention, `identity)` closes it, both at
/// once is a mention of one word. Pieces of one mention, `identity[1/2]`, are its whole span.
public enum EntityBrackets {
    /// A mention.
    public struct Mention: Hashable, Sendable {
        /// Its first word, from 0.
        public var first: Int
        /// Its last word.
        public var last: Int
        /// What it is.
        public var type: String
        /// What it names.
        public var identity: String
    }

    /// Why brackets cannot be read.
    struct Fault: Error {
        var reason: String
    }

    /// The mentions of a sentence, by first word and then longest first, from the values of its
    /// words, which are empty where there is none. Of several with one span, the first counts.
    static func read(_ values: [String]) throws(Fault) -> [Mention] {
        var open: [(name: String, mention: Mention)] = []
        var found: [Mention] = []
        func close(_ name: Substring, _ word: Int) throws(Fault) {
            guard let place = open.lastIndex(where: { $0.name == name }) else {
                throw Fault(reason: "entity \(name) closes but was not open")
            }
            var mention = open.remove(at: place).mention
            mention.last = word
            found.append(mention)
        }
        for (word, value) in values.enumerated() {
            var rest = Substring(value)
            while !rest.isEmpty {
                if rest.first == "(" {
                    rest = rest.dropFirst()
                    let end = rest.firstIndex { $0 == "(" || $0 == ")" } ?? rest.endIndex
                    let fields = rest[..<end].split(
                        separator: "-", omittingEmptySubsequences: false)
                    guard fields.count >= 2, let name = fields.first else {
                        throw Fault(reason: "an entity bracket without a type: \(value)")
                    }
                    let identity = name.prefix { $0 != "[" }
                    open.append(
                        (
                            String(name),
                            Mention(
                                first: word, last: word, type: String(fields[1]),
                                identity: String(identity))
                        ))
                    rest = rest[end...]
                    if rest.first == ")" {
                        rest = rest.dropFirst()
                        try close(name, word)
                    }
                } else {
                    guard let end = rest.firstIndex(of: ")") else {
                        throw Fault(reason: "an entity bracket that cannot be read: \(value)")
                    }
                    try close(rest[..<end], word)
                    rest = rest[rest.index(after: end)...]
                }
            }
        }
        guard open.isEmpty else { throw Fault(reason: "entity \(open[0].name) is not closed") }
        var spans: Set<Range<Int>> = []
        return found.sorted { ($0.first, $1.last) < ($1.first, $0.last) }
            .filter { spans.insert($0.first..<$0.last + 1).inserted }
    }
}
