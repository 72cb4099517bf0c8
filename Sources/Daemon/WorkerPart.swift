import Configuration
import Extract
import Flow
import Knowledge
import Logging
import Messages
import Normalize
import Publish
import ZeroMQ

/// The part of the pipeline that a worker serves.
struct WorkerPart: Sendable {
    var fetching: Fetching?
    var publishing: Publishing?
    /// The tables, for the stages that work with language.
    var tables: Tables?
    var runners: [StageRunner] = []

    /// Opens what the stage needs and makes its part; nothing talks yet.
    static func assemble(
        _ plan: WorkerLifecycle.Plan, in place: Workplace
    ) async throws -> WorkerPart {
        var part = WorkerPart()
        if plan.stage == .fetch {
            part.fetching = try Fetching.assemble(plan.sources, in: place, hub: plan.hub)
            return part
        }
        let data = try DataDirectory.find(given: plan.settings.data)
        var model: SentenceModel?
        if plan.stage == .extract {
            let (found, note) = try SentenceModel.open(data: data, plan.settings)
            if let note { place.log.warning(note) }
            model = found
        }
        if Tables.needed(by: [plan.stage]) {
            part.tables = try Tables(
                data, plan.settings.knowledge, log: plan.log.child("worker"))
        }
        let stages = StageMakers(
            source: part.tables?.source, model: model, pages: try PageLexicon.open(data),
            textLimit: plan.settings.limits.articleText, faults: plan.faults)
        if let make = stages.maker(of: plan.stage) {
            part.runners = [try place.runner(plan.stage, hub: plan.hub, make)]
        } else {
            let publishing = try await Publishing.assemble(
                in: place, hub: plan.hub, stages: stages)
            part.publishing = publishing
            part.runners = [publishing.runner]
        }
        return part
    }

    /// Binds what subscribers and submitters need, and connects to the hub.
    func start() async throws {
        try await publishing?.broadcaster.start()
        for runner in runners { try await runner.start() }
        try await fetching?.client.start()
        try await fetching?.sources.start()
    }
}
