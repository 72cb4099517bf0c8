import Glibc
import Messages
import TestSupport
import Testing

/// Whatever comes in is answered with one clear line, an outcome or a dead letter, and the daemon
/// goes on.
@Suite("Bad input", .timeLimit(.minutes(2 * Patience.factor)))
struct BadInputTests {
    @Test("Files that are no articles are each reported once, and the good one still comes out")
    func files() async throws {
        let installation = try Installation()
        try installation.add("empty.txt", "")
        try installation.add("nul.txt", "A\0B\0\0 \u{1} C")
        try write(
            Array("Caf".utf8) + [0xE9, 0xFF, 0xFE] + Array(" prices rose.".utf8),
            to: installation.news + "/latin.txt")
        try write(
            [UInt8](repeating: UInt8(ascii: "x"), count: 50 << 20),
            to: installation.news + "/huge.txt")
        try installation.add(
            "french.txt",
            """
            Le ministre des affaires étrangères a déclaré lundi que les pourparlers de paix \
            reprendraient dans la capitale avec la participation de toutes les parties.
            """)
        try installation.add(
            "lines.jsonl",
            #"""
            {"id": "ok-1", "text": "\#(StreamingTests.sentence(1))"}
            {"id": "broken", "text": 
            {"id": "unknown", "colour": "red", "text": "\#(StreamingTests.sentence(2))"}
            {"id": "no-text"}
            {"id": "bad-date", "published": "yesterday", "text": "x"}
            """#)
        mkfifo(installation.news + "/pipe.txt", 0o600)
        symlink("/nowhere", installation.news + "/dangling.txt")
        let daemon = try installation.daemon(["--once", "--folder", installation.news])
        #expect(try await daemon.wait(.seconds(60)) == 0)
        let status = try await installation.command(["status", "--format", "json"])
        let report = try JSONValue(status.output)
        #expect(report["journal"]?["accepted"]?.integer == 0)
        #expect(report["journal"]?["dead"]?.integer == 0)
        let outcomes = report["journal"]?["outcomes"]
        #expect(outcomes?["events"]?.integer == 2)
        #expect(outcomes?["language-unsupported"]?.integer == 1)
        let log = daemon.logged
        for (part, reason) in [
            ("huge.txt", "8"), ("lines.jsonl:2", ""), ("lines.jsonl:4", "text"),
            ("lines.jsonl:5", "yesterday"), ("lines.jsonl", "colour"), ("pipe.txt", ""),
        ] {
            let lines = log.components(of: part).filter { reason.isEmpty || $0.contains(reason) }
            #expect(lines.count == 1, "one line for \(part): \(lines)")
        }
    }

    @Test("Hostile frames on every socket: the daemon answers or ignores them, and goes on")
    func hostileFrames() async throws {
        let installation = try Installation("flow: { endpoint: ipc://RUN/hub.sock }\n")
        let yaml = contents(of: installation.configuration)
        try write(
            Array(yaml.replacing("RUN", with: installation.runtime).utf8),
            to: installation.configuration)
        let daemon = try installation.daemon(["--folder", installation.news])
        #expect(try await installation.ready())
        var random = SeededRandom(seed: 7)
        for socket in ["hub", "follow", "intake", "admin", "events"] {
            let client = try WireClient(maximumFrames: 2000)
            try await client.connect(to: "ipc://\(installation.runtime)/\(socket).sock")
            for message in Self.hostile(&random) {
                // A publisher hangs up on a DEALER at once, and then there is nowhere to send.
                let sent = try await client.send(message)
                #expect(sent || socket == "events")
            }
            // What is answered is answered; a publisher has nothing to say.
            if socket != "events" {
                #expect(try await eventually { await client.waiting > 10 }, "\(socket)")
            }
        }
        #expect(daemon.poll() == nil)
        try installation.add("after.txt", StreamingTests.sentence(9))
        let finished = try await eventually {
            let answer = try await installation.command(["status", "--format", "json"])
            let report = try JSONValue(answer.output)
            return report["journal"]?["outcomes"]?["events"]?.integer == 1
        }
        #expect(finished)
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }

    static func hostile(_ random: inout SeededRandom) -> [[[UInt8]]] {
        let id = [UInt8](repeating: 7, count: 16)
        func text(_ text: String) -> [UInt8] { Array(text.utf8) }
        var messages: [[[UInt8]]] = [
            [[]], [[], []], [text("CHY1")], [text("CHY2"), text("HELLO"), [], [], [], []],
            [text("CHY1"), text("DANCE"), [], [], [], []],
            [text("CHY1"), text("HELLO"), [], [], text("{"), []],
            [text("CHY1"), text("HELLO"), [], [], text(#"{"stage":"extract"}"#), []],
            [text("CHY1"), text("DONE"), id, [0, 0, 0, 1], [], []],
            [text("CHY1"), text("TASK"), [1, 2, 3], [0], [], []],
            [text("CHY1"), text("OFFER"), id, [0, 0, 0, 0], text("{}"), []],
            [text("CHF1"), text("FOLLOW"), text(#"{"credit":-1}"#)],
            [text("CHF1"), text("FOLLOW"), text(#"{"after":99999,"credit":1}"#)],
            [text("CHF1"), text("BATCH"), text("{}")], [text("CHF9"), text("FOLLOW"), text("{}")],
            [[], text(#"{"command":"explode"}"#)], [[], text("null")], [[], text("[[[[[[")],
            [[0]], [[1] + text("event.")], Array(repeating: [1], count: 1000),
            [[UInt8](repeating: 0x7B, count: 2 << 20)],
        ]
        for _ in 0..<100 {
            let frames = Int.random(in: 1...8, using: &random)
            messages.append(
                (0..<frames).map { _ in
                    (0..<Int.random(in: 0...40, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                })
        }
        return messages
    }
}
