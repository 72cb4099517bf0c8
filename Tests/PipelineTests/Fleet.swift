import Glibc
import TestSupport

/// A pipeline spread over processes, and what a supervisor does for it: what dies is started again.
final class Fleet {
    /// What each process does.
    static let roles = ["hub", "fetch", "normalize", "extract", "classify", "publish"]

    let installation: Installation
    /// What each of these processes does; `extract-2` is one more that extracts.
    let roles: [String]
    /// The network with a place for each role; nil if they are all at the same.
    private let network: ChaosNetwork?
    private let faults: String?
    private(set) var processes: [String: ChanceryProcess] = [:]
    private(set) var deaths: [String: Int] = [:]
    private(set) var starts: [String: Int] = [:]

    /// The endpoint of the hub.
    var hub: String { "ipc://\(installation.runtime)/hub.sock" }

    init(
        _ installation: Installation, faults: String? = nil, roles: [String] = Fleet.roles,
        on network: ChaosNetwork? = nil
    ) {
        self.installation = installation
        self.faults = faults
        self.roles = roles
        self.network = network
    }

    deinit {
        // One that was stopped takes no SIGTERM, and SIGKILL all the same.
        for process in processes.values { process.signal(SIGKILL) }
    }

    /// A configuration for a fleet, with `flow` besides the endpoint.
    static func installation(_ flow: String = "") throws -> Installation {
        let installation = try Installation()
        let yaml = """
            state: \(installation.state)
            runtime: \(installation.runtime)
            flow: { endpoint: "ipc://\(installation.runtime)/hub.sock"\(flow) }

            """
        try write(Array(yaml.utf8), to: installation.configuration)
        return installation
    }

    /// Starts what does not run, and counts what died.
    func tend() throws {
        for role in roles {
            if let process = processes[role] {
                guard process.poll() != nil else { continue }
                deaths[role, default: 0] += 1
            }
            try start(role)
        }
    }

    /// Starts one role.
    func start(_ role: String) throws {
        starts[role, default: 0] += 1
        var arguments: [String]
        switch role {
        case "hub": arguments = ["run", "--stages", ""]
        case "fetch": arguments = ["work", "fetch", "--folder", installation.news]
        default: arguments = ["work", String(role.prefix { $0 != "-" })]
        }
        let everything = role == "hub" || network != nil
        arguments += ["--log-level", everything ? "debug" : "info"]
        var environment = ["CHANCERY_CONFIG": configuration(role)]
        environment["CHANCERY_FAULTS"] = faults
        let command = try network?.command(arguments, in: role)
        processes[role] = try ChanceryProcess(
            command?.arguments ?? arguments, environment: environment,
            output: installation.folder.path(of: role + ".out"),
            log: log(role), program: command?.program)
    }

    /// In one place all have the same configuration.
    func configuration(_ role: String) -> String {
        network == nil ? installation.configuration : installation.folder.path(of: role + ".yaml")
    }

    func log(_ role: String) -> String { installation.folder.path(of: role + ".log") }

    /// Sends a signal to a role's process; false if it is not there.
    @discardableResult
    func signal(_ number: Int32, _ role: String) -> Bool {
        guard let process = processes[role], process.poll() == nil else { return false }
        process.signal(number)
        return true
    }

    /// Stops everything in order: fetch first, the hub last.
    ///
    /// - Returns: the exit codes.
    func stop() async throws -> [String: Int32] {
        var codes: [String: Int32] = [:]
        for role in roles.filter({ $0 != "hub" }) + ["hub"] {
            guard let process = processes[role] else { continue }
            process.signal(SIGCONT)
            process.signal(SIGTERM)
            codes[role] = try await process.wait()
        }
        return codes
    }
}
