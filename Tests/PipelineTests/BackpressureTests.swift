import Glibc
import Messages
import TestSupport
import Testing

/// What happens when the end of the pipeline stands still.
@Suite("Backpressure", .timeLimit(.minutes(2 * Patience.factor)), .serialized)
struct BackpressureTests {
    @Test("With Publish blocked the intake answers busy, memory is bounded, and nothing is lost")
    func publishBlocked() async throws {
        let installation = try Installation("flow: { backlog: 200, window: 16 }\n")
        let daemon = try installation.daemon(faults: "publish:block=ZZBLOCK")
        #expect(try await installation.ready())
        let intake = try WireClient()
        try await intake.connect(to: "ipc://\(installation.runtime)/intake.sock")

        let filling = String(repeating: "The talks went on. ", count: 500)
        var accepted: Set<String> = []
        var busy = 0
        var sizes: [Int] = []
        var number = 0
        // Offered until the intake has said busy often enough, or has taken far too much.
        while busy < 50 && accepted.count < 2000 {
            number += 1
            let id = "b-\(number)"
            let word = number == 1 ? " ZZBLOCK" : ""
            let text = StreamingTests.sentence(number) + word + "\\n\\n" + filling
            let reply = try JSONValue.parse(
                try await intake.ask(#"{"id":"\#(id)","text":"\#(text)"}"#))
            #expect(reply["id"]?.text == id)
            switch reply["status"]?.text {
            case "accepted": accepted.insert(id)
            case "busy":
                busy += 1
                #expect(reply["retryAfter"] != nil)
                try await Task.sleep(for: .milliseconds(20))
            case let other: Issue.record("status \(other ?? "absent")")
            }
            if let size = daemon.residentBytes { sizes.append(size) }
        }
        #expect(busy >= 50)
        #expect(accepted.count >= 200 && accepted.count < 400)
        let growth = (sizes.max() ?? 0) - (sizes.first ?? 0)
        #expect(growth < 64 << 20 || Sanitizer.isRunning, "grew by \(growth >> 20) MiB")

        // SIGUSR1 lets what is blocked go on.
        daemon.signal(SIGUSR1)
        let finished = try await eventually(within: .seconds(180)) {
            let answer = try await installation.command(["status", "--format", "json"])
            let report = try JSONValue(answer.output)
            return report["journal"]?["finished"]?.integer == accepted.count
                && report["journal"]?["dead"]?.integer == 0
        }
        #expect(finished)
        let late = #"{"id":"late","text":"\#(StreamingTests.sentence(1))"}"#
        let reply = try JSONValue.parse(try await intake.ask(late))
        #expect(reply["status"]?.text == "accepted")
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
    }
}
