internal import Threads

/// Which timers are due: a value, so that tests need no clock.
struct TimerQueue {
    struct Entry {
        var instant: Instant
        let id: Int
        var interval: Duration?
    }

    /// A heap with the earliest first. A cancelled timer stays until it comes up or there are too
    /// many of them.
    private var heap: [Entry] = []
    private var live: Set<Int> = []
    private var lastID = 0

    /// The number of timers that will still fire.
    var count: Int { live.count }

    mutating func add(at instant: Instant, every interval: Duration?) -> Int {
        lastID += 1
        live.insert(lastID)
        push(Entry(instant: instant, id: lastID, interval: interval))
        return lastID
    }

    /// - Returns: whether the timer was still to fire.
    @discardableResult
    mutating func cancel(_ id: Int) -> Bool {
        let wasLive = live.remove(id) != nil
        if heap.count > 2 * live.count + 64 { compact() }
        return wasLive
    }

    /// When the next timer fires.
    mutating func next() -> Instant? {
        while let first = heap.first, !live.contains(first.id) { pop() }
        return heap.first?.instant
    }

    /// Takes the next timer due at `now`. A repeating one is put back at its next instant after
    /// `now`: those missed meanwhile are skipped.
    mutating func takeDue(at now: Instant) -> (id: Int, isLast: Bool)? {
        guard let instant = next(), instant <= now else { return nil }
        var entry = pop()
        guard let interval = entry.interval else {
            live.remove(entry.id)
            return (entry.id, true)
        }
        entry.instant = entry.instant + interval
        if entry.instant <= now { entry.instant = now + interval }
        push(entry)
        return (entry.id, false)
    }

    private mutating func compact() {
        let kept = heap.filter { live.contains($0.id) }
        heap.removeAll(keepingCapacity: true)
        for entry in kept { push(entry) }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let (first, second) = (heap[left], heap[right])
        return (first.instant, first.id) < (second.instant, second.id)
    }

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var index = heap.count - 1
        while index > 0, precedes(index, (index - 1) / 2) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    @discardableResult
    private mutating func pop() -> Entry {
        heap.swapAt(0, heap.count - 1)
        let entry = heap.removeLast()
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < heap.count && precedes(child, least) {
                least = child
            }
            if least == index { return entry }
            heap.swapAt(index, least)
            index = least
        }
    }
}
