import FoundationEssentials
import Knowledge
import Language
import Messages
import TestSupport
import Testing

@testable import Extract
@testable import Model

/// Sentences with what a model would have read in them, written by hand.
struct ReadFixture {
    /// What a model reads of an event, by words.
    struct Event {
        var anchor: String
        var type: String
        var status = "occurred"
        var chance: Float = 0.9
        var sources: [String] = []
        var targets: [String] = []
        var speaker: String?
    }

    /// The labels of a trained model.
    static let labels = Result {
        let path = Repository.path("Data/model/labels.json")
        struct Features: Decodable { var features: [String: [String]] }
        let features = try JSONDecoder().decode(
            Features.self, from: Data(contentsOf: URL(filePath: path)))
        return try Labels(path: path, order: features.features.keys.sorted())
    }

    let data: LanguageData
    let text: ScalarText
    var view: SentenceView
    let read: SentenceReading
    var memory = MentionMemory()
    var entities = EntityMemory()

    /// A sentence with its tree: a line a word, `form UPOS governor relation`, governors from 1. Words
    /// are parted by blanks except before marks and clitics, and around hyphens.
    init(
        _ tree: String, events: [Event] = [], entities: [[String]] = [], entityType: String? = nil
    ) throws {
        data = try LanguageFixture.data.get()
        let labels = try Self.labels.get()
        let grammar = Grammar(labels)
        var reading = Reading()
        var sentence = ""
        var spans: [Range<Int>] = []
        for line in tree.split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            let joins =
                [",", ".", "'s", ";", "-"].contains(fields[0]) || reading.forms.last == "-"
            if !sentence.isEmpty, !joins { sentence += " " }
            let start = sentence.unicodeScalars.count
            sentence += fields[0]
            spans.append(start..<sentence.unicodeScalars.count)
            reading.forms.append(fields[0])
            reading.words.append(
                Reading.Word(
                    lemma: fields[0].lowercased(),
                    upos: labels.upos.firstIndex(of: fields[1]) ?? -1, features: SIMD16(),
                    head: Int(fields[2]) ?? 0,
                    relation: labels.relations.firstIndex(of: fields[3]) ?? -1))
        }
        func range(_ words: String) -> ClosedRange<Int> {
            let wanted = words.split(separator: " ").map(String.init)
            for start in reading.forms.indices
            where Array(reading.forms[start...].prefix(wanted.count)) == wanted {
                return start...start + wanted.count - 1
            }
            preconditionFailure("no words \(words)")
        }
        reading.eventChances = [Float](repeating: 0.01, count: reading.forms.count)
        for event in events {
            reading.events.append(Self.event(event, labels.events, range))
            reading.eventChances[range(event.anchor).lowerBound] = event.chance
        }
        for (number, mentions) in entities.enumerated() {
            for words in mentions {
                let range = range(words)
                reading.mentions.append(
                    Reading.Mention(
                        first: range.lowerBound, last: range.upperBound,
                        type: entityType.flatMap(labels.entities.firstIndex) ?? 1,
                        head: range.first { !range.contains(reading.words[$0].head - 1) } ?? 0,
                        entity: number))
            }
        }
        text = ScalarText(sentence)
        let tokens = Tokenizer(data.vocabulary).tokens(
            of: text.scalars, in: 0..<text.count)
        let tags = Tagger(data.vocabulary).tags(tokens[...], text.scalars)
        view = SentenceView(
            number: 0, tokens: tokens, tags: tags,
            groups: VerbGroup.groups(tokens[...], tags, data.vocabulary), text: text)
        read = SentenceReading(reading, spans, tokens[...], grammar)
        let day = Day(number: 18_000)
        MentionFinder(data: data, day: day).find(in: &view, from: 0, &memory)
        self.entities.note(view, read)
    }

    private static func event(
        _ event: Event, _ names: EventLabels, _ range: (String) -> ClosedRange<Int>
    ) -> Reading.Event {
        func one(_ label: String, of labels: [String]) -> [Float] {
            labels.map { $0 == label ? 0.9 : 0.1 / Float(labels.count) }
        }
        var phrases: [Reading.Phrase] = []
        for (words, part) in event.sources.map({ ($0, names.source) })
            + event.targets.map({ ($0, names.target) })
            + (event.speaker.map { [($0, names.speaker)] } ?? [])
        {
            let range = range(words)
            phrases.append(
                Reading.Phrase(
                    first: range.lowerBound, last: range.upperBound, part: part, chance: 0.9))
        }
        let anchor = range(event.anchor)
        let types = one(event.type, of: names.types)
        return Reading.Event(
            anchor: anchor.lowerBound, trigger: Array(anchor), chance: event.chance, types: types,
            pairedTypes: types, statuses: one(event.status, of: names.statuses), modes: [],
            contexts: [], phrases: phrases)
    }

    /// The mentions that the phrase of some words names.
    mutating func resolve(_ words: String) -> [ActorMention] {
        let wanted = words.split(separator: " ").map(String.init)
        let start =
            read.reading.forms.indices.first {
                Array(read.reading.forms[$0...].prefix(wanted.count)) == wanted
            } ?? 0
        let resolver = PhraseResolver(data: data, roles: RoleFinder(data: data))
        return resolver.mentions(
            of: start...start + wanted.count - 1, &view, read, entities, &memory
        ).map { memory.all[$0] }
    }

    /// The candidate relations.
    mutating func relations() -> [Relation] {
        RelationFinder(data: data, day: Day(number: 18_000)).relations(
            in: &view, read, entities, &memory)
    }

    /// The relation that the model's one event makes of a sentence, and the entities on its sides. The
    /// lexicon may have candidates of its own beside it.
    static func relation(_ tree: String, _ event: Event) throws -> (
        sources: [String], targets: [String], relation: Relation
    ) {
        var fixture = try ReadFixture(tree, events: [event])
        let relation = try #require(fixture.relations().first { $0.act?.types.isEmpty == false })
        return (fixture.entities(relation.sources), fixture.entities(relation.targets), relation)
    }

    /// The entities of mentions, `?` where there is none.
    func entities(_ numbers: [Int]) -> [String] { numbers.map { memory.all[$0].entity ?? "?" } }
}
