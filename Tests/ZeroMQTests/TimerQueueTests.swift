import Testing
import Threads

@testable import ZeroMQ

@Suite struct TimerQueueTests {
    private func at(_ nanoseconds: Int64) -> Instant { Instant(nanoseconds: nanoseconds) }

    @Test("timers come up in order of time, then of scheduling")
    func order() {
        var queue = TimerQueue()
        let ids = [50, 10, 30, 10, 20].map { queue.add(at: at($0), every: nil) }
        #expect(queue.next() == at(10))
        #expect(queue.takeDue(at: at(9)) == nil)
        var fired: [Int] = []
        while let (id, isLast) = queue.takeDue(at: at(30)) {
            #expect(isLast)
            fired.append(id)
        }
        #expect(fired == [ids[1], ids[3], ids[4], ids[2]])
        #expect(queue.count == 1)
    }

    @Test("a repeating timer skips what it missed")
    func repeating() {
        var queue = TimerQueue()
        let id = queue.add(at: at(10), every: .nanoseconds(10))
        #expect(queue.takeDue(at: at(10))?.id == id)
        #expect(queue.next() == at(20))
        #expect(queue.takeDue(at: at(95))?.id == id)
        #expect(queue.takeDue(at: at(95)) == nil)
        #expect(queue.next() == at(105))
    }

    @Test("a cancelled timer never fires, and many leave nothing behind")
    func cancelling() {
        var queue = TimerQueue()
        let kept = queue.add(at: at(5), every: nil)
        for index in 0..<10_000 {
            let id = queue.add(at: at(Int64(index)), every: nil)
            let wasLive = queue.cancel(id)
            #expect(wasLive)
        }
        let unknown = queue.cancel(1_000_000)
        #expect(!unknown)
        #expect(queue.count == 1)
        #expect(queue.takeDue(at: at(1_000_000))?.id == kept)
        #expect(queue.takeDue(at: at(1_000_000)) == nil)
        #expect(queue.next() == nil)
    }
}
