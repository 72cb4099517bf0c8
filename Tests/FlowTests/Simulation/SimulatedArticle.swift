import Messages
import TestSupport

/// An article of the simulation, and what it does to whoever works on it.
struct SimulatedArticle {
    enum Nature: Hashable {
        case plain
        /// Fails or hangs as often as the budget says, and then no more.
        case flaky
        case failing(StageName)
        case killing(StageName)
        case hanging(StageName)
    }

    let task: TaskID
    let payload: Payload
    let nature: Nature
    let events: Int
    var budget: Int

    var isPoison: Bool {
        switch nature {
        case .plain, .flaky: false
        case .failing, .killing, .hanging: true
        }
    }

    init(_ number: Int, _ random: inout SeededRandom) throws {
        let size = random.next(below: 5) == 0 ? 4000 : 50 + random.next(below: 800)
        let document = RawDocument(
            source: "simulation", item: "\(number)", format: .text,
            fetched: Timestamp(seconds: 1_700_000_000),
            body: Array(repeating: UInt8(truncatingIfNeeded: number), count: size))
        task = document.taskID
        payload = try document.payload()
        events = random.next(below: 3)
        let stages = StageName.working
        switch random.next(below: 24) {
        case 0: nature = .failing(stages[random.next(below: 4)])
        case 1: nature = .killing(stages[random.next(below: 4)])
        // Publish may wait as long as it wants.
        case 2: nature = .hanging(stages[random.next(below: 3)])
        case 3...8: nature = .flaky
        default: nature = .plain
        }
        budget = nature == .flaky ? 1 + random.next(below: 2) : 0
    }
}

/// Events in the order of their time; those of one instant in the order they were put in.
struct Agenda<Event> {
    private var heap: [(time: Int64, number: Int, event: Event)] = []
    private var number = 0

    mutating func insert(_ event: Event, at time: Int64) {
        number += 1
        heap.append((time, number, event))
        var child = heap.count - 1
        while child > 0, case let parent = (child - 1) / 2, before(child, parent) {
            heap.swapAt(child, parent)
            child = parent
        }
    }

    mutating func next() -> (time: Int64, event: Event)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            var parent = 0
            while true {
                var least = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < heap.count && before(child, least) { least = child }
                if least == parent { break }
                heap.swapAt(parent, least)
                parent = least
            }
        }
        return (first.time, first.event)
    }

    private func before(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].number) < (heap[right].time, heap[right].number)
    }
}
