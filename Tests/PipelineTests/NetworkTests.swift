import Glibc
import TestSupport
import Testing
import ZeroMQ

/// The daemon on the network: keys, an allow-list, and whoever tries without.
@Suite("The daemon over tcp", .serialized, .timeLimit(.minutes(3 * Patience.factor)))
struct NetworkTests {
    /// A daemon's configuration with keys, and the clients that are on its list.
    struct Network {
        let installation: Installation
        let intake: UInt16
        let follow: UInt16
        let broadcast: UInt16
        let hub: UInt16

        init() async throws {
            (intake, follow) = (try freePort(), try freePort())
            (broadcast, hub) = (try freePort(), try freePort())
            installation = try Installation(
                """
                fetch: {intake: {endpoint: "tcp://127.0.0.1:\(intake)"}}
                publish: {follow: "tcp://127.0.0.1:\(follow)",
                  broadcast: "tcp://127.0.0.1:\(broadcast)"}
                flow: {endpoint: "tcp://127.0.0.1:\(hub)"}
                security: {server_key: server.key, clients: clients, key: reader.key,
                  server: server.pub}
                """)
            for name in ["server", "reader", "agency", "worker", "stranger"] {
                let made = try await installation.command(
                    ["keygen", name, "--directory", installation.folder.path])
                try #require(made.code == 0, "\(made.log)")
                try #require(made.output.contains(try key(name).1))
                try #require(!(made.output + made.log).contains(try secret(name)))
            }
            try list(["reader": "subscribe", "agency": "publish"])
        }

        func list(_ roles: [String: String]) throws {
            let lines = try roles.map { "\(try key($0.key).1) \($0.value) \($0.key)\n" }
            try write(Array(lines.joined().utf8), to: installation.folder.path(of: "clients"))
        }

        private func secret(_ name: String) throws -> String { try key(name).0 }

        /// The secret and the public key of a client.
        func key(_ name: String) throws -> (String, String) {
            let line = contents(of: installation.folder.path(of: "\(name).key"))
                .split(separator: "\n").first { !$0.hasPrefix("# ") }
            let words = try #require(line).split(separator: " ")
            return (String(words[0]), String(words[1]))
        }

        func security(_ name: String) throws -> SecurityOptions {
            let pair = try key(name)
            return .curveClient(
                serverKey: try CurvePublicKey(try key("server").1),
                publicKey: try CurvePublicKey(pair.1), secretKey: try CurveSecretKey(pair.0))
        }

        func submit(_ text: String, as name: String) async throws -> String {
            let client = try WireClient(security: try security(name))
            try await client.connect(to: "tcp://127.0.0.1:\(intake)")
            return String(
                decoding: try await client.ask(#"{"id": "\#(text)", "text": "\#(text)"}"#),
                as: UTF8.self)
        }

        /// What the status says about security.
        func report() async throws -> JSONValue? {
            let answer = try await installation.command(["status", "--format", "json"])
            try #require(answer.code == 0, "\(answer.log)")
            return try JSONValue(answer.output)["security"]
        }

        /// Every port on the network.
        var ports: [UInt16] { [intake, follow, broadcast, hub] }

        func refused() async throws -> Int {
            Int(try await report()?["refused"]?.integer ?? -1)
        }
    }

    @Test("keys, check, intake, subscribe, a list read again, and the status of it all")
    func everything() async throws {
        let network = try await Network()
        let check = try await network.installation.command(["check"])
        #expect(check.code == 0)
        #expect(check.output.contains("CURVE on every tcp socket, 2 keys on the allow-list"))
        let daemon = try network.installation.daemon()
        #expect(try await network.installation.ready())
        #expect(
            try await network.submit(StreamingTests.sentence(1), as: "agency")
                .contains("accepted"))
        let followed = try await network.installation.command([
            "subscribe", "--count", "1", "--format", "jsonl",
        ])
        if access("/usr/lib/python3/dist-packages/zmq", F_OK) == 0 { try await python(network) }
        #expect(followed.code == 0 && followed.output.contains("chancery.event/1"))
        // A key of another role, and one of no role.
        for name in ["reader", "stranger"] {
            let before = try await network.refused()
            let client = try WireClient(security: try network.security(name))
            try await client.connect(to: "tcp://127.0.0.1:\(network.intake)")
            _ = try await client.send([[1]])
            #expect(try await eventually { try await network.refused() > before })
            #expect(await client.waiting == 0)
        }
        // A list that cannot be read changes nothing; one that can counts at once.
        try write(Array("nonsense\n".utf8), to: network.installation.folder.path(of: "clients"))
        daemon.signal(SIGHUP)
        #expect(try await eventually { daemon.logged.contains("stays as it was") })
        #expect(daemon.logged.contains("clients:1: expects <public key>"))
        #expect(
            try await network.submit(StreamingTests.sentence(2), as: "agency")
                .contains("accepted"))
        try network.list(["stranger": "publish"])
        daemon.signal(SIGHUP)
        #expect(try await eventually { daemon.logged.contains("read the allow-list again") })
        #expect(
            try await network.submit(StreamingTests.sentence(3), as: "stranger")
                .contains("accepted"))
        let report = try await network.report()
        #expect(report?["keys"]?.integer == 1)
        #expect(report?["failedReloads"]?.integer == 1)
        daemon.signal(SIGTERM)
        #expect(try await daemon.wait() == 0)
        #expect(!daemon.logged.contains(try network.key("server").0))
    }

    @Test("Publish in a process of its own reads the list again, too")
    func workerReloads() async throws {
        let network = try await Network()
        let installation = network.installation
        let yaml = contents(of: installation.configuration).split(separator: "\n").map {
            $0.hasPrefix("flow:")
                ? "flow: {endpoint: \"ipc://\(installation.runtime)/hub.sock\"}\n" : "\($0)\n"
        }.joined()
        try write(Array(yaml.utf8), to: installation.configuration)
        let hub = try installation.daemon(["--stages", "fetch,normalize,extract,classify"])
        #expect(try await installation.ready())
        let publish = try installation.start(["work", "publish"], output: "publish")
        #expect(try await eventually { publish.logged.contains("msg=\"ready\"") })
        try write(Array("nonsense\n".utf8), to: installation.folder.path(of: "clients"))
        publish.signal(SIGHUP)
        #expect(try await eventually { publish.logged.contains("stays as it was") })
        try network.list(["agency": "subscribe", "reader": "subscribe"])
        publish.signal(SIGHUP)
        #expect(try await eventually { publish.logged.contains("read the allow-list again") })
        for process in [publish, hub] {
            process.signal(SIGTERM)
            #expect(try await process.wait() == 0)
        }
    }

    /// The same from Python: an article with the agency's key, the log with the reader's.
    private func python(_ network: Network) async throws {
        let folder = network.installation.folder
        let program = """
            import sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, "\(Repository.path("clients/python"))")
            from chancery_client import *
            def mine(name): return keys(f"\(folder.path)/{name}.key", "\(folder.path)/server.pub")
            print(submit("tcp://127.0.0.1:\(network.intake)",
                {"id": "py", "text": "\(StreamingTests.sentence(9))"}, curve=mine("agency")))
            print(next(iter(Follower("tcp://127.0.0.1:\(network.follow)", curve=mine("reader")))))
            try: submit("tcp://127.0.0.1:\(network.intake)", {"id": "x", "text": "x"}, 0.5,
                curve=mine("stranger"))
            except TimeoutError: print("refused")
            """
        let python = try ChanceryProcess(
            ["-c", program], output: folder.path(of: "python.out"),
            log: folder.path(of: "python.log"), program: "/usr/bin/python3")
        #expect(try await python.wait() == 0, "\(python.logged)")
        for part in ["'accepted'", "Event(", "refused"] { #expect(python.printed.contains(part)) }
    }

    @Test("a daemon whose key others can read, or whose list is wrong, does not start")
    func refusesToStart() async throws {
        let network = try await Network()
        let key = network.installation.folder.path(of: "server.key")
        chmod(key, 0o644)
        for command in [["run"], ["check"]] {
            let result = try await network.installation.command(command)
            #expect(result.code == 78)
            #expect(result.log.contains("\(key): others can get at this secret key"))
            #expect(result.log.split(separator: "\n").count == 1)
        }
        chmod(key, 0o600)
        try network.list(["agency": "administer"])
        let result = try await network.installation.command(["run"])
        #expect(result.code == 78)
        #expect(result.log.contains("clients:1: administer is for nobody here"))
    }

    @Test(
        "with a client's keys alone, nothing is opened to the network",
        arguments: [
            ("flow", "flow.endpoint", "endpoint"), ("publish", "publish.follow", "follow"),
            ("publish", "publish.broadcast", "broadcast"),
        ])
    func clientServes(group: String, key: String, name: String) async throws {
        let installation = try Installation(
            """
            \(group): {\(name): "tcp://0.0.0.0:\(try freePort())"}
            security: {key: reader.key, server: server.pub}
            """)
        for name in ["reader", "server"] {
            _ = try await installation.command(
                ["keygen", name, "--directory", installation.folder.path])
        }
        #expect(try await installation.command(["check"]).code == 0)
        let result = try await installation.command(["run"])
        #expect(result.code == 78)
        #expect(result.log.contains("\(key): tcp://0.0.0.0:"))
        #expect(result.log.contains("set security.server_key"))
    }
}

func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

/// A port of this machine that nobody uses now.
func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            bind(descriptor, pointer, size) == 0 ? getsockname(descriptor, pointer, &size) : -1
        }
    }
    try #require(code == 0)
    return UInt16(bigEndian: address.sin_port)
}
