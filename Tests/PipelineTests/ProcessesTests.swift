import Glibc
import Messages
import Storage
import TestSupport
import Testing

/// The pipeline spread over processes.
@Suite("Stages in processes of their own", .serialized)
struct ProcessesTests {
    @Test(
        "SIGKILL all over hub and stages, stopped workers and poison: each article ends once",
        .timeLimit(.minutes(3 * Patience.factor)))
    func shotAtRandom() async throws {
        try await prove(seed: 20_261_124, shots: 60, for: .zero, silence: "2s")
    }

    @Test(
        "The same for as long as asked", .enabled(if: LongRun.asked != nil),
        .timeLimit(.minutes(600 * Patience.factor)))
    func shotForLong() async throws {
        guard let proof = LongRun.asked else { return }
        print("prove kills --seed \(proof.seed) --minutes \(proof.minutes)")
        try await prove(
            seed: proof.seed, shots: 60, for: .seconds(60 * proof.minutes), silence: "5s")
    }

    @Test(
        "With a stage's only worker shot and started again, events come again within 6 s",
        .timeLimit(.minutes(2 * Patience.factor)))
    func recovery() async throws {
        let fleet = Fleet(try Fleet.installation())
        let installation = fleet.installation
        try fleet.tend()
        let follower = try installation.start(
            ["subscribe", "--format", "jsonl"], output: "events.jsonl")
        func arrives(_ numbers: [Int]) async throws -> Duration? {
            let begin = ContinuousClock.now
            if let last = numbers.last {
                try installation.add("r\(last).txt", StreamingTests.sentence(last))
            }
            let came = try await eventually {
                try fleet.tend()
                let printed = follower.printed
                return numbers.allSatisfy { printed.contains("post \($0).") }
            }
            return came ? ContinuousClock.now - begin : nil
        }
        #expect(try await arrives([1000]) != nil)
        for (number, role) in (Fleet.roles.dropFirst() + ["hub"]).enumerated() {
            // Some are on their way when the shot falls.
            let before = (0..<20).map { 3000 + number * 20 + $0 }
            for number in before {
                try installation.add("r\(number).txt", StreamingTests.sentence(number))
            }
            try await Task.sleep(for: .milliseconds(30))
            fleet.signal(SIGKILL, role)
            let time = try await arrives(before + [2000 + number])
            print("recovery after SIGKILL of \(role): \(time.map { "\($0)" } ?? "none")")
            #expect(time.map { $0 < .seconds(6) * Patience.factor } == true, "\(role)")
        }
        let codes = try await fleet.stop()
        #expect(codes.values.allSatisfy { $0 == 0 }, "\(codes)")
    }

    @Test("Python serves as the only classifier", .timeLimit(.minutes(Patience.factor)))
    func pythonClassifier() async throws {
        let fleet = Fleet(try Fleet.installation())
        let installation = fleet.installation
        for number in 0..<20 {
            try installation.add("p\(number).txt", StreamingTests.sentence(number))
        }
        try installation.add("none.txt", "The weather in Oslo was fine on Monday.")
        let daemon = try installation.daemon(
            [
                "--stages", "fetch,normalize,extract,publish", "--once", "--folder",
                installation.news,
            ])
        #expect(try await installation.ready())
        let python = try ChanceryProcess(
            [Repository.path("clients/python/example_worker.py"), fleet.hub],
            output: installation.folder.path(of: "python.out"),
            log: installation.folder.path(of: "python.log"), program: "/usr/bin/python3")
        #expect(try await daemon.wait(.seconds(40)) == 0, "\(python.logged)")
        let report = try await status(installation)
        #expect(report["journal"]?["outcomes"]?["events"]?.integer == 20)
        #expect(report["journal"]?["outcomes"]?["no-event"]?.integer == 1)
        #expect(report["journal"]?["dead"]?.integer == 0)
        #expect(report["log"]?["types"]?["REQUEST"]?.integer == 20)
        python.signal(SIGTERM)
        #expect(try await python.wait() == 0, "\(python.logged)")
    }

    @Test(
        "Workers are shown by name; a second Publish is refused by name and ends with 75",
        .timeLimit(.minutes(Patience.factor)))
    func refusals() async throws {
        // A short patience: a refusal must outlast it before it counts as final.
        let fleet = Fleet(try Fleet.installation(", heartbeat: 200ms, silence: 1s"))
        let installation = fleet.installation
        try fleet.tend()
        var names: [String] = []
        let joined = try await eventually {
            let answer = try await installation.command(["status", "--format", "json"])
            let report = try? JSONValue(answer.output)
            names = report?["hub"]?["workers"]?.entries.compactMap { $0["worker"]?.text } ?? []
            return names.count == 5
        }
        #expect(joined, "\(names)")
        for role in Fleet.roles.dropFirst() {
            let pid = fleet.processes[role]?.pid ?? 0
            #expect(
                names.contains { $0.hasPrefix("\(role)@") && $0.contains("-\(pid)-") }, "\(names)")
        }
        let table = try await installation.command(["status"])
        #expect(names.allSatisfy { table.output.contains($0) })

        let locked = try await installation.command(["work", "publish"])
        #expect(locked.code == 75 && locked.log.contains("publish.lock"))
        let elsewhere = installation.folder.path(of: "b")
        let second = try await installation.command([
            "work", "publish", "--connect", fleet.hub, "--state", elsewhere,
        ])
        #expect(second.code == 75)
        let incumbent = names.first { $0.hasPrefix("publish@") } ?? ""
        #expect(second.log.contains("publish is served by \(incumbent) already"))
        let inside = try await installation.command([
            "work", "extract", "--connect", "inproc://hub",
        ])
        #expect(inside.code == 64)
        let codes = try await fleet.stop()
        #expect(codes.count == 6 && codes.values.allSatisfy { $0 == 0 }, "\(codes)")
    }

    @Test(
        "A worker told to stop finishes what it has; told twice, it goes at once, and it is missed",
        .timeLimit(.minutes(Patience.factor)), arguments: [false, true])
    func stopping(twice: Bool) async throws {
        let fleet = Fleet(try Fleet.installation(), faults: "extract:block=ZZBLOCK")
        let installation = fleet.installation
        try fleet.tend()
        try installation.add("block.txt", StreamingTests.sentence(1) + " ZZBLOCK")
        #expect(
            try await eventually {
                contents(of: fleet.log("hub")).components(of: "handed out")
                    .contains { $0.contains("stage=extract") }
            })
        // The task has left the hub; give it the moment to arrive.
        try await Task.sleep(for: .milliseconds(300))
        let worker = try #require(fleet.processes["extract"])
        worker.signal(SIGTERM)
        #expect(
            try await eventually { contents(of: fleet.log("extract")).contains("stopping") })
        try await Task.sleep(for: .milliseconds(200))
        #expect(worker.poll() == nil, "it waits for what it has")
        worker.signal(twice ? SIGTERM : SIGUSR1)
        #expect(try await worker.wait() == (twice ? 128 + SIGTERM : 0))
        let left = try await eventually {
            contents(of: fleet.log("hub")).contains(twice ? "worker lost" : "worker left")
        }
        #expect(left)
        let extracted = contents(of: fleet.log("hub")).components(of: "stage=classify")
            .filter { $0.contains("handed out") }
        #expect(extracted.count == (twice ? 0 : 1))
    }

    /// 300 articles, three of them poison, and many deaths; longer on demand.
    private func prove(
        seed: UInt64, shots: Int, for duration: Duration, silence: String
    ) async throws {
        let fleet = Fleet(
            try Fleet.installation(", silence: \(silence)"), faults: KillingTests.faults)
        let installation = fleet.installation
        let follower = try installation.start(
            ["subscribe", "--format", "jsonl", "--cursor", installation.folder.path(of: "cursor")],
            output: "events.jsonl")
        let begin = ContinuousClock.now
        var shooting = Shooting(
            seed: seed, longStop: silence == "2s" ? .seconds(3) : .seconds(7))
        var articles = 0
        func more(_ count: Int) throws {
            for number in articles..<(articles + count) {
                let poison = [50: "ZZKILL", 120: "ZZFAIL", 200: "ZZCRASH"][number] ?? ""
                try installation.add(
                    "a\(number).txt", KillingTests.article(number, poison: poison))
            }
            articles += count
        }
        try fleet.tend()
        // News keeps coming while the shots fall, so that each one hits something on its way.
        while shooting.kills < shots || ContinuousClock.now - begin < duration {
            if articles < 300 || duration > .zero { try more(5) }
            try await shooting.shoot(fleet)
        }
        if articles < 300 { try more(300 - articles) }
        try await shooting.cease(fleet)
        let innocent = articles - 3

        // Now nobody shoots, but poison still kills, and the supervisor goes on.
        var report: JSONValue?
        let finished = try await eventually(within: .seconds(60) + duration) {
            try fleet.tend()
            try await Task.sleep(for: .milliseconds(100))
            let answer = try await installation.command(
                ["status", "--format", "json"], limit: .seconds(3))
            report = try? JSONValue(answer.output)
            return report?["journal"]?["accepted"]?.integer == 0
                && report?["journal"]?["finished"]?.integer == innocent
                && report?["journal"]?["dead"]?.integer == 3
        }
        #expect(finished, "\(report.map { "\($0)" } ?? "no status")")
        let last = try #require(report?["log"]?["last"]?.integer)
        let caughtUp = try await eventually {
            follower.printed.utf8.count { $0 == UInt8(ascii: "\n") } >= last
        }
        #expect(caughtUp)
        follower.signal(SIGTERM)
        #expect(try await follower.wait() == 0)
        let codes = try await fleet.stop()
        #expect(codes.values.allSatisfy { $0 == 0 }, "\(codes)")

        try await Proof.judge(
            state: installation.state, seen: follower.printed, last: last, articles: articles)
        // Without repeats inside, nothing would have been tested. A sanitized program is long in
        // starting, so that more of the shots fall while nothing is on its way.
        let handouts = contents(of: fleet.log("hub")).components(of: "msg=\"handed out").count
        let needed = innocent * StageName.working.count
        #expect(handouts > needed + (Sanitizer.isRunning ? 0 : 20))
        #expect(shooting.stops > 0 && shooting.longStops > 0)
        print(
            """
            seed \(seed): \(articles) articles, \(shooting.kills) SIGKILLs, \
            \(shooting.stops) short and \(shooting.longStops) long stops, \
            deaths \(fleet.deaths.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }), \
            \(handouts) handed out where \(needed) would do, \(last) events once each, \
            \(ContinuousClock.now - begin)
            """)
    }

    private func status(_ installation: Installation) async throws -> JSONValue {
        let answer = try await installation.command(["status", "--format", "json"])
        try #require(answer.code == 0, "\(answer.log)")
        return try JSONValue(answer.output)
    }
}
