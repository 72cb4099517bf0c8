public import Messages
import Synchronization

/// One instance of a stage, ready to be given payloads. Decoding and encoding happen on the
/// stage's own executor.
public struct StageInstance: Sendable {
    let process: @Sendable (Payload, TaskContext) async -> Result<Payload, StageFailure>

    /// An instance that works with `stage`.
    public init(_ stage: some Stage) {
        process = { payload, task in await stage.perform(payload, in: task) }
    }
}

extension Stage {
    fileprivate func perform(
        _ payload: Payload, in task: TaskContext
    ) async -> Result<Payload, StageFailure> {
        do {
            let input = try Input(payload: payload)
            return .success(try await process(input, in: task).payload())
        } catch let failure as StageFailure {
            return .failure(failure)
        } catch is CancellationError {
            return .failure(.article("\(Self.name.rawValue) gave up: its time was over"))
        } catch let error as MessageError {
            return .failure(.article("\(Self.name.rawValue): \(error)"))
        } catch {
            return .failure(.article("\(Self.name.rawValue): \(error)"))
        }
    }
}

/// What the runner and a stage at work tell each other across threads.
final class TaskObserver: TaskContext.Observer {
    private let cancelled = Atomic(false)
    private let moved = Atomic(false)

    func progressed() { moved.store(true, ordering: .relaxed) }

    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    func cancel() { cancelled.store(true, ordering: .relaxed) }

    /// Whether the stage got further since the last question.
    func takeProgress() -> Bool { moved.exchange(false, ordering: .relaxed) }
}
