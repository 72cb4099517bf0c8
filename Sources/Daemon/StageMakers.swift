import Configuration
import Flow
import Messages
import Publish
import Threads

/// Makes the instances of the stages. The daemon's own come from ``StageMakers/init(data:faults:)``;
/// benchmarks bring stages without language work.
public struct StageMakers: Sendable {
    var normalize: @Sendable (Int) throws -> StageInstance
    var extract: @Sendable (Int) throws -> StageInstance
    var classify: @Sendable (Int) throws -> StageInstance
    var publish: @Sendable (PublishStage) -> StageInstance
}

extension StageMakers {
    init(data: String, settings: Settings, faults: FaultPlan) throws {
        struct Missing: Error {}
        normalize = { _ in throw Missing() }
        extract = { _ in throw Missing() }
        classify = { _ in throw Missing() }
        publish = { StageInstance($0) }
    }
}
