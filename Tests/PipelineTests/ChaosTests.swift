import Glibc
import TestSupport
import Testing

/// The pipeline spread over hosts, with something bad on every wire between them.
@Suite(
    "Stages on other hosts, over a network that fails", .serialized,
    .enabled(if: ChaosNetwork.obstacle == nil, "\(ChaosNetwork.obstacle ?? "")"))
struct ChaosTests {
    static let workers = ["fetch", "normalize", "extract", "extract-2", "classify", "publish"]

    /// Each worker talks to the hub, and a follower to Publish.
    static let links =
        workers.map { ChaosPlan.Link(client: $0, server: "hub", port: 7001) }
        + [ChaosPlan.Link(client: "follower", server: "publish", port: 7003)]

    @Test(
        "Delays, stalls, resets, half-open connections, garbage, partitions: noticed in 6 s, nothing lost",
        .timeLimit(.minutes(4 * Patience.factor)))
    func fails() async throws {
        try await prove(seed: 20_261_126, seconds: 36, longest: 10)
    }

    @Test(
        "The same for as long as asked, with partitions of up to a minute",
        .enabled(if: LongRun.asked != nil, "only for deploy/prove network"),
        .timeLimit(.minutes(600 * Patience.factor)))
    func failsForLong() async throws {
        guard let proof = LongRun.asked else { return }
        print("prove network --seed \(proof.seed) --minutes \(proof.minutes)")
        try await prove(seed: proof.seed, seconds: Double(60 * proof.minutes), longest: 60)
    }

    @Test(
        "A follower that is heard no more, because its words became garbage, connects again",
        .timeLimit(.minutes(Patience.factor)))
    func deafened() async throws {
        let plan = ChaosPlan(
            places: ["daemon", "follower"],
            links: [ChaosPlan.Link(client: "follower", server: "daemon", port: 7003)],
            faults: [
                ChaosPlan.Fault(
                    number: 0, link: "follower", kind: .garbage, way: .up, at: 0.5, seconds: 0.1,
                    garbage: ChaosPlan.message(Array(repeating: 0x41, count: 100)))
            ])
        let installation = try Installation(
            """
            publish: {follow: "tcp://\(try ChaosNetwork.address(of: "daemon", in: plan)):7003"}
            security: {server_key: log.key, clients: clients}
            """)
        let network = try await ChaosNetwork(plan, in: installation.folder)
        try await keys(["log", "follower"], installation)
        let command = try network.command(["run"], in: "daemon")
        let daemon = try ChanceryProcess(
            command.arguments, environment: ["CHANCERY_CONFIG": installation.configuration],
            output: installation.folder.path(of: "daemon.out"), log: installation.log,
            program: command.program)
        let follower = try follower(installation, network)
        func connections(_ what: String) -> [ChaosNetwork.Event] {
            network.events.filter { $0.what == what }
        }
        #expect(try await eventually { connections("answered").count == 1 })
        try network.go()
        #expect(try await eventually { connections("answered").count == 2 })
        let delay = try #require(connections("connected").last).time - connections("begin")[0].time
        #expect(delay > 0 && delay < 6)
        for process in [follower, daemon] {
            process.signal(SIGTERM)
            #expect(try await process.wait() == 0)
        }
    }

    static func plan(seed: UInt64, seconds: Double, longest: Double) -> ChaosPlan {
        ChaosPlan(
            seed: seed, places: ["hub"] + workers + ["follower"], links: links, seconds: seconds,
            longest: longest, cutOff: "hub")
    }

    /// Articles go through, three of them poison, while the network fails; then all must be there.
    private func prove(seed: UInt64, seconds: Double, longest: Double) async throws {
        let plan = Self.plan(seed: seed, seconds: seconds, longest: longest)
        let installation = try Installation()
        let network = try await ChaosNetwork(plan, in: installation.folder)
        try await configure(installation, plan, network)
        let fleet = Fleet(
            installation, faults: KillingTests.faults, roles: ["hub"] + Self.workers, on: network)
        let begin = ContinuousClock.now
        try fleet.tend()
        let follower = try follower(installation, network)
        let joined = try await eventually {
            contents(of: fleet.log("hub")).components(of: "msg=\"worker joined\"").count
                >= Self.workers.count
        }
        try #require(joined, "\(contents(of: fleet.log("hub")))")
        // News keeps coming, so that each fault finds something on its way.
        let least = 300
        let interval = min(0.5, seconds / Double(least) * 5 * 0.8)
        var articles = 0
        func more(_ count: Int) throws {
            for number in articles..<(articles + count) {
                let poison = [50: "ZZKILL", 120: "ZZFAIL", 200: "ZZCRASH"][number] ?? ""
                try installation.add(
                    "a\(number).txt", KillingTests.article(number, poison: poison))
            }
            articles += count
        }
        try network.go()
        while try !network.isOver() {
            if articles < least || seconds > 60 { try more(5) }
            try await Task.sleep(for: .seconds(interval))
            try fleet.tend()
        }
        if articles < least { try more(least - articles) }

        // Now the network is well again.
        var report: JSONValue?
        let finished = try await eventually(within: .seconds(60 + seconds / 2)) {
            try fleet.tend()
            try await Task.sleep(for: .milliseconds(100))
            report = try await status(installation)
            return report?["journal"]?["accepted"]?.integer == 0
                && report?["journal"]?["finished"]?.integer == articles - 3
                && report?["journal"]?["dead"]?.integer == 3
        }
        #expect(finished, "\(report.map { "\($0)" } ?? "no status")")
        let last = try #require(report?["log"]?["last"]?.integer)
        let caughtUp = try await eventually(within: .seconds(60)) {
            follower.printed.utf8.count { $0 == UInt8(ascii: "\n") } >= last
        }
        #expect(caughtUp, "\(follower.logged)")
        follower.signal(SIGTERM)
        #expect(try await follower.wait() == 0)
        let codes = try await fleet.stop()
        #expect(codes.values.allSatisfy { $0 == 0 }, "\(codes)")
        try await Proof.judge(
            state: installation.state, seen: follower.printed, last: last, articles: articles)
        // Only poison kills.
        #expect(Set(fleet.deaths.keys).isSubset(of: ["normalize", "extract", "extract-2"]))
        let findings = ChaosFindings(
            plan: plan, events: network.events,
            logs: Dictionary(
                uniqueKeysWithValues: fleet.roles.map { ($0, contents(of: fleet.log($0))) }))
        judge(findings)
        let crashes = contents(of: fleet.log("hub")).components(of: "msg=\"worker lost\"").count
        let handouts = contents(of: fleet.log("hub")).components(of: "msg=\"handed out").count
        print(
            """
            seed \(seed): \(articles) articles, \(plan.faults.count) faults, \
            \(crashes) workers lost, deaths \(fleet.deaths.sorted { $0.key < $1.key }), \
            \(handouts) handed out where \((articles - 3) * 4) would do, \
            \(last) events once each, \(ContinuousClock.now - begin)
            """)
    }

    private func judge(_ findings: ChaosFindings) {
        #expect(findings.byServer.over(6).isEmpty)
        #expect(findings.byClient.over(6).isEmpty)
        #expect(findings.recoveries.over(8).isEmpty)
        #expect(findings.falseAlarms.isEmpty)
        #expect(findings.byServer.count >= 3 && findings.byClient.count >= 3)
        print("noticed by the hub: \(findings.byServer.summary)")
        print("noticed by workers and the follower: \(findings.byClient.summary)")
        print("served again: \(findings.recoveries.summary)")
    }

    private func status(_ installation: Installation) async throws -> JSONValue? {
        let answer = try await installation.command(
            ["status", "--format", "json"], limit: .seconds(3))
        return try? JSONValue(answer.output)
    }
}

@Suite("The plan of a network that fails")
struct ChaosPlanTests {
    @Test("A seed has one plan, with each kind of fault in it")
    func plans() {
        func plan(_ seed: UInt64) -> ChaosPlan {
            ChaosTests.plan(seed: seed, seconds: 36, longest: 10)
        }
        #expect(plan(7).json == plan(7).json)
        #expect(plan(7).json != plan(8).json)
        #expect(Set(plan(20_261_126).faults.map(\.kind)).count == ChaosPlan.Kind.allCases.count)
        let long = ChaosTests.plan(seed: 7, seconds: 1800, longest: 60).faults.filter {
            $0.kind == .partition
        }
        #expect(long.contains { $0.seconds < 3 } && long.contains { $0.seconds > 30 })
        #expect(long.allSatisfy { (1...60).contains($0.seconds) })
    }
}
