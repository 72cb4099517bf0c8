import FoundationEssentials
import Storage
import Testing

@Suite("The flow in a world that breaks")
struct FlowSimulationTests {
    /// How many worlds are tried; `CHANCERY_SIMULATION_SEEDS` asks for another number.
    private static let seeds: UInt64 =
        ProcessInfo.processInfo.environment["CHANCERY_SIMULATION_SEEDS"].flatMap(UInt64.init) ?? 300

    @Test("Every article ends exactly once, whatever breaks", .timeLimit(.minutes(5)))
    func endsExactlyOnce() throws {
        var repeats = 0
        var dead = 0
        var strikes = 0
        for seed in 1...Self.seeds {
            var simulation = try FlowSimulation(seed: seed)
            do {
                try simulation.run()
            } catch {
                // The same world again, with a record of what happens.
                var again = try FlowSimulation(seed: seed, tracing: true)
                let second = #expect(throws: FlowSimulation.Violation.self) { try again.run() }
                Issue.record(
                    """
                    seed \(seed), step \(simulation.steps): \(error)
                    again: \(second.map { "\($0)" } ?? "well") at step \(again.steps)
                    \(again.picture)
                    \(again.trace.suffix(50).joined(separator: "\n"))
                    """)
                return
            }
            repeats += simulation.publisher.repeats
            dead += simulation.journal.count(.dead)
            strikes += simulation.strikes.count
        }
        // Else nothing was tested.
        #expect(repeats > 0 && dead > 0 && strikes > 0)
    }
}
