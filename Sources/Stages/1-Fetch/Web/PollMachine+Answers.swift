import Storage
import Threads
import Web

extension PollMachine {
    /// What is to be read of an answer.
    enum Verdict: Hashable {
        /// Nothing; the machine has gone on.
        case done
        /// The body is what was wanted.
        case read
    }

    /// An order came to an end.
    mutating func finished(
        _ order: FetchOrder, _ result: Result<HTTPResponse, HTTPError>, at now: PollTime
    ) -> Verdict {
        self.now = now
        release(order)
        switch result {
        case .failure(let error):
            failed(order, error)
            return .done
        case .success(let response):
            if response.status == 429 || response.status == 503 {
                cool(order, response)
            } else {
                lanes[lane(of: order)]?.coolings = 0
            }
            defer { goOn(lane(of: order)) }
            return response.isRedirect ? redirected(order, response) : answered(order, response)
        }
    }

    private func lane(of order: FetchOrder) -> String { RegistrableDomain.of(order.address.host) }

    private mutating func release(_ order: FetchOrder) {
        active -= 1
        let name = lane(of: order)
        let begun = jobs[order.ticket]?.begun ?? now.instant
        lanes[name]?.active -= 1
        hold(name, since: begun)
    }

    /// Lets others begin, in this lane and in those that waited for a place.
    private mutating func goOn(_ name: String) {
        pump(name)
        while active < rules.total, !waitingLanes.isEmpty {
            let next = waitingLanes.removeFirst()
            lanes[next]?.isWaiting = false
            pump(next)
        }
    }

    private mutating func failed(_ order: FetchOrder, _ error: HTTPError) {
        defer { goOn(lane(of: order)) }
        guard jobs.removeValue(forKey: order.ticket) != nil else { return }
        switch order.subject {
        case .robots(let origin):
            learn(.nothing, of: origin, for: PollRules.robotsError, isError: true)
        case .poll(let id): end(id, .failed(error.reason))
        case .page(let entry):
            // What the address or the size is will be so tomorrow.
            let isFinal = error.code == .forbidden || error.code == .tooLarge
            act(.pageFailed(entry, isFinal ? .final(error.reason) : .passing(error.reason)))
        }
    }

    /// The whole domain is left alone, for as long as it asks for.
    private mutating func cool(_ order: FetchOrder, _ response: HTTPResponse) {
        let name = lane(of: order)
        guard var lane = lanes[name] else { return }
        let asked = response.headers["retry-after"].flatMap {
            RetryAfter.wait($0, now: now.wall)
        }
        lane.coolings += 1
        let wait: Duration
        if let asked {
            wait = min(asked, PollRules.longestRetryAfter)
        } else if response.status == 429 {
            wait = min(
                PollRules.cooling * (1 << min(lane.coolings - 1, 10)), PollRules.longestBackoff)
        } else {
            return
        }
        lane.cooledUntil = max(lane.cooledUntil, now.instant + wait)
        lanes[name] = lane
        act(.cool(name, until: now.wall + Int64(wait.seconds.rounded(.up))))
    }

    private mutating func redirected(_ order: FetchOrder, _ response: HTTPResponse) -> Verdict {
        guard var job = jobs[order.ticket], let location = response.headers["location"] else {
            return .done
        }
        let isRobots = if case .robots = job.subject { true } else { false }
        let limit = isRobots ? RobotsRules.redirects : rules.redirects
        do throws(WebAddress.Refusal) {
            let next = try WebAddress(location, relativeTo: order.address)
            guard job.hops < limit else {
                failed(order, HTTPError(.malformed, "more than \(limit) redirects"))
                return .done
            }
            job.hops += 1
            job.hasMovedForGood = job.hasMovedForGood && response.isPermanentRedirect
            job.address = next
            jobs[order.ticket] = job
            enter(order.ticket, hasBegun: true)
        } catch {
            failed(order, HTTPError(.malformed, "redirected to what \(error)"))
        }
        return .done
    }

    private mutating func answered(_ order: FetchOrder, _ response: HTTPResponse) -> Verdict {
        guard let job = jobs[order.ticket] else { return .done }
        switch order.subject {
        case .robots(let origin):
            jobs[order.ticket] = nil
            answeredRobots(origin, response)
            return .done
        case .poll(let id):
            return answeredPoll(id, order, response)
        case .page(let entry):
            if response.status == 200 {
                jobs[order.ticket] = nil
                return .read
            }
            // A domain that says when it will be well again is believed: the job waits.
            if (response.status == 429 || response.status == 503)
                && (lanes[job.lane]?.cooledUntil ?? .zero) > now.instant
            {
                enter(order.ticket)
                return .done
            }
            jobs[order.ticket] = nil
            let reason = "status \(response.status)"
            let isPassing =
                response.status >= 500 || [401, 403, 408, 425, 429].contains(response.status)
            act(.pageFailed(entry, isPassing ? .passing(reason) : .final(reason)))
            return .done
        }
    }

    private mutating func answeredRobots(_ origin: String, _ response: HTTPResponse) {
        switch response.status {
        case 200...299:
            let fresh =
                CacheRules.freshness(response.headers, now: now.wall) ?? PollRules.robotsLongest
            learn(
                RobotsRules(response.body, product: RobotsRules.productToken), of: origin,
                for: min(max(fresh, PollRules.robotsShortest), PollRules.robotsLongest),
                isError: false)
        case 400...499 where response.status != 429:
            learn(.everything, of: origin, for: PollRules.robotsLongest, isError: false)
        default:
            learn(.nothing, of: origin, for: PollRules.robotsError, isError: true)
        }
    }

    private mutating func answeredPoll(
        _ id: Int64, _ order: FetchOrder, _ response: HTTPResponse
    ) -> Verdict {
        switch response.status {
        case 200: return .read
        case 304 where !order.validators.isEmpty:
            end(id, .unchanged(freshness(of: order, response)))
        case 304: end(id, .failed("answers 304 to a request without condition"))
        case 410: end(id, .gone)
        default:
            let retry = response.headers["retry-after"].flatMap {
                RetryAfter.wait($0, now: now.wall)
            }
            end(id, .refused(status: response.status, retryAfter: retry))
        }
        jobs[order.ticket] = nil
        return .done
    }

    /// What an answer to a poll says about the next one.
    func freshness(of order: FetchOrder, _ response: HTTPResponse) -> PollOutcome.Freshness {
        PollOutcome.Freshness(
            validators: response.validators, address: order.address.text,
            lasts: CacheRules.freshness(response.headers, now: now.wall),
            movedTo: order.hops > 0 && order.hasMovedForGood ? order.address.text : nil)
    }

    /// The body of a poll is being read no more; ``adopt(_:for:at:)`` says when the next one is.
    mutating func drop(_ order: FetchOrder) { jobs[order.ticket] = nil }

    private mutating func end(_ id: Int64, _ outcome: PollOutcome) {
        sources[id]?.ticket = nil
        act(.polled(id, outcome))
    }
}
