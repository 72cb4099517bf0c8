import Evaluation
import Glibc
import Messages
import Normalize
import Threads

/// Codes documents with several workers, and takes the time.
struct Bench: Sendable {
    /// What came of it.
    struct Result: Sendable {
        var workers: Int
        /// How long each article took, from its bytes to its events.
        var durations: [Duration]
        var sentences: Int
        var events: Int
        /// From the first article's beginning to the last one's end.
        var elapsed: Duration
        var load: Duration
        var memory: Memory

        /// How long all but a part of the articles took at most.
        func quantile(_ share: Double) -> Duration { Bench.quantile(share, of: durations) }
    }

    /// How long all but a part of what took so long took at most; zero if there is nothing.
    static func quantile(_ share: Double, of durations: [Duration]) -> Duration {
        guard !durations.isEmpty else { return .zero }
        let rank = Int((share * Double(durations.count)).rounded(.up))
        return durations.sorted()[min(max(rank, 1), durations.count) - 1]
    }

    let documents: [RawDocument]
    let rounds: Int
    let workers: Int
    let normalizer: Normalizer
    /// Makes a worker's coder.
    let make: @Sendable () throws -> any EventCoder

    /// Codes all of them.
    func run(loadedSince start: Instant, progress: Progress) async throws -> Result {
        let queue = Locked(Queue(count: documents.count * rounds, progress: progress))
        let crew = (1...workers).map { BenchWorker(number: $0, bench: self) }
        for worker in crew { try await worker.prepare() }
        let load = Instant.now - start
        // Sentences are counted aside, and once: it may cost as much as coding.
        let sentences = try await crew[0].sentences() * rounds
        let begin = Instant.now
        let parts = try await withThrowingTaskGroup(of: BenchWorker.Part.self) { group in
            for worker in crew { group.addTask { try await worker.work(queue) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let elapsed = Instant.now - begin
        queue.withLock { $0.progress.finish() }
        return Result(
            workers: workers, durations: parts.flatMap(\.durations), sentences: sentences,
            events: parts.reduce(0) { $0 + $1.events }, elapsed: elapsed, load: load,
            memory: Memory.now)
    }

    /// The articles that wait.
    struct Queue: Sendable {
        let count: Int
        var progress: Progress
        private var next = 0

        init(count: Int, progress: Progress) {
            self.count = count
            self.progress = progress
        }

        /// The next one's number; nil if all are taken.
        mutating func take() -> Int? {
            guard next < count else { return nil }
            if next > 0 { progress.step() }
            next += 1
            return next - 1
        }
    }
}

/// A worker on a thread of its own, with a coder of its own.
actor BenchWorker {
    /// What a worker did.
    struct Part: Sendable {
        var durations: [Duration] = []
        var events = 0
    }

    private let executor: DedicatedThread
    private let bench: Bench
    private var coder: (any EventCoder)?

    init(number: Int, bench: Bench) {
        executor = DedicatedThread(name: "bench-\(number)")
        self.bench = bench
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Makes the coder and codes one article.
    func prepare() throws {
        let coder = try bench.make()
        self.coder = coder
        if let first = bench.documents.first {
            _ = try coder.events(in: bench.normalizer.article(from: first))
        }
    }

    /// How many sentences the articles have.
    func sentences() throws -> Int {
        guard let coder else { return 0 }
        return try bench.documents.reduce(0) { sum, document in
            sum + (try coder.sentences(of: bench.normalizer.article(from: document)).count)
        }
    }

    /// Codes articles until there are no more.
    func work(_ queue: Locked<Bench.Queue>) throws -> Part {
        var part = Part()
        guard let coder else { return part }
        while let number = queue.withLock({ $0.take() }) {
            let document = bench.documents[number % bench.documents.count]
            let start = Instant.now
            let events = try coder.events(in: bench.normalizer.article(from: document))
            part.durations.append(Instant.now - start)
            part.events += events.count
        }
        return part
    }
}

/// What the process holds in memory, in bytes.
struct Memory: Sendable, Hashable {
    /// Now.
    var resident = 0
    /// At most so far.
    var peak = 0

    /// As the kernel counts it, in `/proc/self/status`.
    static var now: Memory {
        var memory = Memory()
        guard let file = fopen("/proc/self/status", "r") else { return memory }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            // "VmRSS:     12345 kB"
            let parts = text.split(whereSeparator: \.isWhitespace)
            guard parts.count >= 2, let size = Int(parts[1]) else { continue }
            if parts[0] == "VmRSS:" { memory.resident = size * 1024 }
            if parts[0] == "VmHWM:" { memory.peak = size * 1024 }
        }
        return memory
    }
}
