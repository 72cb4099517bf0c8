import CBaseline
import Flow
import Logging
import Messages
import Storage
import ZeroMQ

extension Benchmark {
    static let link = Benchmark(
        name: "link",
        summary: "TASK and DONE envelopes of 2 KiB a second, worker to hub to worker"
    ) { options in
        var figures: [Figure] = []
        let passes = options.size(20, quick: 3)
        let sample = try Corpus.document(0, size: 2048).payload()
        for transport in ["inproc", "ipc"] {
            let results = try await inTurns(options) { _ in
                let folder = try Folder(in: options.folder)
                return [try await hub(folder, try endpoint(transport, folder), passes)]
            } raw: { _ in
                let folder = try Folder(in: options.folder)
                let elapsed = try baseline_link(
                    try endpoint(transport, folder).description, Int64(LinkWorker.articles),
                    Int64(passes), sample.header.count, sample.body.count
                ).checked("link")
                return [rate(passes * LinkWorker.envelopes, elapsed)]
            }
            figures.append(
                Figure(
                    benchmark: "link", variant: "\(transport), envelopes", unit: .perSecond,
                    chancery: results.chancery.map { $0[0] }, raw: results.raw.map { $0[0] }))
        }
        return figures
    }

    private static func endpoint(_ transport: String, _ folder: Folder) throws -> Endpoint {
        try Endpoint(transport == "ipc" ? folder.socket("hub.sock") : "inproc://hub")
    }

    private static func hub(
        _ folder: Folder, _ endpoint: Endpoint, _ passes: Int
    ) async throws -> Double {
        let journal = try Journal(path: folder.file("journal.sqlite"))
        var operations: [JournalOperation] = []
        for number in 0..<passes * LinkWorker.articles {
            let document = Corpus.document(number, size: 2048)
            operations.append(
                .accept(
                    task: document.taskID, payload: try document.payload(),
                    source: document.source, item: document.item, at: 1_700_000_000))
        }
        _ = try await journal.commit(operations)
        let context = try Context()
        let loop = try EventLoop(name: "hub")
        let workers = try EventLoop(name: "workers")
        let hub = try await Hub.open(
            Hub.Parts(
                context: context, loop: loop, endpoints: [endpoint], journal: journal,
                flight: folder.file("flight"), process: "hub", settings: FlowSettings(),
                log: .silent))
        try await hub.start()
        let worker = try LinkWorker(context: context, loop: workers)
        let elapsed = try await worker.run(passes, at: endpoint)
        await hub.idle()
        await worker.stop()
        await hub.stop()
        await journal.close()
        for thread in [loop, workers] {
            thread.stop()
            await thread.ended()
        }
        return rate(passes * LinkWorker.envelopes, elapsed)
    }
}
