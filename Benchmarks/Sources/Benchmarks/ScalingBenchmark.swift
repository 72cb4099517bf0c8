import CBaseline
import Messages
import Threads

extension Benchmark {
    static let scaling = Benchmark(
        name: "scaling",
        summary: "articles a second through a stage that only computes, with two workers and one"
    ) { options in
        let count = options.size(80, quick: 8)
        let sides: [(Int) async throws -> [Double]] = [2, 1].map { workers in
            { turn in
                let rig = try await Rig(
                    in: options.folder, classify: { ComputingClassify() }, workers: workers)
                let documents = (0..<count).map { Corpus.document($0, size: 2048) }
                let started = baseline_now()
                try await rig.pass(documents)
                let elapsed = baseline_now() - started
                await rig.stop()
                return [rate(count, elapsed)]
            }
        }
        let results = try await inTurns(options, sides)
        return [
            Figure(
                benchmark: "scaling", variant: "two workers", unit: .perSecond,
                chancery: results[0].map { $0[0] }, raw: results[1].map { $0[0] },
                peer: "one worker")
        ]
    }
}

/// Computes for some milliseconds, as language work would.
actor ComputingClassify: Stage {
    static let name = StageName.classify

    /// A thread of its own, as stages that do language work have.
    private nonisolated let thread = DedicatedThread(name: "compute")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
        var digest = Digest.sha256(of: Array(input.text.utf8))
        for _ in 0..<60_000 { digest = Digest.sha256(of: digest + digest) }
        return Corpus.coded(
            input.info, sentence: Digest.hexadecimal(digest) + input.text.prefix(utf8: 96))
    }
}
