internal import Messages

/// Merges what one article tells twice. In doubt it does not.
struct Merger {
    private let text: ScalarText
    private(set) var events: [Event] = []
    private var predicates: [String?] = []
    private var relations: [Int] = []
    private var byKey: [String: [Int]] = [:]
    private var words: [Int: Set<String>] = [:]
    private static let sharedWords = 0.6

    init(text: ScalarText) { self.text = text }

    /// Adds an event, or a mention to one that is the same.
    ///
    /// - Returns: the number of the relation that told the same event first, if one did.
    mutating func add(_ event: Event, predicate: String?, relation: Int) -> Int? {
        let key = Merger.key(event)
        for number in byKey[key] ?? [] where same(number, event, predicate) {
            // Two triggers of one predicate in one sentence tell one event.
            if events[number].mentions.contains(where: {
                $0.triggerSpan == event.evidence.triggerSpan
            }) {
                return relations[number]
            }
            if events[number].mentions.last?.sentenceIndex != event.evidence.sentenceIndex {
                events[number].mentions += event.mentions
                let more = (1 - events[number].confidence) * 0.3 * event.confidence
                events[number].confidence =
                    ((events[number].confidence + more) * 1000).rounded() / 1000
            }
            return relations[number]
        }
        byKey[key, default: []].append(events.count)
        events.append(event)
        predicates.append(predicate)
        relations.append(relation)
        return nil
    }

    private static func key(_ event: Event) -> String {
        let sources = event.sources.map(\.key).sorted().joined(separator: "\u{1F}")
        let targets = event.targets.map(\.key).sorted().joined(separator: "\u{1F}")
        return [event.type.rawValue, event.status.rawValue, sources, targets]
            .joined(separator: "\u{1E}")
    }

    private mutating func same(_ number: Int, _ event: Event, _ predicate: String?) -> Bool {
        let known = events[number]
        guard compatible(known.date, event.date), known.channel == event.channel else {
            return false
        }
        if known.evidence.sentenceIndex == event.evidence.sentenceIndex {
            return predicate != nil && predicates[number] == predicate || known.mode == event.mode
        }
        // Talks of the same parties at the same time are the same talks; of words there may be many.
        if event.type == .consult { return known.mode == event.mode }
        guard known.mode == event.mode else { return false }
        let left = content(known.evidence.sentenceIndex, known.evidence.sentence)
        let right = content(event.evidence.sentenceIndex, event.evidence.sentence)
        let shared = left.intersection(right).count
        return Double(shared) >= Merger.sharedWords * Double(min(left.count, right.count))
    }

    private func compatible(_ left: EventDate, _ right: EventDate) -> Bool {
        let told = left.text != nil && right.text != nil
        return !told || left.start <= right.end && right.start <= left.end
    }

    private mutating func content(_ number: Int, _ sentence: String) -> Set<String> {
        if let known = words[number] { return known }
        let set = Set(
            sentence.split { !$0.isLetter }.filter { $0.utf8.count > 3 }.map { $0.lowercased() })
        words[number] = set
        return set
    }
}
