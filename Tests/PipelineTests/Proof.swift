import Storage
import TestSupport
import Testing

/// What a run under fire must come to.
enum Proof {
    /// Checks that of `articles` the three poisons are dead letters and all others finished, that
    /// no revision stands in the log twice, and that a follower saw each entry once, in order.
    static func judge(state: String, seen text: String, last: Int, articles: Int) async throws {
        let journal = try Journal(path: state + "/journal.sqlite")
        let counts = try await journal.counts()
        #expect(counts[.finished] == articles - 3)
        let dead = try await journal.dead(limit: 100)
        #expect(Set(dead.map(\.item)) == ["a50.txt", "a120.txt", "a200.txt"])
        #expect(dead.allSatisfy { !$0.reason.isEmpty })
        await journal.close()
        let seen = text.split(separator: "\n").compactMap { try? JSONValue(String($0)) }
        #expect(
            seen.compactMap { $0["sequence"]?.integer } == Array(1...last),
            "the follower saw each once, in order")
        #expect(
            Set(seen.map { "\($0["id"]?.text ?? "") \($0["revision"]?.integer ?? 0)" }).count
                == seen.count, "no revision stands in the log twice")
        let told = Set(seen.compactMap { $0["article"]?["id"]?.text })
        #expect(told.count == articles - 3, "every innocent article has an event")
    }
}
