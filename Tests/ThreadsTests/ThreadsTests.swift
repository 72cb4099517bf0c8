import Foundation
import Testing

@testable import Threads

@Suite("A thread of one's own")
struct DedicatedThreadTests {
    /// Counts on its thread what it is told.
    private actor Counter {
        let thread: DedicatedThread
        private(set) var seen: [Int] = []
        private(set) var strays = 0

        init(name: String) { thread = DedicatedThread(name: name) }

        nonisolated var unownedExecutor: UnownedSerialExecutor {
            thread.asUnownedSerialExecutor()
        }

        func see(_ number: Int) {
            if !thread.isCurrent { strays += 1 }
            seen.append(number)
        }

        func threadName() -> String {
            let file = FileManager.default.contents(atPath: "/proc/thread-self/comm") ?? Data()
            return String(decoding: file.prefix { $0 != 10 }, as: UTF8.self)
        }
    }

    @Test("an actor's work is done on it, whoever asks", .timeLimit(.minutes(1)))
    func actor() async {
        let counter = Counter(name: "counter")
        await withTaskGroup(of: Void.self) { group in
            for asker in 0..<8 {
                group.addTask {
                    for number in 0..<200 { await counter.see(asker * 1000 + number) }
                }
            }
        }
        let seen = await counter.seen
        #expect(seen.count == 1600)
        #expect(await counter.strays == 0)
        // Each asker waits for an answer before it goes on, so its numbers come in order.
        for asker in 0..<8 {
            #expect(seen.filter { $0 / 1000 == asker }.map { $0 % 1000 } == Array(0..<200))
        }
        #expect(!counter.thread.isCurrent)
    }

    @Test("it has its name, cut to what the kernel shows", .timeLimit(.minutes(1)))
    func name() async {
        #expect(await Counter(name: "journal").threadName() == "journal")
        #expect(await Counter(name: "a name of many letters").threadName() == "a name of many ")
    }

    @Test("tasks that prefer it stay on it", .timeLimit(.minutes(1)))
    func preference() async {
        let thread = DedicatedThread(name: "preferred")
        let stayed = await Task(executorPreference: thread) {
            var stayed = thread.isCurrent
            for _ in 0..<100 {
                await Task.yield()
                stayed = stayed && thread.isCurrent
            }
            return stayed
        }.value
        #expect(stayed)
    }

    @Test("it does everything it was given before it ends", .timeLimit(.minutes(1)))
    func ending() async {
        let done = Locked(0)
        for _ in 0..<50 {
            var thread: DedicatedThread? = DedicatedThread(name: "ends")
            weak let watched = thread
            let tasks = (0..<20).map { [thread] _ in
                Task(executorPreference: thread) { done.withLock { $0 += 1 } }
            }
            thread = nil
            for task in tasks { await task.value }
            // The last job lets go of the executor just after its task has ended.
            while watched != nil { await Task.yield() }
        }
        #expect(done.withLock { $0 } == 1000)
    }
}

@Suite("A value behind a lock")
struct LockedTests {
    private struct Refusal: Error {}

    @Test("threads change it one at a time", .timeLimit(.minutes(1)))
    func threads() {
        let pairs = Locked((first: 0, second: 0))
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<1000 {
                pairs.withLock {
                    $0.first += 1
                    $0.second = $0.first
                }
            }
        }
        let (first, second) = pairs.withLock { ($0.first, $0.second) }
        #expect(first == 8000)
        #expect(second == 8000)
    }

    @Test("an error leaves it open for the next")
    func errors() {
        let value = Locked(1)
        #expect(throws: Refusal.self) {
            try value.withLock { value throws(Refusal) in
                value = 2
                throw Refusal()
            }
        }
        #expect(value.withLock { $0 } == 2)
    }
}

@Suite("Time")
struct ClockTests {
    @Test("milliseconds are rounded up, so that no poll comes back early")
    func milliseconds() {
        #expect(Duration.nanoseconds(1).milliseconds == 1)
        #expect(Duration.milliseconds(5).milliseconds == 5)
        #expect(Duration.nanoseconds(5_000_001).milliseconds == 6)
        #expect(Duration.zero.milliseconds == 0)
        #expect(Duration.seconds(2).nanoseconds == 2_000_000_000)
        #expect(Duration.milliseconds(1500).seconds == 1.5)
    }

    @Test("instants add, subtract and compare as numbers do, and never go back")
    func instants() {
        let start = Instant(nanoseconds: 10)
        let later = start + .microseconds(3)
        #expect(later.nanoseconds == 3010)
        #expect(later - start == .nanoseconds(3000))
        #expect(Instant.zero < start && start < later)
        var last = Instant.now
        for _ in 0..<1000 {
            let now = Instant.now
            #expect(now >= last)
            last = now
        }
    }

    @Test("the time of day is that of the machine")
    func wall() {
        #expect(abs(WallClock.seconds - Int64(Date().timeIntervalSince1970)) <= 2)
    }
}
