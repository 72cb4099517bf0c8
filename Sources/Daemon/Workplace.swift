import Configuration
import Flow
import Glibc
import Logging
import Messages
import Security
import ZeroMQ

/// What the parts of one process share: its sockets' context and thread, its settings, its name.
struct Workplace: Sendable {
    let settings: Settings
    let flow: FlowSettings
    let context: Context
    let loop: EventLoop
    /// A random token of this process.
    let process: String
    let log: Logger
    /// Called when the process should be restarted.
    let onGivingUp: @Sendable (String) -> Void
    /// Called when the hub will not take one of the parts.
    let onRefusal: @Sendable (String) -> Void
    /// The door for whoever comes over tcp; nil if nobody can.
    let entrance: Entrance?

    /// Opens a workplace. Nothing is bound in its context before the door stands.
    static func open(
        _ settings: Settings, log: Logger, onGivingUp: @escaping @Sendable (String) -> Void,
        onRefusal: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Workplace {
        let context = try Context()
        return Workplace(
            settings: settings, flow: FlowSettings(settings.flow), context: context,
            loop: try EventLoop(name: "flow"), process: Digest.base32(Digest.random(10)),
            log: log, onGivingUp: onGivingUp, onRefusal: onRefusal,
            entrance: try await Entrance.open(settings.security, context: context, log: log))
    }

    /// Who decides at `endpoint`, which this process is to open; nil if everybody may come who can
    /// reach it. A configuration with a client's keys may name endpoints elsewhere, so only whoever
    /// opens one can tell.
    ///
    /// - Throws: ``DaemonError`` if the network could reach it and nobody decides.
    func door(at endpoint: Endpoint, _ key: String) throws(DaemonError) -> Door? {
        guard entrance == nil && endpoint.isRemote else { return entrance?.door }
        throw DaemonError(
            .configuration,
            "\(key): \(endpoint) is to be served here, which needs CURVE; "
                + "set security.server_key, or use ipc:// or tcp://127.0.0.1")
    }

    /// How this process shows a hub over tcp who it is.
    private func security(to hub: Endpoint) throws -> SecurityOptions {
        try ClientSecurity.options(settings.security.client, to: hub)
    }

    /// What the worker of `stage` in this process is called.
    func worker(_ stage: StageName) -> String {
        "\(stage.rawValue)@\(Machine.host)-\(getpid())-\(process)"
    }

    /// How many tasks this process works on in `stage` at a time.
    func instances(_ stage: StageName) -> Int {
        let cores = Machine.cores
        return switch stage {
        case .fetch: 1
        case .normalize: settings.stages.normalize.number(cores: cores)
        case .extract: settings.stages.extract.number(cores: cores)
        case .classify: settings.stages.classify.number(cores: cores)
        case .publish: flow.publishing
        }
    }

    /// A client that offers documents to the hub.
    func client(hub: Endpoint) throws -> OfferClient {
        try OfferClient(
            context: context, loop: loop, hub: hub, security: try security(to: hub),
            greeting: greeting(.fetch), settings: flow,
            documentLimit: settings.limits.document, log: log, onRefusal: onRefusal)
    }

    /// A runner of `stage`, with the configured number of instances.
    func runner(
        _ stage: StageName, hub: Endpoint, _ make: @escaping @Sendable (Int) throws -> StageInstance
    ) throws -> StageRunner {
        try StageRunner(
            context: context, loop: loop, hub: hub, security: try security(to: hub),
            greeting: greeting(stage), settings: flow,
            log: log, onGivingUp: onGivingUp, onRefusal: onRefusal, makeInstance: make)
    }

    private func greeting(_ stage: StageName) -> Greeting {
        Greeting(
            stage: stage, version: Version.current, worker: worker(stage), process: process,
            instances: instances(stage))
    }
}

extension FlowSettings {
    /// What the configuration says.
    init(_ settings: Settings.Flow) {
        self.init()
        window = settings.window
        windowBytes = settings.windowBytes
        backlog = settings.backlog
        attempts = settings.attempts
        heartbeat = settings.heartbeat
        silence = settings.silence
        taskDeadline = settings.taskDeadline
        taskDeadlinePer10kB = settings.taskDeadlinePer10kB
    }

    /// Tasks Publish holds at once, so that one commit serves many.
    var publishing: Int { min(window, 64) }
}
