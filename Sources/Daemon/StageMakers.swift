import Classify
import Configuration
import Extract
import Flow
import Knowledge
import Messages
import Normalize
import Publish
import Threads

/// Makes the instances of the stages, each on a thread of its own.
struct StageMakers: Sendable {
    let normalize: @Sendable (Int) throws -> StageInstance
    /// Nil without tables.
    let extract: (@Sendable (Int) throws -> StageInstance)?
    let classify: (@Sendable (Int) throws -> StageInstance)?
    let publish: @Sendable (PublishStage) -> StageInstance

    /// What makes the instances of `stage`; nil for those that run once, and without what they need.
    func maker(of stage: StageName) -> (@Sendable (Int) throws -> StageInstance)? {
        switch stage {
        case .normalize: normalize
        case .extract: extract
        case .classify: classify
        case .fetch, .publish: nil
        }
    }

    /// The stages; those that work with language take the tables of `source`, and Extract `model`, if
    /// there is one.
    init(
        source: LanguageSource?, model: SentenceModel?, pages: PageLexicon, textLimit: Int,
        faults: FaultPlan
    ) {
        normalize = { number in
            let thread = DedicatedThread(name: "normalize-\(number)")
            return faults.wrap(
                NormalizeStage(executor: thread, lexicon: pages, textLimit: textLimit), thread)
        }
        if let source {
            extract = { number in
                let thread = DedicatedThread(name: "extract-\(number)")
                return faults.wrap(
                    ExtractStage(executor: thread, source: source, model: model), thread)
            }
            classify = { number in
                let thread = DedicatedThread(name: "classify-\(number)")
                return faults.wrap(
                    ClassifyStage(executor: thread, source: source, version: Version.current),
                    thread)
            }
        } else {
            (extract, classify) = (nil, nil)
        }
        // One stage serves all of Publish's places: they share its commits.
        publish = { stage in faults.wrap(stage, DedicatedThread(name: "publish-fault")) }
    }
}

extension FaultPlan {
    /// An instance of `stage`, with faults on purpose around it if the plan has any for it.
    fileprivate func wrap(_ stage: some Stage, _ thread: @autoclosure () -> DedicatedThread)
        -> StageInstance
    {
        concerns(type(of: stage).name)
            ? StageInstance(FaultyStage(stage, plan: self, thread: thread()))
            : StageInstance(stage)
    }
}
