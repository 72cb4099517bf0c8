import Messages
import Threads

/// Takes every document, and remembers what it took.
final class RecordingOffering: Offering {
    private struct State {
        var tasks: Set<TaskID> = []
        var documents: [RawDocument] = []
        var repeats = 0
    }

    private let state = Locked(State())

    func offer(_ document: RawDocument) async -> OfferAnswer {
        state.withLock { state in
            guard state.tasks.insert(document.taskID).inserted else {
                state.repeats += 1
                return .known
            }
            state.documents.append(document)
            return .accepted
        }
    }

    func offerNow(_ document: RawDocument) async -> OfferAnswer { await offer(document) }

    /// What was taken, each once.
    var documents: [RawDocument] { state.withLock { $0.documents } }

    /// Documents that were offered again.
    var repeats: Int { state.withLock { $0.repeats } }
}
