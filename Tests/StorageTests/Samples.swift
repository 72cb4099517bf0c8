import FoundationEssentials
import Messages

@testable import Storage

/// A folder for one test, removed afterwards.
final class Folder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("chancery-storage-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Copies a database as a crash would leave it: the file and its write-ahead log.
    func crashImage(of name: String, as copy: String) throws {
        for rest in ["", "-wal"] where FileManager.default.fileExists(atPath: self(name + rest)) {
            try FileManager.default.copyItem(atPath: self(name + rest), toPath: self(copy + rest))
        }
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: self(name))))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
    }
}

/// Random numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    // SplitMix64, by Sebastiano Vigna (public domain algorithm).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

func task(_ number: Int) -> TaskID {
    .derived(source: "test", item: "\(number)", bytes: [])
}

func accept(_ number: Int, at: Int64 = 1000, size: Int = 10) -> JournalOperation {
    .accept(
        task: task(number),
        payload: Payload(
            header: Array("{}".utf8), body: [UInt8](repeating: UInt8(ascii: "x"), count: size)),
        source: "folder:/srv/news", item: "\(number).txt", at: at)
}

extension Journal {
    /// Runs SQL on the journal's own connection.
    func run(_ sql: String) throws(StorageError) { try database.script(sql) }

    func number(_ sql: String) throws(StorageError) -> Int64 {
        try database.first(sql) { $0.integer(0) } ?? -1
    }
}

extension EventLog {
    /// Runs SQL on the log's own connection.
    func run(_ sql: String) throws(StorageError) { try database.script(sql) }

    func number(_ sql: String) throws(StorageError) -> Int64 {
        try database.first(sql) { $0.integer(0) } ?? -1
    }
}

/// An article whose text is told apart by `content`, with one event a trigger position.
func coded(_ content: String, events positions: [Int], outcome: Outcome? = nil) -> CodedArticle {
    let hash = Digest.hexadecimal(Digest.sha256(of: Array(content.utf8)))
    let info = ArticleInfo(
        id: "ar1-\(hash.prefix(8))", source: "test", published: Timestamp(seconds: 0),
        publishedBasis: .fetched, language: "en", contentHash: hash,
        simHash: "0000000000000000", fetched: Timestamp(seconds: 0))
    let events = positions.map { position in
        let actor = ActorReference(
            text: "Libya", span: Span(0, 5), entity: "LBY/GOV", country: "LBY")
        let trigger = Span(position, position + 4)
        let key = Event.mentionKey(
            contentHash: hash, trigger: trigger, type: .request, sources: [actor], targets: [])
        return Event(
            id: Event.id(mentionKey: key), type: .request, status: .occurred, sources: [actor],
            date: EventDate(
                start: Day(number: 0), end: Day(number: 0), granularity: .day, basis: .fetched),
            confidence: 0.75,
            evidence: Evidence(
                sentence: "Libya asks.", sentenceIndex: 0, offset: 0, trigger: "asks",
                triggerSpan: trigger, explanation: []),
            mentions: [
                EventMention(
                    article: info.id, sentenceIndex: 0, sentence: "Libya asks.", trigger: "asks",
                    triggerSpan: trigger, status: .occurred)
            ], article: EventArticle(info),
            coder: Coder(version: "0", model: "none", lexicon: "none"))
    }
    return CodedArticle(
        info: info, outcome: outcome ?? (events.isEmpty ? .noEvent : .events), events: events)
}
