/// One thing that is measured.
struct Benchmark: Sendable {
    let name: String
    /// What it measures, in a line.
    let summary: String
    let run: @Sendable (Options) async throws -> [Figure]

    static let all: [Benchmark] = [
        .envelope, .journal, .log, .broadcast, .follow, .link, .scaling, .knowledge, .words,
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

/// Runs `sides` in turns (A B A B …), so that what else the machine does hits them all, and drops a
/// first turn of each.
///
/// - Returns: side by side, what each gave in each turn.
func inTurns(
    _ options: Options, _ sides: [(Int) async throws -> [Double]]
) async throws -> [[[Double]]] {
    var results = [[[Double]]](repeating: [], count: sides.count)
    for turn in 0...options.runs {
        for (index, side) in sides.enumerated() {
            let values = try await side(turn)
            if turn > 0 { results[index].append(values) }
        }
    }
    return results
}

/// Runs `chancery` and `raw` in turns.
func inTurns(
    _ options: Options, chancery: @escaping (Int) async throws -> [Double],
    raw: @escaping (Int) async throws -> [Double]
) async throws -> (chancery: [[Double]], raw: [[Double]]) {
    let results = try await inTurns(options, [chancery, raw])
    return (results[0], results[1])
}

extension Int64 {
    /// A time from the C side, which is negative if something failed.
    func checked(_ what: String) throws(Failure) -> Int64 {
        guard self > 0 else { throw Failure("the plain C side of \(what) failed") }
        return self
    }
}
