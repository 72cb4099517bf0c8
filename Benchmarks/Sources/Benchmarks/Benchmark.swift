/// One thing that is measured.
struct Benchmark: Sendable {
    let name: String
    /// What it measures, in a line.
    let summary: String
    let run: @Sendable (Options) async throws -> [Figure]

    static let all: [Benchmark] = [
        .envelope, .journal, .log, .broadcast, .follow, .link,
    ]

    static func named(_ names: [String]) throws(Failure) -> [Benchmark] {
        if names.isEmpty { return all }
        var found: [Benchmark] = []
        for name in names {
            guard let benchmark = all.first(where: { $0.name == name }) else {
                let known = all.map(\.name).joined(separator: ", ")
                throw Failure("there is no benchmark \(name), only \(known)")
            }
            found.append(benchmark)
        }
        return found
    }
}

/// Runs `chancery` and `raw` in turns, so that what else the machine does hits both, and drops a
/// first turn of each.
func inTurns(
    _ options: Options, chancery: (Int) async throws -> [Double],
    raw: (Int) async throws -> [Double]
) async throws -> (chancery: [[Double]], raw: [[Double]]) {
    var results: (chancery: [[Double]], raw: [[Double]]) = ([], [])
    for turn in 0...options.runs {
        let ours = try await chancery(turn)
        let theirs = try await raw(turn)
        if turn == 0 { continue }
        results.chancery.append(ours)
        results.raw.append(theirs)
    }
    return results
}

extension Int64 {
    /// A time from the C side, which is negative if something failed.
    func checked(_ what: String) throws(Failure) -> Int64 {
        guard self > 0 else { throw Failure("the plain C side of \(what) failed") }
        return self
    }
}
