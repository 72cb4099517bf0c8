import TestSupport
import Testing

@testable import Model

@Suite("Decoders") struct DecoderTests {
    /// The best tree with one root by trying all.
    private func exhaustive(_ scores: [Float], _ words: Int) -> Double {
        let size = words + 1
        var best = -Double.infinity
        var heads = [Int](repeating: 0, count: size)
        func isTree() -> Bool {
            guard heads.dropFirst().count(where: { $0 == 0 }) == 1 else { return false }
            for word in 1...words {
                var place = word
                for _ in 0..<size where place != 0 { place = heads[place] }
                if place != 0 { return false }
            }
            return true
        }
        func choose(_ word: Int) {
            guard word <= words else {
                if isTree() {
                    best = max(
                        best, (1...words).reduce(0) { $0 + Double(scores[$1 * size + heads[$1]]) })
                }
                return
            }
            for head in 0...words where head != word {
                heads[word] = head
                choose(word + 1)
            }
        }
        choose(1)
        return best
    }

    @Test("the tree found is the best of all that have one root")
    func trees() {
        var random = SeededRandom(seed: 11)
        for words in 1...5 {
            for _ in 0..<60 {
                let size = words + 1
                let scores = (0..<size * size).map { _ in Float.random(in: -4...4, using: &random) }
                let heads = SpanningTree.heads(scores, words: words)
                let value = heads.enumerated().reduce(0.0) {
                    $0 + Double(scores[($1.offset + 1) * size + $1.element])
                }
                #expect(heads.count { $0 == 0 } == 1)
                #expect(abs(value - exhaustive(scores, words)) < 1e-9)
            }
        }
        #expect(SpanningTree.heads([0], words: 0) == [])
    }

    @Test("equal scores still make a tree")
    func flat() {
        let heads = SpanningTree.heads([Float](repeating: 0, count: 51 * 51), words: 50)
        #expect(heads.count { $0 == 0 } == 1)
    }

    @Test("a core role goes to one word, and the next takes its second choice")
    func roles() {
        let found = RoleDecoder.arguments(
            [
                .init(chance: 0.9, word: 4, role: 1), .init(chance: 0.8, word: 7, role: 1),
                .init(chance: 0.7, word: 7, role: 2), .init(chance: 0.5, word: 9, role: 1),
                .init(chance: 0.9, word: 2, role: 1),
            ], core: [1])
        #expect(found == [.init(word: 2, role: 1), .init(word: 7, role: 2)])
    }

    @Test("the farther a word is in the tree, the surer its role must be")
    func nearness() {
        // 0 hangs from 1, 1 from the predicate 2, which hangs from 3 with 4; 3 hangs from the root
        // 6 with 5; 7 hangs from 4.
        let found = RoleDecoder.nearness(to: 2, [2, 3, 4, 7, 4, 7, 0, 5])
        #expect(found == [.far, .near, .near, .near, .near, .aside, .near, .far])
        // None, a role with e to the power of 1 against it, and a third label.
        let scores: [Float] = [0, 1, -1]
        let roles = [RoleDecoder.Nearness.near, .aside, .far].map { nearness in
            scores.withUnsafeBufferPointer {
                RoleDecoder.offers($0, word: 3, nearness, core: [2]).map(\.role)
            }
        }
        #expect(roles == [[1], [], []])
        let sure: [Float] = [0, 1, 3]
        let core = sure.withUnsafeBufferPointer {
            RoleDecoder.offers($0, word: 3, .far, core: [2])
        }
        // 0.844 of all, and the limit is 0.85.
        #expect(core.isEmpty)
        let unlikely: [Float] = [3, 1, 1]
        #expect(
            unlikely.withUnsafeBufferPointer {
                RoleDecoder.offers($0, word: 0, .near, core: [])
            }.isEmpty)
    }

    @Test("mentions may nest but not cross; the better of two stays")
    func mentions() {
        let found = MentionDecoder.mentions([
            .init(score: 1, first: 0, last: 3), .init(score: 2, first: 2, last: 5),
            .init(score: 0.5, first: 2, last: 2), .init(score: 0.4, first: 2, last: 6),
        ])
        #expect(found.map { [$0.first, $0.last] } == [[2, 6], [2, 5], [2, 2]])
    }

    @Test(
        "lemma rules cut, add and change case",
        arguments: [
            ("l-3-y", "Studies", "study"), ("k-0-", "Norway", "Norway"), ("t-1-", "OSLOS", "Oslo"),
            ("u-0-", "nato", "NATO"), ("n-0-", "1,234", "1234"), ("l-0--", "so", "so-"),
            ("l-5-x", "cats", nil), ("l-4-", "cats", nil), ("l-4-go", "went", "go"),
        ] as [(String, String, String?)])
    func lemmas(rule: String, form: String, lemma: String?) throws {
        let rule = try #require(LemmaRule(rule))
        #expect(rule.lemma(form, lowered: form.lowercased()) == lemma)
    }

    @Test(
        "what is no rule is none", arguments: ["", "l", "l-1", "z-1-", "l-x-", "l--1-", "l-999-"])
    func noRules(text: String) {
        #expect(LemmaRule(text) == nil)
    }
}

@Suite("Long sentences") struct LongSentenceTests {
    @Test("a sentence beyond the model's positions is read in parts, as one tree")
    func parts() throws {
        let model = try LanguageModel(folder: TestModel.small)
        let words = (0..<500).map { $0 % 7 == 0 ? "." : "Norway" }
        let readings = Reader(model).read([words, [], ["Go"], ["王毅王毅王毅", "x"]])
        let reading = try #require(readings.first)
        #expect(reading.parts > 1)
        #expect(reading.words.count == 500)
        #expect(reading.words.count { $0.head == 0 } == 1)
        for start in reading.words.indices {
            var place = start
            for _ in 0...500 where place >= 0 { place = reading.words[place].head - 1 }
            #expect(place == -1)
        }
        #expect(reading.mentions.allSatisfy { $0.last < 500 && $0.first <= $0.last })
        #expect(readings[1].words.isEmpty)
        #expect(readings[2].words.map(\.head) == [0])
    }

    @Test("a word that is longer than any sentence is read by its beginning")
    func words() throws {
        let model = try LanguageModel(folder: TestModel.small)
        let reading = try #require(
            Reader(model).read([[String(repeating: "[", count: 5000), "Norway"]]).first)
        #expect(reading.words.count == 2)
    }

    @Test("several readers of one model find the same")
    func shared() async throws {
        let model = try LanguageModel(folder: TestModel.small)
        let words = ["Norway", "and", "Kenya", "signed", "an", "accord", "."]
        let expected = Reader(model).read([words, words])
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    (0..<5).allSatisfy { _ in Reader(model).read([words, words]) == expected }
                }
            }
            for await same in group { #expect(same) }
        }
    }
}

@Suite("Model folders") struct ModelFolderTests {
    @Test("no model is told from a broken one")
    func absent() {
        let error = #expect(throws: ModelError.self) { try LanguageModel(folder: "/nowhere") }
        #expect(error?.code == .absent)
    }
}
