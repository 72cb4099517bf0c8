import Fetch
import Flow
import Logging
import Messages
import Threads

/// Sources named on the command line, besides the configured ones.
public struct SourcePlan: Hashable, Sendable {
    /// Files to read once.
    public var files: [String] = []
    /// Folders to watch.
    public var folders: [String] = []
    /// Whether to read standard input to its end.
    public var standardInput = false

    /// No further sources.
    public init() {}
}

/// All the sources of a run.
actor Sources {
    init(_ plan: Lifecycle.Plan, _ topology: Topology) throws {}

    /// Sources that are not done with their first look yet.
    var pending: Int { 0 }

    func run() async {}

    /// Returns when every source had its first look, and standard input is at its end.
    func firstLook() async {}

    func stop() async {}
}
