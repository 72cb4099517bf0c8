import Storage
import Threads
import Web

extension PollMachine {
    /// A job is due: it goes into its lane.
    mutating func enter(_ ticket: Int, hasBegun: Bool = false) {
        guard var job = jobs[ticket] else { return }
        job.lane = RegistrableDomain.of(job.address.host)
        jobs[ticket] = job
        let isPage = if case .page = job.subject { true } else { false }
        lanes[job.lane, default: Lane()].append(
            ticket, hasBegun ? .begun : isPage ? .page : .poll)
        pump(job.lane)
    }

    /// Lets through what may begin in a lane.
    mutating func pump(_ name: String) {
        while var lane = lanes[name] {
            let blocked = lane.blockedUntil
            let isEmpty = lane.count == 0 && lane.active == 0
            if isEmpty && blocked <= now.instant {
                lanes[name] = nil
                return
            }
            // An empty lane is kept only as long as it must be remembered when it is free.
            guard isEmpty || lane.count > 0, lane.active < rules.perHost else { return }
            if blocked > now.instant {
                if lane.wakes.map({ $0 <= now.instant || $0 > blocked }) ?? true {
                    lane.wakes = blocked
                    lanes[name] = lane
                    queue.insert(.lane(name), at: blocked)
                }
                return
            }
            if active >= rules.total {
                if !lane.isWaiting {
                    lane.isWaiting = true
                    lanes[name] = lane
                    waitingLanes.append(name)
                }
                return
            }
            guard let ticket = lane.next() else { return }
            lanes[name] = lane
            // A job that was taken back, or has gone on elsewhere.
            guard let job = jobs[ticket], job.lane == name else { continue }
            begin(job)
        }
    }

    private mutating func begin(_ job: Job) {
        if needsRobots(job), !isAdmitted(job) { return }
        var job = job
        job.begun = now.instant
        jobs[job.ticket] = job
        active += 1
        lanes[job.lane]?.active += 1
        var order = FetchOrder(
            ticket: job.ticket, subject: job.subject, address: job.address,
            hasMovedForGood: job.hasMovedForGood, hops: job.hops)
        if case .poll(let id) = job.subject, let record = sources[id]?.record,
            record.validatorsFor == job.address.text
        {
            order.validators = Validators(
                entityTag: record.entityTag, lastModified: record.lastModified)
        }
        act(.fetch(order))
    }

    private func needsRobots(_ job: Job) -> Bool {
        switch job.subject {
        case .robots: false
        case .page: true
        case .poll(let id): rules.robotsForFeeds || sources[id]?.kind == .page
        }
    }

    /// Whether the rules of its origin admit a job; else it waits for them, or has ended.
    private mutating func isAdmitted(_ job: Job) -> Bool {
        let origin = job.address.origin
        switch robots[origin] {
        case .asked(let waiting):
            robots[origin] = .asked(waiting: waiting + [job.ticket])
            return false
        case .known(let known, let until, let isError) where until > now.instant:
            if let delay = known.delay {
                lanes[job.lane]?.crawlDelay = min(delay, PollRules.longestCrawlDelay)
            }
            if known.allows(job.address.target) { return true }
            jobs[job.ticket] = nil
            let reason =
                isError ? "robots.txt cannot be got" : "robots.txt does not allow it"
            switch job.subject {
            case .poll(let id):
                sources[id]?.ticket = nil
                act(.polled(id, .failed(reason)))
            case .page(let entry):
                act(.pageFailed(entry, isError ? .passing(reason) : .final(reason)))
            case .robots: break
            }
            return false
        case .known, nil:
            guard let address = try? WebAddress("/robots.txt", relativeTo: job.address) else {
                return true
            }
            robots[origin] = .asked(waiting: [job.ticket])
            // In the place of the job that waits for it.
            var asked = make(.robots(origin), address, due: now.instant)
            asked.lane = job.lane
            begin(asked)
            return false
        }
    }

    /// The rules of an origin are known; whoever waited for them goes on.
    mutating func learn(_ found: RobotsRules, of origin: String, for time: Duration, isError: Bool)
    {
        let waiting = if case .asked(let tickets) = robots[origin] { tickets } else { [Int]() }
        forgetOldRobots()
        robots[origin] = .known(found, until: now.instant + time, isError: isError)
        for ticket in waiting {
            if let delay = found.delay, let name = jobs[ticket]?.lane {
                lanes[name]?.crawlDelay = min(delay, PollRules.longestCrawlDelay)
                hold(name, since: now.instant)
            }
            enter(ticket, hasBegun: true)
        }
    }

    /// The next request to a domain comes no earlier than its delay after the last one began.
    mutating func hold(_ name: String, since begun: Instant) {
        guard var lane = lanes[name] else { return }
        lane.free = max(lane.free, begun + max(rules.delay, lane.crawlDelay))
        lanes[name] = lane
    }

    private mutating func forgetOldRobots() {
        guard robots.count >= 2000 else { return }
        robots = robots.filter {
            if case .known(_, let until, _) = $0.value { until > now.instant } else { true }
        }
        // Still too many: any of them can be asked for again.
        for (origin, state) in robots where robots.count >= 2000 {
            if case .known = state { robots[origin] = nil }
        }
    }
}
