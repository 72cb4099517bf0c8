import Flow
import Logging
import Messages
import Publish
import Storage
import Threads
import ZeroMQ

/// A hub, a runner for each stage and a source in one process, as the daemon has them.
struct Rig {
    let folder: Folder
    let loop: EventLoop
    let hub: Hub
    let journal: Journal
    let log: EventLog
    let source: OfferClient
    let runners: [StageRunner]

    init(in base: String?) async throws {
        try await self.init(in: base, instances: 2, classify: { PassingClassify() }, workers: 1)
    }

    /// A rig whose fourth stage is made by `classify` and served by `workers` of `instances` each.
    init(
        in base: String?, instances: Int = 1, classify: @escaping @Sendable () -> some Stage,
        workers: Int
    ) async throws {
        folder = try Folder(in: base)
        let context = try Context()
        let loop = try EventLoop(name: "flow")
        self.loop = loop
        journal = try Journal(path: folder.file("journal.sqlite"))
        log = try EventLog(path: folder.file("events.sqlite"))
        let endpoint = try Endpoint("inproc://hub")
        hub = try await Hub.open(
            Hub.Parts(
                context: context, loop: loop, endpoints: [endpoint], journal: journal,
                flight: folder.file("flight"), process: "benchmark", settings: FlowSettings(),
                log: .silent))
        let publish = PublishStage(log: log, thread: DedicatedThread(name: "publish")) { _ in }
        func runner(
            _ stage: StageName, _ count: Int, name: String? = nil,
            _ make: @escaping @Sendable (Int) throws -> StageInstance
        ) throws -> StageRunner {
            try StageRunner(
                context: context, loop: loop, hub: endpoint,
                greeting: Rig.greeting(stage, instances: count, name: name), log: .silent,
                makeInstance: make)
        }
        var runners = [
            try runner(.normalize, 1) { _ in StageInstance(PassingNormalize()) },
            try runner(.extract, 2) { _ in StageInstance(PassingExtract()) },
            try runner(.publish, 32) { _ in StageInstance(publish) },
        ]
        for number in 0..<workers {
            runners.append(
                try runner(.classify, instances, name: "classify-\(number)") { _ in
                    StageInstance(classify())
                })
        }
        self.runners = runners
        source = try OfferClient(
            context: context, loop: loop, hub: endpoint,
            greeting: Rig.greeting(.fetch, instances: 1), log: .silent)
        try await hub.start()
        for runner in runners { try await runner.start() }
        try await source.start()
    }

    /// - Parameter name: of the worker, if its stage has several.
    static func greeting(
        _ stage: StageName, instances: Int, name: String? = nil
    ) -> Greeting {
        Greeting(
            stage: stage, version: "benchmark", worker: name ?? stage.rawValue,
            process: "benchmark", instances: instances)
    }

    /// Offers `documents`, `width` at a time, and waits until all are finished.
    func pass(_ documents: [RawDocument], width: Int = 32) async throws {
        let source = self.source
        let share = (documents.count + width - 1) / width
        let accepted = await withTaskGroup(of: Int.self) { group in
            for start in stride(from: 0, to: documents.count, by: share) {
                let part = documents[start..<min(start + share, documents.count)]
                group.addTask {
                    var count = 0
                    for document in part where await source.offer(document) == .accepted {
                        count += 1
                    }
                    return count
                }
            }
            return await group.reduce(0, +)
        }
        guard accepted == documents.count else { throw Failure("articles were refused") }
        await hub.idle()
    }

    func stop() async {
        await source.stop()
        for runner in runners { await runner.stop() }
        await hub.stop()
        await journal.close()
        await log.close()
        loop.stop()
        await loop.ended()
    }
}
