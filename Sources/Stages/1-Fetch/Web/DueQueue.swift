import Threads

/// What is to happen when, the earliest first: a binary heap. However many wait, one timer is
/// enough for the first.
struct DueQueue<Element> {
    private var heap: [(at: Instant, number: Int, element: Element)] = []
    private var number = 0

    /// How many wait.
    var count: Int { heap.count }

    /// When the first is due; nil if none waits.
    var first: Instant? { heap.first?.at }

    /// Has `element` wait until then. Of two with the same time the first one comes first.
    mutating func insert(_ element: Element, at instant: Instant) {
        number += 1
        heap.append((instant, number, element))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !isBefore(child, parent) { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// Takes the first that is due by then; nil if none is.
    mutating func next(by instant: Instant) -> Element? {
        guard let first = heap.first, first.at <= instant else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { break }
            let right = left + 1
            let child = right < heap.count && isBefore(right, left) ? right : left
            if !isBefore(child, parent) { break }
            heap.swapAt(child, parent)
            parent = child
        }
        return first.element
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].at, heap[left].number) < (heap[right].at, heap[right].number)
    }
}
