internal import Messages

/// Merges what one article tells twice. In doubt it does not.
struct Merger {
    private let text: ScalarText
    private(set) var events: [Event] = []
    private var predicates: [String?] = []
    private var relations: [Int] = []
    private var byKey: [String: [Int]] = [:]
    private var words: [Int: Set<String>] = [:]
    /// The sentences that head a text or a part of it.
    private var headings: Set<Int> = []
    /// How many of a sentence's words another must share to tell the same.
    private static let sharedWords = 0.6
    /// The same where one of the two is a heading, which tells in few words what the text tells.
    private static let headingWords = 0.3
    /// Of these a sentence tells the same parties' at the same time only once.
    private static let deeds: Set<EventType> = [.consult, .assault]

    init(text: ScalarText) { self.text = text }

    /// Adds an event, or a mention to one that is the same.
    ///
    /// - Returns: the number of the relation that told the same event first, if one did.
    mutating func add(
        _ event: Event, predicate: String?, relation: Int, isHeading: Bool
    ) -> Int? {
        if isHeading { headings.insert(event.evidence.sentenceIndex) }
        let key = Merger.key(event)
        for number in byKey[key] ?? [] where same(number, event, predicate) {
            // Two triggers of one predicate in one sentence tell one event.
            if events[number].mentions.contains(where: {
                $0.triggerSpan == event.evidence.triggerSpan
            }) {
                return relations[number]
            }
            events[number].casualties = events[number].casualties ?? event.casualties
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

    /// What must be equal. Of a meeting it is the parties together: who visits a host meets him.
    private static func key(_ event: Event) -> String {
        let isMeeting = event.type == .consult
        let first = isMeeting ? event.sources + event.targets : event.sources
        let sources = first.map(\.key).sorted().joined(separator: "\u{1F}")
        let targets =
            isMeeting
            ? "" : event.targets.map(\.key).sorted().joined(separator: "\u{1F}")
        return [event.type.rawValue, event.status.rawValue, sources, targets]
            .joined(separator: "\u{1E}")
    }

    private mutating func same(_ number: Int, _ event: Event, _ predicate: String?) -> Bool {
        let known = events[number]
        guard compatible(known.date, event.date),
            agree(Merger.kind(known.channel), Merger.kind(event.channel))
        else { return false }
        if known.evidence.sentenceIndex == event.evidence.sentenceIndex {
            // "travelled to Oslo and met the king", "a bomb attack has killed four": one deed.
            if Merger.deeds.contains(event.type), agree(known.mode, event.mode) { return true }
            return predicate != nil && predicates[number] == predicate || known.mode == event.mode
        }
        let left = content(known.evidence.sentenceIndex, known.evidence.sentence)
        let right = content(event.evidence.sentenceIndex, event.evidence.sentence)
        let shared = Double(left.intersection(right).count)
        let fewer = Double(min(left.count, right.count))
        if headings.contains(known.evidence.sentenceIndex)
            != headings.contains(event.evidence.sentenceIndex)
        {
            return agree(known.mode, event.mode)
                && (predicate != nil && predicates[number] == predicate
                    || shared >= Merger.headingWords * fewer)
        }
        // Talks of the same parties at the same time are the same talks; of words there may be many.
        if event.type == .consult { return known.mode == event.mode }
        return known.mode == event.mode && shared >= Merger.sharedWords * fewer
    }

    /// Whoever visits somebody meets him.
    private static func kind(_ channel: Channel?) -> Channel? {
        channel == .visit ? .meeting : channel
    }

    /// Whether two tell the same, or one of them nothing.
    private func agree<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
        left == nil || right == nil || left == right
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
