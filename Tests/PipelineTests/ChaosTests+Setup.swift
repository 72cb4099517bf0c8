import TestSupport
import Testing

/// Keys, configurations and programs at the places of a network.
extension ChaosTests {
    func follower(
        _ installation: Installation, _ network: ChaosNetwork
    ) throws -> ChanceryProcess {
        let folder = installation.folder
        let command = try network.command(
            [
                "subscribe", "--format", "jsonl", "--cursor", folder.path(of: "cursor"),
                "--endpoint", "tcp://\(try network.proxy(of: "follower")):7003",
                "--key", folder.path(of: "follower.key"), "--server", folder.path(of: "log.pub"),
            ], in: "follower")
        return try ChanceryProcess(
            command.arguments, output: folder.path(of: "events.jsonl"),
            log: folder.path(of: "follower.log"), program: command.program)
    }

    /// A key and a configuration for each place, and the list of who may do what.
    func configure(
        _ installation: Installation, _ plan: ChaosPlan, _ network: ChaosNetwork
    ) async throws {
        let folder = installation.folder
        try await keys(["server", "log", "follower"] + Self.workers, installation)
        let common = "state: \(installation.state)\nruntime: \(installation.runtime)\n"
        let hub = try ChaosNetwork.address(of: "hub", in: plan)
        var yaml = [
            "hub": """
            flow: {endpoint: "tcp://\(hub):7001"}
            security: {server_key: server.key, clients: clients}
            """
        ]
        for worker in Self.workers {
            yaml[worker] = """
                flow: {endpoint: "tcp://\(try network.proxy(of: worker)):7001"}
                security: {key: \(worker).key, server: server.pub}
                """
        }
        yaml["publish"] = """
            flow: {endpoint: "tcp://\(try network.proxy(of: "publish")):7001"}
            publish: {follow: "tcp://\(try ChaosNetwork.address(of: "publish", in: plan)):7003"}
            security: {key: publish.key, server: server.pub, server_key: log.key, clients: clients}
            """
        for (role, text) in yaml {
            try write(Array((common + text + "\n").utf8), to: folder.path(of: role + ".yaml"))
        }
    }

    /// A key for each name, and the list of what those may do that are clients.
    func keys(_ names: [String], _ installation: Installation) async throws {
        let folder = installation.folder
        var list = ""
        for name in names {
            let made = try await installation.command(
                ["keygen", name, "--directory", folder.path])
            try #require(made.code == 0, "\(made.log)")
            let role =
                name == "follower" ? "subscribe" : "work:" + name.prefix { $0 != "-" }
            guard name != "server" && name != "log" else { continue }
            let key = contents(of: folder.path(of: name + ".pub")).split(separator: "\n")
                .last { !$0.hasPrefix("# ") }
            list += "\(try #require(key)) \(role) \(name)\n"
        }
        try write(Array(list.utf8), to: folder.path(of: "clients"))
    }
}
