import Messages
import TestSupport
import Testing

@Suite("Digests and identities")
struct IdentityTests {
    @Test(
        "SHA-256 is the one of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ])
    func sha256(text: String, hash: String) {
        #expect(Digest.hexadecimal(Digest.sha256(of: Array(text.utf8))) == hash)
    }

    @Test("Moving a byte between parts changes their digest")
    func parts() {
        #expect(Digest.sha256([[1, 2], [3]]) != Digest.sha256([[1], [2, 3]]))
        #expect(Digest.sha256([[1]]) != Digest.sha256([[1], []]))
        let framed: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 2, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(Digest.sha256([[7, 8], []]) == Digest.sha256(of: framed))
    }

    @Test("Hexadecimal survives, in either case")
    func hexadecimal() {
        let bytes = (0...255).map { UInt8($0) }
        let text = Digest.hexadecimal(bytes)
        #expect(Digest.bytes(hexadecimal: text) == bytes)
        #expect(Digest.bytes(hexadecimal: text.uppercased()) == bytes)
        #expect(Digest.bytes(hexadecimal: "") == [])
    }

    @Test("What is not hexadecimal is refused", arguments: ["0", "0g", "é0", "0x00", " 00"])
    func notHexadecimal(text: String) { #expect(Digest.bytes(hexadecimal: text) == nil) }

    @Test(
        "Base 32 is written in Crockford's alphabet",
        arguments: [
            ([], ""), ([0], "00"), ([255], "ZW"), ([0, 0, 0, 0, 1], "00000001"),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF], "ZZZZZZZZ"),
            ([0x66, 0x6F, 0x6F, 0x62, 0x61, 0x72], "CSQPYRK1E8"),
        ] as [([UInt8], String)])
    func base32(bytes: [UInt8], text: String) { #expect(Digest.base32(bytes) == text) }

    @Test("Random bytes have the length asked for and differ")
    func random() {
        #expect(Digest.random(0) == [])
        #expect(Digest.random(32).count == 32)
        #expect(Digest.random(32) != Digest.random(32))
    }

    @Test("A task id never changes its value for the same article")
    func stable() {
        let id = TaskID.derived(
            source: "folder:/srv/news", item: "a-17.html", bytes: Array("<p>On Sunday …</p>".utf8))
        #expect(id.description == "1fd2f9dc95fe002045765fb4903df195")
        #expect(RawDocument.sample.taskID == id)
    }

    @Test("A task id depends on the source, the item and every byte")
    func distinct() {
        let ids = [
            TaskID.derived(source: "a", item: "b", bytes: [1]),
            TaskID.derived(source: "ab", item: "", bytes: [1]),
            TaskID.derived(source: "", item: "ab", bytes: [1]),
            TaskID.derived(source: "a", item: "b", bytes: [2]),
            TaskID.derived(source: "a", item: "b", bytes: [1, 0]),
        ]
        #expect(Set(ids).count == ids.count)
    }

    @Test("A task id survives as bytes and as text, and has no other length")
    func forms() throws {
        let bytes = (1...16).map { UInt8($0 * 15) }
        let id = try #require(TaskID(bytes: bytes))
        #expect(id.bytes == bytes)
        #expect(TaskID(id.description) == id)
        #expect(id.description.count == 32)
        #expect(TaskID(bytes: bytes.dropLast()) == nil && TaskID(bytes: bytes + [0]) == nil)
        #expect(TaskID("") == nil && TaskID(String(repeating: "g", count: 32)) == nil)
    }

    @Test("A mention key forgets the order of actors, and nothing else")
    func mentionKey() {
        let one = ActorReference.sample
        let other = ActorReference.smallest
        func key(
            _ sources: [ActorReference], _ targets: [ActorReference], hash: String = "h",
            span: Span = Span(1, 2), type: EventType = .consult
        ) -> [UInt8] {
            Event.mentionKey(
                contentHash: hash, trigger: span, type: type, sources: sources, targets: targets)
        }
        let base = key([one, other], [])
        #expect(base.count == 16)
        #expect(key([other, one], []) == base)
        var moved = one
        moved.span = Span(0, 1)
        moved.text = "its government"
        #expect(key([moved, other], []) == base)
        #expect(key([one, other], [], hash: "i") != base)
        #expect(key([one, other], [], span: Span(1, 3)) != base)
        #expect(key([one, other], [], type: .accuse) != base)
        #expect(key([one], [other]) != base)
        #expect(key([], [one, other]) != base)
        #expect(Event.id(mentionKey: base).hasPrefix("ev1-"))
        #expect(Event.id(mentionKey: base).count == 30)
    }

    @Test("An actor is known by its entity, else by its words in lower case")
    func actorKey() {
        #expect(ActorReference.sample.key == "NOR/GOV")
        #expect(ActorReference.smallest.key == "text:südland")
    }

    @Test("Stages follow one another")
    func stages() {
        #expect(StageName.allCases == StageName.allCases.sorted())
        #expect(StageName.allCases.map(\.index) == [0, 1, 2, 3, 4])
        #expect(
            StageName.allCases.dropLast().map(\.next) == StageName.allCases.dropFirst().map { $0 })
        #expect(StageName.publish.next == nil)
        #expect(StageName.working == [.normalize, .extract, .classify, .publish])
    }

    @Test("A failure's reason is cut to the limit")
    func reasons() {
        let long = String(repeating: "é", count: 5000)
        #expect(StageFailure.article(long).reason.utf8.count == Limits.reason)
        #expect(StageFailure.environment("disk full").description == "disk full")
        #expect(StageFailure.environment("x").scope == .environment)
    }
}
