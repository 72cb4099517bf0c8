public import Messages

/// Makes acts of events: what their codes in other books depend on, with the words around.
public enum ActReader {
    /// So many words after a trigger may be its object.
    private static let reach = 10
    /// So many words before it may negate it, say that somebody claims it, or name who does it.
    private static let before = (negating: 5, claiming: 8, naming: 8)
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
        var behind: [String] = []
        var isNear = true
        for (word, span) in zip(words.texts, words.spans) {
            if span.end <= trigger.start {
                earlier.append(word)
            } else if span.start < trigger.end {
                told.append(word)
            } else {
                let mark = words.isEnded(between: behind.isEmpty ? trigger.end : nil, span.start)
                if nearby.count == reach || mark || ends.contains(word) { isNear = false }
                if isNear { nearby.append(word) }
                behind.append(word)
            }
        }
        return Act(
            type: type, mode: mode, contexts: contexts, status: status,
            isAhead: earlier.suffix(before.negating).contains(where: refusing.contains)
                || told.contains(where: refusing.contains), isDenied: isDenied,
            isClaimed: earlier.suffix(before.claiming).contains { $0.hasPrefix("claim") },
            cameo: cameo,
            trigger: told, nearby: nearby, behind: behind,
            before: earlier.suffix(before.naming))
    }
}
