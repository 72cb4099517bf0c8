import Glibc
import TestSupport
import Testing

/// A network of its own, with places that reach each other only through a bad proxy
/// (`Python/chaos_network.py`). It goes when this value does, or this process.
final class ChaosNetwork {
    /// Something that happened in it.
    struct Event {
        /// Seconds since 1970.
        let time: Double
        let what: String
        let link: String?
        /// The fault's number in the plan.
        let fault: Int?
        /// How many connections the fault found.
        let hit: Int
    }

    private static let script = Repository.path("Tests/PipelineTests/Python/chaos_network.py")
    private static let unshare = "/usr/bin/unshare"
    private let process: ChanceryProcess
    private let plan: String
    private let places: JSONValue
    private let proxies: JSONValue

    /// What this machine does not let us do; nil if it lets us make networks.
    static let obstacle: String? = {
        guard geteuid() == 0 else { return "needs root, to make network namespaces" }
        do {
            let folder = try TemporaryFolder()
            let log = folder.path(of: "log")
            let check = try ChanceryProcess(
                ["--net", "python3", "-B", script, "--check"], output: log, log: log,
                program: unshare)
            var status: Int32?
            for _ in 0..<3000 where status == nil {
                status = check.poll()
                usleep(10_000)
            }
            if status == 0 { return nil }
            let reason = contents(of: log).split(separator: "\n").last
            return "cannot make network namespaces: \(reason ?? "no answer")"
        } catch {
            return "cannot make network namespaces: \(error)"
        }
    }()

    /// Makes the network of `plan` with its files in `folder`. Nothing goes wrong in it yet.
    init(_ plan: ChaosPlan, in folder: TemporaryFolder) async throws {
        self.plan = folder.path(of: "plan")
        try write(Array(plan.json.utf8), to: self.plan)
        process = try ChanceryProcess(
            ["--net", "python3", "-B", ChaosNetwork.script, self.plan],
            output: folder.path(of: "network.jsonl"), log: folder.path(of: "network.log"),
            program: ChaosNetwork.unshare)
        var ready: JSONValue?
        let process = process
        let isReady = try await eventually {
            ready = process.printed.split(separator: "\n").first.flatMap {
                try? JSONValue(String($0))
            }
            return ready?["places"] != nil || process.poll() != nil
        }
        try #require(isReady && ready != nil, "\(process.logged)")
        places = try #require(ready?["places"])
        proxies = try #require(ready?["proxies"])
    }

    deinit { process.signal(SIGTERM) }

    /// Where a link's client finds its server: the proxy's address.
    func proxy(of link: String) throws -> String { try #require(proxies[link]?.text) }

    /// The address of a place.
    static func address(of place: String, in plan: ChaosPlan) throws -> String {
        "198.18.\(try #require(plan.places.firstIndex(of: place)) + 1).2"
    }

    /// The command line that runs `chancery` with `arguments` in a place.
    func command(_ arguments: [String], in place: String) throws
        -> (program: String, arguments: [String])
    {
        let holder = try #require(places[place]?.integer)
        return (
            "/usr/bin/nsenter",
            ["--net=/proc/\(holder)/ns/net", ChanceryProcess.binary] + arguments
        )
    }

    /// Lets the plan begin.
    func go() throws { try write([], to: plan + ".go") }

    /// What happened up to now. The last line may not be whole yet.
    var events: [Event] {
        process.printed.split(separator: "\n").compactMap { line in
            guard let event = try? JSONValue(String(line)), case .number(let time)? = event["time"]
            else { return nil }
            return Event(
                time: time, what: event["what"]?.text ?? "", link: event["link"]?.text,
                fault: event["fault"]?.integer, hit: event["hit"]?.integer ?? 0)
        }
    }

    /// Whether everything in the plan has happened; throws if the network broke down.
    func isOver() throws -> Bool {
        try #require(process.poll() == nil, "\(process.logged)")
        return process.printed.contains("\"what\": \"over\"")
    }
}
