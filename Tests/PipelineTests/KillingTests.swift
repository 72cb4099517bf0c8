import Glibc
import Messages
import Storage
import TestSupport
import Testing

/// The promise under SIGKILL, on the real daemon with its files.
@Suite("The daemon, shot at random", .timeLimit(.minutes(8 * Patience.factor)), .serialized)
struct KillingTests {
    static let faults =
        "extract:kill=ZZKILL,classify:fail=ZZFAIL,normalize:crash=ZZCRASH"

    /// Invented news; each one holds an event, and no two are the same.
    static func article(_ number: Int, poison: String = "") -> String {
        let capitals = ["France", "Norway", "Kenya", "Japan", "Brazil", "Egypt", "Poland"]
        let from = capitals[number % capitals.count]
        let to = capitals[(number + 1 + number / 7 % 6) % capitals.count]
        return """
            \(from) called on \(to) on Monday to withdraw its troops from post \(number). \(poison)

            The foreign minister of \(from) said the post lay on disputed ground.
            """
    }

    @Test("Of 300 articles, three of them poison, 297 come out once through 30 and more deaths")
    func everythingOnce() async throws {
        let installation = try Installation("flow: { attempts: 3 }\n")
        var random = SeededRandom(seed: 20_260_303)
        let poisons = [50: "ZZKILL", 120: "ZZFAIL", 200: "ZZCRASH"]
        for number in 0..<300 {
            try installation.add(
                "a\(number).txt", Self.article(number, poison: poisons[number] ?? ""))
        }
        let cursor = installation.folder.path(of: "cursor")
        let follower = try installation.start(
            ["subscribe", "--format", "jsonl", "--cursor", cursor], output: "events.jsonl")

        // Shot at random moments; a poison may be faster.
        var kills = 0
        var deaths = 0
        var starts = 0
        while kills < 30 {
            let daemon = try installation.daemon(
                ["--folder", installation.news], faults: Self.faults, level: "debug")
            starts += 1
            try await Task.sleep(for: .milliseconds(Int64.random(in: 60...700, using: &random)))
            if daemon.poll() == nil {
                daemon.signal(SIGKILL)
                kills += 1
            } else {
                deaths += 1
            }
            _ = try await daemon.wait()
            try #require(starts < 200, "the daemon dies without being shot")
        }

        // Now nobody shoots, but poison still kills: a supervisor starts the daemon again.
        var daemon: ChanceryProcess?
        let finished = try await eventually(within: .seconds(300)) {
            if daemon?.poll() != nil || daemon == nil {
                if daemon != nil { deaths += 1 }
                daemon = try installation.daemon(
                    ["--folder", installation.news], faults: Self.faults, level: "debug")
                _ = try await eventually(within: .seconds(5)) { daemon?.residentBytes != nil }
            }
            // The daemon may die of poison before it answers; status would wait for long.
            let status = try await installation.command(
                ["status", "--format", "json"], limit: .seconds(3))
            guard status.code == 0, let report = try? JSONValue(status.output) else { return false }
            return report["journal"]?["accepted"]?.integer == 0
                && report["journal"]?["finished"]?.integer == 297
        }
        #expect(finished)
        #expect(deaths >= 3, "the poison that kills was never taken")

        // Everything stands in the log once, and the follower saw it once.
        let last = try await lastSequence(installation)
        let caughtUp = try await eventually {
            follower.printed.utf8.count { $0 == UInt8(ascii: "\n") } >= last
        }
        #expect(caughtUp)
        follower.signal(SIGTERM)
        #expect(try await follower.wait() == 0)
        daemon?.signal(SIGTERM)
        #expect(try await daemon?.wait() == 0)

        let journal = try Journal(path: installation.state + "/journal.sqlite")
        let counts = try await journal.counts()
        #expect(counts[.finished] == 297)
        #expect(counts[.dead] == 3)
        let dead = try await journal.dead(limit: 10)
        #expect(Set(dead.map(\.item)) == ["a50.txt", "a120.txt", "a200.txt"])
        #expect(dead.allSatisfy { !$0.reason.isEmpty })
        let seen = follower.printed.split(separator: "\n").compactMap { try? JSONValue(String($0)) }
        let sequences = seen.compactMap { $0["sequence"]?.integer }
        #expect(sequences == Array(1...last), "the follower saw each once, in order")
        #expect(
            Set(seen.map { "\($0["id"]?.text ?? "") \($0["revision"]?.integer ?? 0)" }).count
                == seen.count, "no revision stands in the log twice")
        let articles = Set(seen.compactMap { $0["article"]?["id"]?.text })
        #expect(articles.count == 297, "every innocent article has an event")

        // Without repeats inside, nothing would have been tested.
        let handouts = contents(of: installation.log).components(of: "msg=\"handed out")
        #expect(handouts.count > 297 * 4 + 20)
        await journal.close()
    }

    private func lastSequence(_ installation: Installation) async throws -> Int {
        let status = try await installation.command(["status", "--format", "json"])
        let report = try JSONValue(status.output)
        return try #require(report["log"]?["last"]?.integer)
    }
}
