import FoundationEssentials
import Glibc
import TestSupport

/// What the trainer's own forward pass says of sentences, as `make fixture` writes it.
struct Fixture: Decodable {
    struct Text: Decodable {
        var sentences: [Sentence]
        var antecedents: [Float]?
    }

    struct Sentence: Decodable {
        var words: [String]
        var pieces: [[Int32]]
        var upos: [String]
        var features: [String]
        var lemmas: [String]
        var heads: [Int]
        var relations: [String]
        var predicates: [String: String]
        var roles: [String: [Pair]]
        var mentions: [Span]
        var entities: [Int]
        var events: [Event]
        var pairs: [PairRow]
        var logits: Logits
        var states: [[[Float]]]?
    }

    struct Event: Decodable, Equatable {
        var anchor: Int
        var act: String
        var status: String
        var modes: [String]
        var parts: [Pair]
    }

    struct PairRow: Decodable {
        var source: [Int]
        var target: [Int]
        var type: String
        var scores: [Float]
    }

    struct Pair: Decodable, Equatable {
        var word: Int
        var label: String

        init(word: Int, label: String) {
            self.word = word
            self.label = label
        }

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            word = try row.decode(Int.self)
            label = try row.decode(String.self)
        }
    }

    struct Span: Decodable, Equatable {
        var first: Int
        var last: Int
        var type: String

        init(first: Int, last: Int, type: String) {
            self.first = first
            self.last = last
            self.type = type
        }

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            first = try row.decode(Int.self)
            last = try row.decode(Int.self)
            type = try row.decode(String.self)
        }
    }

    struct Logits: Decodable {
        var tags: [Float]
        var upos: [Float]
        var arcs: [Float]
        var relations: [Float]
        var predicates: [Float]
        var roles: [String: [Float]]
        var mentions: [Float]
        var types: [Float]
        var allArcs: [[Float]]?
        var acts: [Float]
        var parts: [String: [Float]]

        private enum CodingKeys: String, CodingKey {
            case acts, parts
            case tags, upos, arcs, relations, predicates, roles, mentions, types
            case allArcs = "all arcs"
        }
    }

    var weights: String
    var texts: [Text]

    init(path: String) throws {
        self = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: URL(filePath: path)))
    }
}

/// Where models for tests lie.
enum TestModel {
    /// Random weights of few dimensions; the fixture beside them was made by the same code that
    /// trains the real ones.
    static let small = Repository.path("Tests/ModelTests/Fixtures/small")

    /// The real model, where it is: the folder that `CHANCERY_MODEL` names, else Data/model.
    static let real: String? = {
        let folder =
            getenv("CHANCERY_MODEL").map { String(cString: $0) } ?? Repository.path("Data/model")
        return access(folder + "/model.safetensors", R_OK) == 0 ? folder : nil
    }()

    /// The fixture of the real model; nil where there is none.
    static let realFixture: String? = {
        let beside = real.map { $0 + "/language-model.json" }
        let committed = Repository.path("Tests/ModelTests/Fixtures/language-model.json")
        return [beside, committed].compactMap { $0 }.first { access($0, R_OK) == 0 }
    }()
}
