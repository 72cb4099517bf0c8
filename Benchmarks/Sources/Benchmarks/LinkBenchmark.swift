import CBaseline
import Flow
import Logging
import Messages
import Security
import Storage
import ZeroMQ

extension Benchmark {
    static let link = Benchmark(
        name: "link",
        summary: "TASK and DONE envelopes of 2 KiB a second, worker to hub to worker"
    ) { options in
        let passes = options.size(20, quick: 3)
        var figures: [Figure] = []
        for transport in [LinkTransport.inproc, .ipc] {
            let results = try await inTurns(
                options,
                [
                    { _ in [try await hub(transport, passes, options)] },
                    { _ in [try plain(transport, passes, options)] },
                    { _ in [try push(transport, passes, options)] },
                ])
            figures += compared(
                results[0], [(results[1], "envelopes", "C"), (results[2], "envelopes", "PUSH")],
                transport)
        }
        let results = try await inTurns(
            options,
            [LinkTransport.tcp, .curve].flatMap { transport in
                [
                    { _ in [try await hub(transport, passes, options)] },
                    { _ in [try plain(transport, passes, options)] },
                ] as [(Int) async throws -> [Double]]
            })
        figures += compared(results[0], [(results[1], "envelopes", "C")], .tcp)
        figures += compared(
            results[2],
            [(results[3], "envelopes", "C"), (results[0], "beside tcp", "tcp")], .curve)
        return figures
    }

    private static func compared(
        _ chancery: [[Double]], _ peers: [(values: [[Double]], variant: String, name: String)],
        _ transport: LinkTransport
    ) -> [Figure] {
        peers.map { peer in
            Figure(
                benchmark: "link", variant: "\(transport.rawValue), \(peer.variant)",
                unit: .perSecond, chancery: chancery.map { $0[0] },
                raw: peer.values.map { $0[0] }, peer: peer.name)
        }
    }

    private static func plain(
        _ transport: LinkTransport, _ passes: Int, _ options: Options
    ) throws -> Double {
        let folder = try Folder(in: options.folder)
        let sample = try Corpus.document(0, size: 2048).payload()
        let elapsed = try baseline_link(
            try transport.endpoint(folder).description, Int64(LinkWorker.articles), Int64(passes),
            sample.header.count, sample.body.count, transport == .curve ? 1 : 0
        ).checked("link")
        return rate(passes * LinkWorker.envelopes, elapsed)
    }

    private static func push(
        _ transport: LinkTransport, _ passes: Int, _ options: Options
    ) throws -> Double {
        let folder = try Folder(in: options.folder)
        let sample = try Corpus.document(0, size: 2048).payload()
        let count = passes * LinkWorker.envelopes
        let elapsed = try baseline_push(
            try transport.endpoint(folder).description, Int64(count), sample.header.count,
            sample.body.count
        ).checked("link")
        return rate(count - 1, elapsed)
    }

    private static func hub(
        _ transport: LinkTransport, _ passes: Int, _ options: Options
    ) async throws -> Double {
        let folder = try Folder(in: options.folder)
        let endpoint = try transport.endpoint(folder)
        let journal = try await filled(folder.file("journal.sqlite"), passes)
        let context = try Context()
        let loop = try EventLoop(name: "hub")
        let workers = try EventLoop(name: "workers")
        let guarded = transport == .curve ? try await LinkDoor(context) : nil
        let hub = try await Hub.open(
            Hub.Parts(
                context: context, loop: loop, endpoints: [endpoint], journal: journal,
                flight: folder.file("flight"), process: "hub", settings: FlowSettings(),
                log: .silent, door: guarded?.door))
        try await hub.start()
        let worker = try LinkWorker(
            context: context, loop: workers, security: guarded?.client ?? .none)
        let elapsed = try await worker.run(passes, at: endpoint)
        await hub.idle()
        await worker.stop()
        await hub.stop()
        await journal.close()
        await guarded?.close()
        for thread in [loop, workers] {
            thread.stop()
            await thread.ended()
        }
        return rate(passes * LinkWorker.envelopes, elapsed)
    }

    /// A journal with as many accepted articles as `passes` take.
    private static func filled(_ path: String, _ passes: Int) async throws -> Journal {
        let journal = try Journal(path: path)
        var operations: [JournalOperation] = []
        for number in 0..<passes * LinkWorker.articles {
            let document = Corpus.document(number, size: 2048)
            operations.append(
                .accept(
                    task: document.taskID, payload: try document.payload(),
                    source: document.source, item: document.item, at: 1_700_000_000))
        }
        _ = try await journal.commit(operations)
        return journal
    }
}
