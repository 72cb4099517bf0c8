public import Messages

/// Holds the events of articles against those that people found.
public struct EventEvaluation {
    /// An event as one of its sentences tells it.
    public struct Told: Sendable, Hashable {
        /// The article's id.
        public var article: String
        /// The sentence.
        public var sentence: String
        /// The type.
        public var type: EventType
        /// The mode.
        public var mode: String?
        /// The status told there.
        public var status: EventStatus
        /// Entity and country of those who do it.
        public var sources: [Actor]
        /// Entity and country of those whom it is done to.
        public var targets: [Actor]

        /// An actor.
        public struct Actor: Sendable, Hashable {
            /// As `LBY/GOV`; nil if unknown.
            public var entity: String?
            /// As `LBY`; nil if unknown.
            public var country: String?
        }
    }

    /// What came of it.
    public struct Result: Sendable {
        /// Found events, and the true one that each is, if any.
        public var found: [(told: Told, gold: GoldEvents.Event?)] = []
        /// Required events that were not found.
        public var missed: [GoldEvents.Event] = []
        /// Required events that were.
        public var met = 0
        /// Whether the status is one of the true ones, of those that are a true one.
        public var statusRight = 0
        /// The same of the mode.
        public var modeRight = 0

        /// None yet.
        public init() {}

        /// Of the found, how many are a true one.
        public var right: Int { found.count { $0.gold != nil } }
        /// True of found, in percent.
        public var precision: Double { Result.percent(right, found.count) }
        /// Found of required, in percent.
        public var recall: Double { Result.percent(met, met + missed.count) }
        /// The harmonic mean of both.
        public var f1: Double {
            precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
        }
        /// Right statuses of true events found, in percent.
        public var statusAccuracy: Double { Result.percent(statusRight, right) }
        /// Right modes of true events found, in percent.
        public var modeAccuracy: Double { Result.percent(modeRight, right) }

        private static func percent(_ part: Int, _ whole: Int) -> Double {
            whole == 0 ? 0 : 100 * Double(part) / Double(whole)
        }
    }

    private let coder: any EventCoder
    private let gold: GoldEvents
    private let countries: Set<String>
    private let file: String
    private var texts: [String: [String]] = [:]
    private var told: [Told] = []

    /// An evaluation of `coder` by `gold`, which was read from `file`. `countries` are the codes that
    /// stand for states and for kinds of actors of no state; all others are organisations.
    public init(
        _ coder: any EventCoder, by gold: GoldEvents, file: String, countries: Set<String>
    ) {
        self.coder = coder
        self.gold = gold
        self.file = file
        self.countries = countries
    }

    /// Codes an article.
    public mutating func add(_ article: Article) throws {
        let id = article.info.id
        texts[id] = try coder.sentences(of: article)
        for event in try coder.events(in: article) {
            func actors(_ actors: [ActorReference]) -> [Told.Actor] {
                actors.map { Told.Actor(entity: $0.entity, country: $0.country) }
            }
            for mention in event.mentions {
                told.append(
                    Told(
                        article: id, sentence: mention.sentence, type: event.type,
                        mode: event.mode, status: mention.status,
                        sources: actors(event.sources), targets: actors(event.targets)))
            }
        }
    }

    /// What came of the articles that were added.
    public func result() throws(DatasetError) -> Result {
        var places: [(article: String, sentence: String)] = []
        for event in gold.events { places.append(try place(event)) }
        let rows = Dictionary(grouping: gold.events.indices) { places[$0].article }
        let columns = Dictionary(grouping: told.indices) { told[$0].article }
        var pairs: [(row: Int, column: Int)] = []
        for (article, rows) in rows {
            guard let columns = columns[article] else { continue }
            let values = rows.map { row in
                columns.map { value(gold.events[row], places[row].sentence, told[$0]) }
            }
            pairs += Assignment.pairs(values).filter { values[$0.row][$0.column] > 0 }
                .map { (rows[$0.row], columns[$0.column]) }
        }
        var result = Result()
        result.found = told.map { ($0, nil) }
        var met: Set<Int> = []
        for (row, column) in pairs {
            let event = gold.events[row]
            result.found[column].gold = event
            met.insert(row)
            if event.isRequired { result.met += 1 }
            if status(event, told[column]) { result.statusRight += 1 }
            if event.modes.isEmpty || event.modes.contains(told[column].mode) {
                result.modeRight += 1
            }
        }
        result.missed = gold.events.indices.filter {
            gold.events[$0].isRequired && !met.contains($0)
        }
        .map { gold.events[$0] }
        return result
    }

    /// The article and the sentence of a true event.
    private func place(
        _ event: GoldEvents.Event
    ) throws(DatasetError) -> (article: String, sentence: String) {
        func error(_ reason: String) -> DatasetError {
            DatasetError(file, line: event.line, reason)
        }
        guard let article = event.article ?? (texts.count == 1 ? texts.keys.first : nil) else {
            throw error("there are \(texts.count) articles: name its id under article")
        }
        guard let sentences = texts[article] else {
            throw error("there is no article \"\(article)\" in --articles")
        }
        switch event.place {
        case .text(let text): return (article, text)
        case .number(let number):
            guard sentences.indices.contains(number - 1) else {
                throw error(
                    "there is no sentence \(number): the article has \(sentences.count); give the "
                        + "sentence itself instead of its number")
            }
            return (article, sentences[number - 1])
        }
    }

    /// What it is worth to take one for the other: as many as can be; among those, what must be found,
    /// and with its status.
    private func value(_ event: GoldEvents.Event, _ sentence: String, _ told: Told) -> Double {
        guard fits(event, sentence, told) else { return 0 }
        return 1 + (event.isRequired ? 0.01 : 0) + (status(event, told) ? 0.0001 : 0)
    }

    private func status(_ event: GoldEvents.Event, _ told: Told) -> Bool {
        event.statuses.isEmpty || event.statuses.contains(told.status)
    }

    private func fits(_ event: GoldEvents.Event, _ sentence: String, _ told: Told) -> Bool {
        event.type == told.type && EventEvaluation.same(sentence, told.sentence)
            && same(event.sources, told.sources) && same(event.targets, told.targets)
    }

    /// Whether actors are the same: by country, by organisation where the true one is one.
    private func same(_ gold: [String], _ found: [Told.Actor]) -> Bool {
        let wanted = Set(gold.map(EventEvaluation.owner))
        let got = found.map { actor -> String in
            // Where an organisation is asked for, it is that; else its country.
            if let owner = actor.entity.map(EventEvaluation.owner), wanted.contains(owner),
                !countries.contains(owner)
            {
                return owner
            }
            return actor.country ?? "?"
        }
        return wanted == Set(got)
    }

    private static func owner(_ entity: String) -> String {
        entity.split(separator: "/").first.map(String.init) ?? entity
    }

    /// Shortest text, without white space, that may be a part of another, in scalars.
    private static let partLength = 30

    /// Whether two sentences are the same without white space, or the one is part of the other and
    /// not too short for that to be chance.
    static func same(_ left: String, _ right: String) -> Bool {
        let left = left.filter { !$0.isWhitespace }
        let right = right.filter { !$0.isWhitespace }
        if left == right { return true }
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        return short.unicodeScalars.count > partLength && long.contains(short)
    }
}
