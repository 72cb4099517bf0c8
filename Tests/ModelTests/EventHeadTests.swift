import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Model

/// The heads for events, on random weights, against the words of the specification.
@Suite("Event heads") struct EventHeadTests {
    private static let sentences = [
        ["Norway", "and", "Kenya", "signed", "an", "accord", "in", "Nairobi", "."],
        ["Its", "members", "'", "envoys", "said", "that", "they", "would", "meet", "again", "."],
        ["Go"],
    ]

    private struct Read {
        var model: EventModel
        var language: LanguageModel
        var readings: [Reading]
        var trace: ScoreTrace
        var references: [EventReference]
        /// Holds the files.
        var folder: TemporaryFolder
    }

    private func read(questions: [[Reading.PairQuestion]] = []) throws -> Read {
        let folder = try TemporaryFolder()
        let model = try EventModel()
        try model.write(to: folder.path)
        let language = try LanguageModel(folder: folder.path)
        let trace = ScoreTrace()
        trace.traced = Self.sentences.count
        trace.columns = EventModel.width
        let readings = Reader(language).read(
            Self.sentences, questions: questions, coreference: false, trace: trace)
        var cutter = language.wordPieces()
        let references = Self.sentences.enumerated().map { number, words in
            var place = 1
            let spans = words.map { word in
                var pieces: [WordPieces.Piece] = []
                cutter.append(word.unicodeScalars, to: &pieces)
                defer { place += max(1, pieces.count) }
                return place..<place + max(1, pieces.count)
            }
            return EventReference(model, states: trace.states[number] ?? [:], spans: spans)
        }
        return Read(
            model: model, language: language, readings: readings, trace: trace,
            references: references, folder: folder)
    }

    private func near(_ found: Float, _ expected: Double) -> Bool {
        abs(Double(found) - expected) < 1e-3
    }

    @Test("acts are scored word by word, and events are the words that have the chance")
    func acts() throws {
        let read = try read()
        var events = 0
        for (number, reference) in read.references.enumerated() {
            let reading = read.readings[number]
            #expect(reading.eventChances.count == reading.forms.count)
            for word in reading.forms.indices {
                #expect(near(reading.eventChances[word], reference.chance(word)))
            }
            let anchors = reading.forms.indices.filter {
                reference.chance($0) > Double(Reader.eventThreshold)
            }
            #expect(reading.events.map(\.anchor) == anchors)
            for event in reading.events {
                let scores = reference.scores(event.anchor)
                events += 1
                for (found, chance) in zip(
                    event.types, EventReference.softmax(Array(scores[2..<5])))
                { #expect(near(found, chance)) }
                for (found, chance) in zip(
                    event.statuses, EventReference.softmax(Array(scores[5..<8])))
                { #expect(near(found, chance)) }
                for (kind, columns) in [(event.modes, 8..<10), (event.contexts, 10..<13)] {
                    let chances = columns.map { 1 / (1 + exp(-scores[$0])) }
                    #expect(
                        kind.map(\.label)
                            == chances.indices.filter {
                                chances[$0] > Double(EventScorer.leastChance)
                            })
                    #expect(kind.allSatisfy { near($0.value, chances[$0.label]) })
                }
            }
        }
        #expect(events > 5)
    }

    @Test("a trigger goes on over the words inside it, up to the next one")
    func triggers() throws {
        let read = try read()
        for (number, reference) in read.references.enumerated() {
            for event in read.readings[number].events {
                var expected = [event.anchor]
                for word in read.readings[number].forms.indices
                where word > event.anchor && word <= event.anchor + EventScorer.reach {
                    if reference.chance(word) > 0.5 { break }
                    let acts = Array(reference.scores(word)[..<5])
                    if acts.firstIndex(of: acts.max() ?? 0) == 1 { expected.append(word) }
                }
                #expect(event.trigger == expected)
            }
        }
    }

    @Test("phrases are runs of words that are the same to the event")
    func phrases() throws {
        let read = try read()
        var phrases = 0
        for (number, reference) in read.references.enumerated() {
            for event in read.readings[number].events {
                let words = read.readings[number].forms.indices
                let chances = words.map {
                    EventReference.softmax(reference.parts(event.anchor, $0))
                }
                let best = chances.map { $0.firstIndex(of: $0.max() ?? 0) ?? 0 }
                var found = [Int](repeating: 0, count: words.count)
                for phrase in event.phrases {
                    phrases += 1
                    for word in phrase.first...phrase.last { found[word] = phrase.part }
                    #expect(phrase.first == 0 || best[phrase.first - 1] != phrase.part)
                    #expect(phrase.last == words.count - 1 || best[phrase.last + 1] != phrase.part)
                    let inside = Array(phrase.first...phrase.last)
                    let mean =
                        inside.reduce(0) { $0 + chances[$1][phrase.part] } / Double(inside.count)
                    #expect(near(phrase.chance, mean))
                }
                #expect(found == best)
            }
        }
        #expect(phrases > 5)
    }

    @Test("the phrases of an event have their say on its type")
    func paired() throws {
        let read = try read()
        var moved = 0
        for (number, reference) in read.references.enumerated() {
            for event in read.readings[number].events {
                let sources = event.phrases.filter { $0.part == 1 }
                let targets = event.phrases.filter { $0.part == 2 }
                var (first, second) = (sources, targets)
                if targets.isEmpty, sources.count > 1 {
                    (first, second) = ([sources[0]], [sources[1]])
                }
                guard !first.isEmpty, !second.isEmpty else {
                    #expect(event.pairedTypes == event.types)
                    continue
                }
                moved += 1
                let scores = Array(reference.scores(event.anchor)[2..<5])
                let added = reference.added(
                    event.anchor, first.flatMap { Array($0.first...$0.last) },
                    second.flatMap { Array($0.first...$0.last) })
                let chances = EventReference.softmax(scores.indices.map { scores[$0] + added[$0] })
                for (found, chance) in zip(event.pairedTypes, chances) {
                    #expect(near(found, chance))
                }
            }
        }
        #expect(moved > 0)
    }

    @Test("a pair of phrases has a type, the word that tells it, and its status")
    func pairs() throws {
        let questions: [[Reading.PairQuestion]] = [
            [.init(source: [0, 1, 2], target: [7]), .init(source: [99], target: [0])],
            [.init(source: [0, 1], target: [3])], [],
        ]
        let read = try read(questions: questions)
        #expect(read.readings[0].pairs.count == 2)
        #expect(read.readings[0].pairs[1] == nil)
        #expect(read.readings[2].pairs.isEmpty)
        for (number, place) in [(0, 0), (1, 0)] {
            let question = questions[number][place]
            let answer = try #require(read.readings[number].pairs[place])
            let addends = read.references[number].addends(question.source, question.target)
            for (type, terms) in addends.enumerated() {
                #expect(near(answer.scores[type], log(terms.reduce(0) { $0 + exp($1) })))
                let anchor = terms.firstIndex(of: terms.max() ?? 0) ?? 0
                #expect(answer.anchors[type] == anchor)
                let statuses = EventReference.softmax(
                    Array(read.references[number].scores(anchor)[5..<8]))
                for (found, chance) in zip(answer.statuses[type], statuses) {
                    #expect(near(found, chance))
                }
            }
            #expect(abs(answer.types.reduce(0, +) - 1) < 1e-4)
        }
    }

    @Test("a sentence beyond the model's positions has the events of all its parts")
    func parts() throws {
        let folder = try TemporaryFolder()
        let model = try EventModel()
        try model.write(to: folder.path)
        let reader = Reader(try LanguageModel(folder: folder.path))
        let words = (0..<300).map { $0 % 7 == 0 ? "." : "Norway" }
        let reading = try #require(
            reader.read([words], questions: [[.init(source: [290], target: [299])]]).first)
        #expect(reading.parts > 1)
        #expect(reading.eventChances.count == 300)
        #expect(reading.events.contains { $0.anchor > 250 })
        #expect(
            reading.events.allSatisfy { event in
                reading.eventChances[event.anchor] == event.chance
                    && event.phrases.allSatisfy { $0.last < 300 }
            })
        let answer = try #require(reading.pairs[0])
        #expect(answer.anchors.allSatisfy { $0 > 200 })
    }

    @Test(
        "heads that do not fit their labels are refused",
        arguments: [
            "events.output.weight", "events.pair.shared", "events.parts.left", "mixture",
            "types.output.weight", "mentions.bias",
        ])
    func torn(name: String) throws {
        let folder = try TemporaryFolder()
        var model = try EventModel()
        var tensor = try #require(model.tensors[name])
        tensor.shape[0] += 1
        tensor.values += [Float16](repeating: 0, count: tensor.shape.dropFirst().reduce(1, *))
        model.tensors[name] = tensor
        try model.write(to: folder.path)
        let error = #expect(throws: ModelError.self) { try LanguageModel(folder: folder.path) }
        #expect(error?.description.contains("\(folder.path)") == true)
    }

    @Test("labels and metadata that lack what the heads need are refused")
    func lacking() throws {
        let whole = try EventModel()
        for damage in [
            { (model: inout EventModel) in model.labels.replace("\"acts\"", with: "\"deeds\"") },
            { $0.labels.replace("\"source\"", with: "\"agent\"") },
            { $0.metadata["layout"]?.replace("\"status\": ", with: "\"state\": ") },
            { $0.metadata["layout"]?.replace("[10, 13]", with: "[13, 10]") },
            { $0.metadata["format"] = "chancery.language/2" },
            { $0.metadata["format"] = "chancery.language/4" },
        ] as [(inout EventModel) -> Void] {
            let folder = try TemporaryFolder()
            var model = whole
            damage(&model)
            try model.write(to: folder.path)
            #expect(throws: ModelError.self) { try LanguageModel(folder: folder.path) }
        }
    }
}
