import Messages
import TestSupport
import Testing

@Suite("Hostile input is refused or understood, and never more than that")
struct FuzzTests {
    /// Decodes; what decodes must survive being written and read again.
    static func probe(_ kind: Kind, _ payload: Payload) throws -> Bool {
        guard let once = try? kind.recode(payload) else { return false }
        let twice = try kind.recode(once)
        #expect(once == twice, "\(String(decoding: payload.header, as: UTF8.self))")
        return true
    }

    @Test("Random bytes are no message", .timeLimit(.minutes(1)), arguments: Kind.all)
    func randomBytes(kind: Kind) throws {
        var random = SeededRandom(seed: 1)
        for _ in 0..<200 {
            let header = (0..<random.next(below: 200)).map { _ in UInt8(random.next(below: 256)) }
            let body = (0..<random.next(below: 50)).map { _ in UInt8(random.next(below: 256)) }
            let understood = try Self.probe(kind, Payload(header: header, body: body))
            #expect(!understood)
        }
    }

    @Test("Damaged bytes never crash", .timeLimit(.minutes(1)), arguments: Kind.all)
    func damagedBytes(kind: Kind) throws {
        var random = SeededRandom(seed: 2)
        for _ in 0..<250 {
            var payload = random.next(below: 2) == 0 ? kind.full : kind.smallest
            for _ in 0...random.next(below: 3) { payload.header = random.damage(payload.header) }
            if random.next(below: 4) == 0 { payload.body = random.damage(payload.body) }
            _ = try Self.probe(kind, payload)
        }
    }

    static let nasty = [
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "1e400", "-1e400", "-0", "-0.0",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "1.5", "1E2",
        "1e-400", "0.1e1", "00", "+1", ".5", "NaN", "Infinity", "true", "null", "\"\"", "[]", "{}",
        "[[]]", "\"\u{7F}\u{85}\u{2028}\"", "\"👩‍👩‍👧\"", "[0,0]", "[9223372036854775807,0]",
        "[0,9223372036854775807]", "{\"a\":1,\"a\":2}", "\"9999-12-31\"", "/**/1", "'a'",
        String(repeating: "[", count: 5000), String(repeating: "{\"a\":", count: 5000),
        String(repeating: "[", count: 600) + String(repeating: "]", count: 600),
        String(repeating: "9", count: 2000), "\"" + String(repeating: "x", count: 20_000) + "\"",
        "1" + String(repeating: "0", count: 400) + ".0", "\"\\", "\"\\x\"", "\"\\u12\"",
    ]

    @Test("Nasty values anywhere never crash", .timeLimit(.minutes(1)), arguments: Kind.all)
    func nastyValues(kind: Kind) throws {
        var random = SeededRandom(seed: 3)
        let document = try kind.document
        let places = document.places.map(\.path)
        for value in Self.nasty {
            for _ in 0..<6 {
                let place = places[random.next(below: places.count)]
                let broken = document.replacing(place, with: .raw(value))
                _ = try Self.probe(kind, Payload(header: broken.bytes, body: kind.full.body))
            }
        }
    }

    @Test("Keys given twice never crash and mean one thing", arguments: Kind.all)
    func twice(kind: Kind) throws {
        for (path, value) in try kind.document.places {
            guard let key = path.key else { continue }
            let json = try kind.document.json
            let pair = JSONValue.object([key: value]).json.dropFirst().dropLast()
            let doubled = json.replacing(pair, with: "\(pair),\(pair)")
            _ = try Self.probe(kind, Payload(header: Array(doubled.utf8), body: kind.full.body))
        }
    }

    @Test("Deep nesting is refused, not followed", arguments: [600, 10_000, 1_000_000])
    func nesting(depth: Int) {
        let header = [UInt8](repeating: UInt8(ascii: "["), count: depth)
        #expect(Kind.receipt.fault(header: header)?.code == .malformedJSON)
    }

    @Test(
        "Text that is not UTF-8 is refused",
        arguments: [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80]])
    func notUTF8(bytes: [UInt8]) {
        let header =
            Array(#"{"schema":"chancery.raw-document/1","source":""#.utf8) + bytes
            + Array(#"","item":"1","format":"text","fetched":"2031-03-04"}"#.utf8)
        #expect(Kind.rawDocument.fault(header: header) != nil)
    }

    @Test("Damaged frames are refused or survive", .timeLimit(.minutes(1)))
    func frames() {
        var random = SeededRandom(seed: 4)
        for _ in 0..<3000 {
            var frames = EnvelopeTests.frames()
            for _ in 0...random.next(below: 3) where !frames.isEmpty {
                let index = random.next(below: frames.count)
                switch random.next(below: 5) {
                case 0: frames.remove(at: index)
                case 1: frames.insert(frames[index], at: index)
                case 2: frames[index] = []
                default: frames[index] = random.damage(frames[index])
                }
            }
            if let envelope = try? Envelope(frames: frames) { #expect(envelope.frames == frames) }
        }
    }

    @Test("The generator reaches what is understood as well as what is not")
    func reach() throws {
        var random = SeededRandom(seed: 5)
        var understood = 0
        for _ in 0..<300 {
            var payload = Kind.rawDocument.full
            payload.header = random.damage(payload.header)
            if try Self.probe(.rawDocument, payload) { understood += 1 }
        }
        #expect((10..<290).contains(understood))
    }
}
