import Glibc
import TestSupport
import Testing

@testable import Model

/// The forward pass against the trainer's: logits within 1e-3, every decision the same.
@Suite("Parity with the trainer") struct ParityTests {
    static let tolerance: Float = 1e-3

    @Test("random weights of few dimensions give the reference's numbers")
    func small() throws {
        try compare(folder: TestModel.small, fixture: TestModel.small + "/expected.json")
    }

    @Test(
        "the trained weights give the trainer's numbers",
        .enabled(
            if: TestModel.real != nil && TestModel.realFixture != nil,
            "no model: set CHANCERY_MODEL to its folder, with language-model.json beside it"))
    func real() throws {
        let folder = try #require(TestModel.real)
        try compare(folder: folder, fixture: try #require(TestModel.realFixture))
    }

    private func compare(folder: String, fixture path: String) throws {
        let fixture = try Fixture(path: path)
        let model = try LanguageModel(folder: folder)
        let reader = Reader(model)
        var worst: [String: Float] = [:]
        var traced = 0
        for text in fixture.texts {
            let trace = ScoreTrace()
            trace.traced = text.sentences.prefix { $0.states != nil }.count
            let readings = reader.read(
                text.sentences.map(\.words),
                questions: text.sentences.map { sentence in
                    sentence.pairs.map { .init(source: $0.source, target: $0.target) }
                }, coreference: true, trace: trace)
            try #require(readings.count == text.sentences.count)
            try #require(trace.parts.count == text.sentences.count)
            for (number, sentence) in text.sentences.enumerated() {
                decisions(sentence, readings[number], model)
                logits(sentence, readings[number], trace.parts[number], model, &worst)
                events(sentence, readings[number], trace.parts[number], model, &worst)
                if let states = sentence.states, let found = trace.states[number] {
                    for (layer, rows) in states.enumerated() {
                        near(
                            "states \(layer)", found[layer]?.flatMap { $0 } ?? [],
                            rows.flatMap { $0 }, &worst)
                    }
                    traced += 1
                }
            }
            near("antecedents", trace.antecedents.map(\.score), text.antecedents ?? [], &worst)
        }
        #expect(traced > 0)
        #expect(worst.filter { $0.value >= ParityTests.tolerance } == [:])
    }

    private func decisions(_ expected: Fixture.Sentence, _ found: Reading, _ model: LanguageModel) {
        let labels = model.labels
        let text = expected.words.joined(separator: " ")
        #expect(found.words.map { labels.upos[$0.upos] } == expected.upos, "\(text)")
        #expect(found.words.map(\.lemma) == expected.lemmas, "\(text)")
        #expect(found.words.map(\.head) == expected.heads, "\(text)")
        #expect(found.words.map { labels.relations[$0.relation] } == expected.relations, "\(text)")
        let features = found.words.map { word in
            let pairs = labels.features(word).map { "\($0.name)=\($0.value)" }
            return pairs.isEmpty ? "_" : pairs.joined(separator: "|")
        }
        #expect(features == expected.features, "\(text)")
        let predicates = Dictionary(
            uniqueKeysWithValues: found.predicates.map { (String($0.word), $0.roleset) })
        #expect(predicates == expected.predicates, "\(text)")
        for predicate in found.predicates {
            let roles = predicate.arguments.map {
                Fixture.Pair(word: $0.word, label: labels.roles[$0.role])
            }
            #expect(roles == expected.roles[String(predicate.word)], "\(text)")
        }
        let mentions = found.mentions.map {
            Fixture.Span(first: $0.first, last: $0.last, type: labels.entities[$0.type])
        }
        #expect(mentions == expected.mentions, "\(text)")
        #expect(found.mentions.map(\.entity) == expected.entities, "\(text)")
        var cutter = model.wordPieces()
        for (word, pieces) in zip(expected.words, expected.pieces) {
            var own: [WordPieces.Piece] = []
            cutter.append(word.unicodeScalars, to: &own)
            #expect((own.isEmpty ? [model.unknown] : own.map(\.number)) == pieces, "\(word)")
        }
    }

    private func logits(
        _ expected: Fixture.Sentence, _ reading: Reading, _ part: ScoreTrace.Part,
        _ model: LanguageModel, _ worst: inout [String: Float]
    ) {
        let words = expected.words.count
        func rows(_ values: [Float], _ count: Int) -> [ArraySlice<Float>] {
            let width = values.count / max(1, count)
            return (0..<count).map { values[$0 * width..<($0 + 1) * width] }
        }
        let tags = rows(part.tags, words)
        let upos = model.layout.tags["upos"] ?? 0..<0
        near("tags", tags.map { $0.max() ?? 0 }, expected.logits.tags, &worst)
        near(
            "upos", tags.map { $0.dropFirst(upos.lowerBound).prefix(upos.count).max() ?? 0 },
            expected.logits.upos, &worst)
        let arcs = rows(part.arcs, words + 1).map(Array.init)
        near(
            "arcs", expected.heads.enumerated().map { arcs[$0.offset + 1][$0.element] },
            expected.logits.arcs, &worst)
        if let all = expected.logits.allArcs {
            for (row, line) in all.enumerated() { near("all arcs", arcs[row + 1], line, &worst) }
        }
        near("relations", part.relations, expected.logits.relations, &worst)
        near("predicates", part.predicates, expected.logits.predicates, &worst)
        for (predicate, line) in expected.logits.roles {
            let scores = part.roles[Int(predicate) ?? -1] ?? []
            near("roles", rows(scores, words).map { $0.max() ?? 0 }, line, &worst)
        }
        near("mentions", part.mentions, expected.logits.mentions, &worst)
        near("types", part.types, expected.logits.types, &worst)
    }

    private func events(
        _ expected: Fixture.Sentence, _ found: Reading, _ part: ScoreTrace.Part,
        _ model: LanguageModel, _ worst: inout [String: Float]
    ) {
        let (labels, columns) = (model.labels.events, model.layout.events)
        let text = expected.words.joined(separator: " ")
        let events = found.events.filter { $0.chance > 0.5 }.map { event in
            Fixture.Event(
                anchor: event.anchor, act: labels.types[event.type],
                status: labels.statuses[event.status],
                modes: event.modes.filter {
                    $0.value > 0.5 && labels.modeTypes[$0.label] == event.type
                }.map { labels.modes[$0.label] },
                parts: event.phrases.flatMap { phrase in
                    (phrase.first...phrase.last).map {
                        Fixture.Pair(word: $0, label: labels.parts[phrase.part])
                    }
                })
        }
        #expect(events == expected.events, "\(text)")
        let width = columns.count
        let acts = expected.words.indices.map { word in
            part.acts[word * width..<(word + 1) * width].max() ?? 0
        }
        near("acts", acts, expected.logits.acts, &worst)
        for (anchor, line) in expected.logits.parts {
            let scores = part.parts[Int(anchor) ?? -1] ?? []
            let count = labels.parts.count
            let rows = stride(from: 0, to: scores.count, by: count).map {
                scores[$0..<$0 + count].max() ?? 0
            }
            near("parts", rows, line, &worst)
        }
        for (row, answer) in zip(expected.pairs, found.pairs) {
            guard let answer else {
                Issue.record("no answer to a pair of \(text)")
                continue
            }
            #expect(labels.types[answer.type] == row.type, "\(text)")
            near("pairs", answer.scores, row.scores, &worst)
        }
    }

    private func near(
        _ what: String, _ found: [Float], _ expected: [Float], _ worst: inout [String: Float]
    ) {
        guard found.count == expected.count else {
            Issue.record("\(found.count) numbers instead of \(expected.count)")
            return
        }
        for (value, other) in zip(found, expected) {
            let difference = abs(value - other)
            worst[what] = max(worst[what] ?? 0, difference.isNaN ? .infinity : difference)
        }
    }
}
