// Fuzzing of what peers send: whole conversations with the hub, a runner, a follower's socket and
// the intake. `deploy/fuzz Wire`.
//
// An input is a list of messages: a byte chooses who is spoken to, another how many frames follow,
// each of them after two bytes with its length. Whatever is said, nobody may crash, and what the
// hub has in its window stays bounded.

import Messages
import Threads

@testable import Fetch
@testable import Flow
@testable import Publish
@testable import Storage

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    var rest = Array(UnsafeBufferPointer(start: start, count: count))[...]
    var talk = Talk()
    while rest.count >= 2 {
        let (listener, frames) = (rest.removeFirst(), Int(rest.removeFirst() % 8))
        talk.say((0..<frames).map { _ in frame(&rest) }, to: listener)
    }
    return 0
}

private func frame(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    guard rest.count >= 2 else { return [] }
    let length = Int(rest.removeFirst()) << 8 + Int(rest.removeFirst())
    defer { rest = rest.dropFirst(length) }
    return Array(rest.prefix(length))
}

/// Everybody a peer can talk to, and a clock.
private struct Talk {
    private var hub: HubMachine
    private var journal: [StoredDocument]
    private var runner: RunnerMachine
    private var follower: FollowerMachine
    private var now = Instant(nanoseconds: 1_000_000_000)

    init() {
        journal = (1...4).map { number in
            StoredDocument(
                position: Int64(number),
                task: TaskID(bytes: Array("article number \(number)".utf8))!,
                state: .accepted, payload: Payload(header: Array("{}".utf8), body: []),
                attempts: 0, crashes: 0, aloneCrashes: 0)
        }
        hub = HubMachine(settings: FlowSettings(), incarnation: "hub", backlog: journal.count)
        let greeting = Greeting(
            stage: .extract, version: "1", worker: "w", process: "p", instances: 2)
        runner = RunnerMachine(greeting: greeting, settings: FlowSettings(), at: now)
        follower = FollowerMachine(
            filter: FollowFilter(), through: 0, last: 100, credit: 0, at: now)
        for stage in StageName.allCases {
            let greeting = Greeting(
                stage: stage, version: "1", worker: "\(stage)", process: "p", instances: 4)
            hub.received(Envelope(.hello, header: greeting), from: Array("\(stage)".utf8), at: now)
        }
        settle()
    }

    mutating func say(_ frames: [[UInt8]], to listener: UInt8) {
        now = now + .milliseconds(Int64(listener) * 8)
        switch listener % 8 {
        case 0..<5: sayToHub(frames, as: StageName.allCases[Int(listener % 8)])
        case 5: sayToRunner(frames)
        case 6: sayToPublish(frames)
        default: _ = try? Submission(json: frames.joined())
        }
        hub.tick(at: now)
        runner.tick(at: now)
        settle()
        precondition(hub.articles.count <= FlowSettings().window, "the window has no bounds")
    }

    private mutating func sayToHub(_ frames: [[UInt8]], as stage: StageName) {
        let peer = Array("\(stage)".utf8)
        do throws(MessageError) {
            hub.received(try Envelope(frames: frames), from: peer, at: now)
        } catch {
            hub.received(malformed: error, from: peer, at: now)
        }
    }

    private mutating func sayToRunner(_ frames: [[UInt8]]) {
        guard let envelope = try? Envelope(frames: frames) else { return }
        runner.received(envelope, at: now)
        _ = runner.takeActions()
    }

    private mutating func sayToPublish(_ frames: [[UInt8]]) {
        guard let message = try? FollowMessage(frames: frames) else { return }
        if let follow: FollowHeader = try? message.header() {
            follower = FollowerMachine(
                filter: follow.filter, through: follow.after ?? 0, last: 100,
                credit: follow.credit, at: now)
            _ = follower.advance()
        }
        if let grant: FollowCredit = try? message.header() {
            _ = follower.heard(credit: grant.credit, at: now)
        }
    }

    /// Performs what the hub wants, with a journal that keeps everything in memory.
    private mutating func settle() {
        while case let actions = hub.takeActions(), !actions.isEmpty {
            for action in actions {
                switch action {
                case .commit(let operations):
                    var results: [JournalResult] = []
                    for operation in operations { results.append(perform(operation)) }
                    hub.committed(results, at: now)
                case .load(let position, let limit, _):
                    let later = journal.filter { $0.position > position && $0.state == .accepted }
                    hub.loaded(Array(later.prefix(limit)), at: now)
                default: break
                }
            }
        }
    }

    private mutating func perform(_ operation: JournalOperation) -> JournalResult {
        switch operation {
        case .accept(let task, let payload, _, _, _):
            if let known = journal.first(where: { $0.task == task }) { return .known(known.state) }
            journal.append(
                StoredDocument(
                    position: Int64(journal.count + 1), task: task, state: .accepted,
                    payload: payload, attempts: 0, crashes: 0, aloneCrashes: 0))
            return .accepted
        case .finish(let task, _, _): return settle(task, .finished)
        case .bury(let task, _, _, _): return settle(task, .dead)
        default: return .changed
        }
    }

    private mutating func settle(_ task: TaskID, _ state: JournalState) -> JournalResult {
        guard let index = journal.firstIndex(where: { $0.task == task }) else {
            return .unchanged(nil)
        }
        guard journal[index].state == .accepted else { return .unchanged(journal[index].state) }
        journal[index].state = state
        return .changed
    }
}
