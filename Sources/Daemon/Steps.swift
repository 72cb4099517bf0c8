import Logging
import Threads

/// Steps of a shutdown, each with the time it may take: what is not done by then is left behind
/// and said so, and the next step begins.
struct Steps {
    private struct Step {
        let name: String
        let limit: Duration
        let work: @Sendable () async -> Void
    }

    private var steps: [Step] = []

    /// Adds a step.
    mutating func add(
        _ name: String, within limit: Duration, _ work: @escaping @Sendable () async -> Void
    ) {
        steps.append(Step(name: name, limit: limit, work: work))
    }

    /// Takes the steps in order.
    ///
    /// - Returns: the names of those that were not done in time.
    func run(log: Logger) async -> [String] {
        var late: [String] = []
        for step in steps {
            let begin = Instant.now
            if await Steps.finishes(step.work, within: step.limit) {
                log.debug("stopped", [.state: step.name, .seconds: Instant.now - begin])
            } else {
                late.append(step.name)
                log.warning("not done in time", [.state: step.name, .limit: step.limit])
            }
        }
        return late
    }

    /// Whether `work` ends within `limit`. Work that does not is not waited for: it may hang in a
    /// call that nothing can interrupt, and the process ends soon.
    static func finishes(
        _ work: @escaping @Sendable () async -> Void, within limit: Duration
    ) async -> Bool {
        let outcome = Decision<Bool>()
        let working = Task {
            await work()
            outcome.settle(true)
        }
        let waiting = Task {
            try? await Task.sleep(for: limit)
            outcome.settle(false)
        }
        let finished = await outcome.value
        waiting.cancel()
        if !finished { working.cancel() }
        return finished
    }
}
