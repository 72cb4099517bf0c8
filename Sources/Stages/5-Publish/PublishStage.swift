public import Messages
public import Storage
public import Threads

/// Commits the events of coded articles, in groups, and hands on what was committed.
///
/// Many tasks wait in it at the same time: those that arrive while a commit is under way share the
/// next one, so the disk syncs once for all of them.
public actor PublishStage: Stage {
    public static let name = StageName.publish

    /// Most articles in one commit.
    public static let groupLimit = 128

    private let log: EventLog
    private let thread: DedicatedThread
    private let onCommit: @Sendable ([LogEntry]) async -> Void
    private var waiting: [Waiting] = []
    private var committing = false

    private struct Waiting {
        let task: TaskID
        let coded: CodedArticle
        let continuation: CheckedContinuation<Receipt, any Error>
    }

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// A stage that commits to `log`.
    ///
    /// - Parameter onCommit: told of every entry, in order, after it is on the disk and before its
    ///   article is answered.
    public init(
        log: EventLog, thread: DedicatedThread,
        onCommit: @escaping @Sendable ([LogEntry]) async -> Void
    ) {
        self.log = log
        self.thread = thread
        self.onCommit = onCommit
    }

    public func process(_ input: CodedArticle, in task: TaskContext) async throws -> Receipt {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(task: task.id, coded: input, continuation: continuation))
            guard !committing else { return }
            committing = true
            // Ends when nothing waits; each task that waits keeps the stage alive.
            Task(executorPreference: thread) { await self.commitAll() }
        }
    }

    private func commitAll() async {
        while !waiting.isEmpty {
            let group = Array(waiting.prefix(PublishStage.groupLimit))
            waiting.removeFirst(group.count)
            await commit(group)
        }
        committing = false
    }

    private func commit(_ group: [Waiting]) async {
        do throws(StorageError) {
            let receipts = try await log.commit(
                group.map { ($0.task, $0.coded) }, now: WallClock.seconds)
            let entries = receipts.flatMap(\.entries)
            if !entries.isEmpty { await onCommit(entries) }
            for (member, receipt) in zip(group, receipts) {
                member.continuation.resume(returning: receipt.receipt)
            }
        } catch {
            if !error.isEnvironmental && group.count > 1 {
                // One of them is at fault: find it, and let the others through.
                for member in group { await commit([member]) }
                return
            }
            // Only what the article itself is to blame for counts against it.
            let failure: StageFailure =
                error.code == .tooLarge ? .article("\(error)") : .environment("\(error)")
            for member in group { member.continuation.resume(throwing: failure) }
        }
    }
}
