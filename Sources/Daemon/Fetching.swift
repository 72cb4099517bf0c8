import Configuration
import Flow
import Storage
import ZeroMQ

/// Fetch's part of a process, under its own lock: the sources, and the client that offers to the
/// hub what they find.
struct Fetching: Sendable {
    /// The lock of whoever runs the sources.
    static let lock = "fetch.lock"

    let directory: StateDirectory
    let client: OfferClient
    let sources: Sources

    /// Makes the parts; nothing talks yet.
    static func assemble(
        _ plan: SourcePlan, in place: Workplace, hub: Endpoint
    ) throws -> Fetching {
        let directory = try StateDirectory(
            path: place.settings.state, holder: "fetch", lock: Fetching.lock)
        let client = try place.client(hub: hub)
        return Fetching(
            directory: directory, client: client,
            sources: try Sources(plan, client: client, in: place, state: directory))
    }
}
