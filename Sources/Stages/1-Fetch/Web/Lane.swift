import Threads

/// The requests to one registrable domain: how many at a time, how long between two, and when the
/// domain has asked for patience.
struct Lane {
    /// Who goes first.
    enum Urgency: Int, CaseIterable {
        /// What was begun already, and what others wait for.
        case begun
        /// Sources: they are few, and say what there is.
        case poll
        /// Pages.
        case page
    }

    /// Jobs that are to begin, by their urgency.
    private var queues = Urgency.allCases.map { _ in FirstInFirstOut() }
    /// Requests under way.
    var active = 0
    /// When the next may begin.
    var free: Instant = .zero
    /// Until when the domain wants to be left alone.
    var cooledUntil: Instant = .zero
    /// How often in a row it has asked for patience.
    var coolings = 0
    /// What robots.txt asks for between two requests.
    var crawlDelay: Duration = .zero
    /// When the machine looks at it again by itself.
    var wakes: Instant?
    /// Whether it waits for a place among all.
    var isWaiting = false

    /// Before then nothing may begin.
    var blockedUntil: Instant { max(free, cooledUntil) }

    /// Jobs that wait.
    var count: Int { queues.reduce(0) { $0 + $1.count } }

    /// Has a job wait.
    mutating func append(_ ticket: Int, _ urgency: Urgency) {
        queues[urgency.rawValue].append(ticket)
    }

    /// Takes the first job.
    mutating func next() -> Int? {
        for index in queues.indices {
            if let ticket = queues[index].next() { return ticket }
        }
        return nil
    }

    /// Tickets in the order they came, without moving the rest at each taking.
    private struct FirstInFirstOut {
        private var tickets: [Int] = []
        private var head = 0

        var count: Int { tickets.count - head }

        mutating func append(_ ticket: Int) { tickets.append(ticket) }

        mutating func next() -> Int? {
            guard head < tickets.count else { return nil }
            defer {
                head += 1
                if head > 64 && head * 2 > tickets.count {
                    tickets.removeFirst(head)
                    head = 0
                }
            }
            return tickets[head]
        }
    }
}
