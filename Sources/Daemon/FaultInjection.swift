internal import Glibc
import Messages
import Threads

/// Faults on purpose, for tests of the whole daemon: an article whose text holds a certain word
/// makes a stage hang, fail, or take the process down.
///
/// Set by `CHANCERY_FAULTS`, as `extract:kill=WORD,classify:hang=WORD,normalize:fail=WORD`. The
/// daemon warns at its start when it is set.
public struct FaultPlan: Sendable {
    /// What happens to an article with the word.
    enum Fault: String, CaseIterable {
        /// The process dies at once, as by the kernel's out-of-memory killer.
        case kill
        /// The process dies of a trap, as of a bug.
        case crash
        /// The stage never comes back, and does not listen to cancellation.
        case hang
        /// The stage says that the article is at fault.
        case fail
        /// The stage takes 20 ms longer.
        case slow
        /// The whole stage stands still, from this article on, until SIGUSR1.
        case block
    }

    private struct Rule {
        let stage: StageName
        let fault: Fault
        let word: [UInt8]
    }

    private let rules: [Rule]
    private let standstill = Locked(false)

    /// No faults.
    public static let none = FaultPlan(rules: [])

    private init(rules: [Rule]) { self.rules = rules }

    /// Reads a plan.
    ///
    /// - Throws: ``DaemonError`` naming the rule that cannot be read.
    public init(_ text: String) throws(DaemonError) {
        var rules: [Rule] = []
        for rule in text.split(separator: ",") {
            let parts = rule.split(separator: "=", maxSplits: 1)
            let names = (parts.first ?? "").split(separator: ":")
            guard parts.count == 2, names.count == 2,
                let stage = StageName(rawValue: String(names[0])),
                let fault = Fault(rawValue: String(names[1]))
            else {
                throw DaemonError(
                    .configuration,
                    "CHANCERY_FAULTS: \"\(rule)\" is not stage:fault=WORD with a fault of "
                        + Fault.allCases.map(\.rawValue).joined(separator: ", "))
            }
            rules.append(Rule(stage: stage, fault: fault, word: Array(parts[1].utf8)))
        }
        self.rules = rules
    }

    /// Whether a stage stands still now.
    var isBlocked: Bool { standstill.withLock { $0 } }

    /// Has a stage stand still, or go on.
    func setBlocked(_ blocked: Bool) { standstill.withLock { $0 = blocked } }

    /// Whether there is any fault in it.
    public var isEmpty: Bool { rules.isEmpty }

    /// Whether a stage needs to be wrapped.
    func concerns(_ stage: StageName) -> Bool { rules.contains { $0.stage == stage } }

    /// Whether a stage may be made to stand still.
    func blocks(_ stage: StageName) -> Bool {
        rules.contains { $0.stage == stage && $0.fault == .block }
    }

    /// What `input` must suffer in `stage`.
    func fault(for input: some Message, in stage: StageName) -> Fault? {
        rules.first { $0.stage == stage && contains($0.word, in: input) }?.fault
    }

    private func contains(_ word: [UInt8], in input: some Message) -> Bool {
        let text: [UInt8]
        if let coded = input as? CodedArticle {
            text = Array(coded.events.map(\.evidence.sentence).joined().utf8)
        } else {
            text = input.body
        }
        guard let first = word.first, text.count >= word.count else { return false }
        return (0...(text.count - word.count)).contains { start in
            text[start] == first && text[start..<(start + word.count)].elementsEqual(word)
        }
    }
}

/// A stage with faults on purpose around another one.
actor FaultyStage<Inner: Stage>: Stage {
    static var name: StageName { Inner.name }

    private let inner: Inner
    private let plan: FaultPlan
    private let thread: DedicatedThread

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ inner: Inner, plan: FaultPlan, thread: DedicatedThread) {
        self.inner = inner
        self.plan = plan
        self.thread = thread
    }

    func process(_ input: Inner.Input, in task: TaskContext) async throws -> Inner.Output {
        switch plan.fault(for: input, in: Inner.name) {
        case .kill: Glibc.kill(getpid(), SIGKILL)
        case .crash: abort()
        case .hang: while true { sleep(3600) }
        case .fail: throw StageFailure.article("a fault on purpose")
        case .slow: usleep(20_000)
        case .block: plan.setBlocked(true)
        case nil: break
        }
        while plan.blocks(Inner.name) && plan.isBlocked {
            try await Task.sleep(for: .milliseconds(10))
        }
        return try await inner.process(input, in: task)
    }
}
