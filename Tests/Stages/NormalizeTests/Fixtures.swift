import FoundationEssentials
import Messages
import Normalize
import TestSupport

/// A raw document of `body`, taken in on 2026-03-05.
func document(
    _ body: [UInt8], _ format: RawDocument.Format = .text, title: String? = nil,
    published: Timestamp? = nil, language: String? = nil, id: String? = nil
) -> RawDocument {
    RawDocument(
        source: "test", item: "item", id: id, format: format, title: title, published: published,
        language: language, fetched: Timestamp(seconds: 1_772_700_000), body: body)
}

/// The article that plain `text` gives.
func article(_ text: String, title: String? = nil) throws -> Article {
    try Normalizer.shipped().article(from: document(Array(text.utf8), title: title))
}

/// The article that a page gives.
func page(_ html: String) throws -> Article {
    try Normalizer.shipped().article(from: document(Array(html.utf8), .html))
}

extension Article {
    /// The paragraphs' texts, cut out by their spans.
    var texts: [String] {
        let scalars = ScalarText(text)
        return paragraphs.map { scalars[$0.span] }
    }

    /// The paragraphs as `kind: text`.
    var outline: [String] { zip(paragraphs, texts).map { "\($0.kind.rawValue): \($1)" } }
}

/// Random numbers that are the same on every run.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

extension DevelopmentData {
    /// The bytes of a file in it.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path(name))))
    }

    /// The names of the files in a folder of it, sorted.
    static func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }
}

extension PageLexicon {
    /// The lexicon of the project's own data.
    static let shipped = Result { try PageLexicon.load(directory: Repository.path("Data")) }
}

extension Normalizer {
    /// A normaliser with the project's own data.
    static func shipped() throws -> Normalizer {
        Normalizer(lexicon: try PageLexicon.shipped.get())
    }
}
