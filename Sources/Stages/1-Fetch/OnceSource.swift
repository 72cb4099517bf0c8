public import Logging
public import Messages
import Threads

/// Reads files once, or standard input to its end.
public actor OnceSource {
    /// What is read.
    public enum Input: Hashable, Sendable {
        /// Files, in order.
        case files([String])
        /// An open file or pipe: 0 for standard input.
        case stream(Int32)
    }

    private let input: Input
    private let carrier: Carrier
    private let bell = Bell()
    private let thread: DedicatedThread

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// A source that brings what `input` gives to `offering`.
    public init(
        _ input: Input, into offering: any Offering, limit: Int = Limits.document, log: Logger
    ) {
        self.input = input
        let source = if case .stream = input { "stdin" } else { "file" }
        carrier = Carrier(
            reader: DocumentReader(source: source, limit: limit), offering: offering,
            log: log.child("fetch"))
        thread = DedicatedThread(name: source)
    }

    /// Reads to the end, or until the task is cancelled, and returns when all is settled.
    public func run() async -> SourceSummary {
        let bell = bell
        return await withTaskCancellationHandler {
            switch input {
            case .files(let paths):
                await carrier.carry(paths.map { (path: $0, item: $0) }, required: true)
            case .stream(let descriptor):
                await carrier.carry(descriptor, item: "stdin", unless: bell)
            }
        } onCancel: {
            bell.ring()
        }
    }
}
