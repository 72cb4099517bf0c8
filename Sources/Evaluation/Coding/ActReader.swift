public import Messages
public import Ontology

/// Makes acts of events: what their codes in other books depend on, with the words around.
public enum ActReader {
    /// So many words after a trigger may be its object.
    private static let reach = 10
    /// So many words before it may negate it, or say that somebody claims it.
    private static let before = (negating: 5, claiming: 8)
    /// Words that end what belongs to a trigger.
    private static let ends: Set<String> = [
        "after", "although", "amid", "as", "because", "before", "but", "despite", "during",
        "following", "over", "since", "that", "though", "unless", "until", "when", "where",
        "which", "while", "who", "whose",
    ]
    private static let refusing: Set<String> = [
        "will", "wo", "won't", "won’t", "would", "wouldn't", "wouldn’t", "shall", "never",
        "refuse", "refuses", "refused", "refusing", "cannot",
    ]

    /// The act of `event`, which stands in the text `sentence` that begins at `offset` of its
    /// article.
    public static func act(of event: Event, in sentence: ScalarText, offset: Int) -> Act {
        act(
            type: event.type, mode: event.mode, contexts: event.contexts, status: event.status,
            cameo: event.cameo, isDenied: event.attribution?.kind == .denial,
            trigger: event.evidence.triggerSpan.shifted(by: -offset), in: sentence)
    }

    /// An act whose trigger stands at `trigger` of `sentence`.
    public static func act(
        type: EventType, mode: String?, contexts: [String], status: EventStatus, cameo: String?,
        isDenied: Bool, trigger: Span, in sentence: ScalarText
    ) -> Act {
        let words = Words(sentence)
        var told: [String] = []
        var nearby: [String] = []
        var earlier: [String] = []
        for (word, span) in zip(words.texts, words.spans) {
            if span.end <= trigger.start {
                earlier.append(word)
            } else if span.start < trigger.end {
                told.append(word)
            } else {
                if nearby.count == reach || ends.contains(word) { break }
                if words.isEnded(between: nearby.isEmpty ? trigger.end : nil, span.start) { break }
                nearby.append(word)
            }
        }
        return Act(
            type: type, mode: mode, contexts: contexts, status: status,
            isAhead: earlier.suffix(before.negating).contains(where: refusing.contains)
                || told.contains(where: refusing.contains), isDenied: isDenied,
            isClaimed: earlier.suffix(before.claiming).contains { $0.hasPrefix("claim") },
            cameo: cameo,
            trigger: told, nearby: nearby)
    }
}

/// The words of a text, in lower case, with where they stand.
struct Words {
    private(set) var texts: [String] = []
    private(set) var spans: [Span] = []
    private let scalars: [Unicode.Scalar]

    init(_ text: ScalarText) {
        scalars = text.scalars
        var start: Int?
        for index in 0...scalars.count {
            let inside = index < scalars.count && Words.isInside(scalars, index)
            if inside, start == nil { start = index }
            if !inside, let first = start {
                texts.append(text[Span(first, index)].lowercased())
                spans.append(Span(first, index))
                start = nil
            }
        }
    }

    /// Whether a mark that ends a clause stands right before `position`, after `start` if given.
    func isEnded(between start: Int?, _ position: Int) -> Bool {
        var index = position - 1
        while index >= (start ?? 0), !Words.isInside(scalars, index) {
            if ["." as Unicode.Scalar, ";", ":", "!", "?"].contains(scalars[index]) { return true }
            index -= 1
        }
        return false
    }

    /// Letters, digits, and what joins them: hyphens and apostrophes between them.
    private static func isInside(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        func isWord(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        if isWord(scalars[index]) { return true }
        guard ["-" as Unicode.Scalar, "'", "\u{2019}"].contains(scalars[index]), index > 0,
            index + 1 < scalars.count
        else { return false }
        return isWord(scalars[index - 1]) && isWord(scalars[index + 1])
    }
}
