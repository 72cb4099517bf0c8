/// What the logs say about who noticed a fault of the network, and when.
struct ChaosFindings {
    /// Seconds from the begin of a fault until somebody noticed it.
    struct Delay {
        let fault: ChaosPlan.Fault
        let who: String
        /// Nil if it went unnoticed.
        let seconds: Double?
    }

    /// When a fault was in force.
    private struct Span {
        let begin: Double
        let end: Double
        let hit: Int
    }

    /// The hub on a worker that hears it, or is not heard.
    private(set) var byServer: [Delay] = []
    /// A worker or a follower on a server that it does not hear any more.
    private(set) var byClient: [Delay] = []
    /// From the end of a fault until the client is served again.
    private(set) var recoveries: [Delay] = []
    /// Workers given up for silence while bytes were only late.
    private(set) var falseAlarms: [Delay] = []

    private let events: [ChaosNetwork.Event]
    private let hubLines: [LogLine]
    private let spans: [Int: Span]

    /// Reads the logs of a run.
    ///
    /// - Parameter logs: the log of each role.
    init(plan: ChaosPlan, events: [ChaosNetwork.Event], logs: [String: String]) {
        self.events = events
        let all = logs.mapValues { LogLine.all(in: $0) }
        hubLines = (all["hub"] ?? []).filter { LogLine.comingsAndGoings.contains($0.message) }
        var spans: [Int: Span] = [:]
        for begin in events where begin.what == "begin" {
            let end = events.first { $0.what == "end" && $0.fault == begin.fault }
            guard let number = begin.fault, let end else { continue }
            spans[number] = Span(begin: begin.time, end: end.time, hit: begin.hit)
        }
        self.spans = spans
        for fault in plan.faults {
            guard let span = spans[fault.number] else { continue }
            if let lines = all[fault.link] {
                judge(fault, span, worker: lines)
            } else {
                judge(fault, span)
            }
        }
    }

    private mutating func judge(
        _ fault: ChaosPlan.Fault, _ span: Span, worker lines: [LogLine]
    ) {
        let names = Set(lines.filter { $0.message == "serving" }.compactMap(\.worker))
        let own = hubLines.filter { $0.worker.map(names.contains) ?? false }
        // Only a worker that was there can be missed, and one that died was not taken by the wire.
        guard let before = own.last(where: { $0.time < span.begin }),
            before.message == "worker joined", fault.kind == .partition || span.hit > 0
        else { return }
        let after = own.filter { $0.time >= span.begin }
        guard
            !after.prefix(while: { $0.time < span.end }).contains(where: {
                $0.message == "worker joined" && $0.worker != before.worker
            })
        else { return }
        let lost = after.first.map { $0.time - span.begin }
        switch fault.kind {
        case .reset, .garbage:
            byServer.append(Delay(fault: fault, who: "hub", seconds: lost))
            recover(fault, span.begin, own)
        case .stall, .halfOpen, .partition:
            if fault.silences(.up) {
                byServer.append(Delay(fault: fault, who: "hub", seconds: lost))
            }
            if fault.silences(.down) {
                let noticed = lines.first {
                    $0.time >= span.begin && LogLine.silences.contains($0.message)
                }
                byClient.append(
                    Delay(
                        fault: fault, who: fault.link,
                        seconds: noticed.map { $0.time - span.begin }))
            }
            if fault.silences(fault.way) {
                recover(fault, fault.kind == .halfOpen ? span.begin : span.end, own)
            } else if fault.seconds <= ChaosPlan.bearable {
                alarm(fault, span, own)
            }
        case .delay: alarm(fault, span, own)
        }
    }

    /// A worker was welcomed after a time, if it had to be.
    private mutating func recover(
        _ fault: ChaosPlan.Fault, _ time: Double, _ own: [LogLine]
    ) {
        // It may have come back over a way that the fault left open.
        if own.last(where: { $0.time < time })?.message == "worker joined",
            fault.kind == .stall || fault.kind == .partition
        {
            return
        }
        let joined = own.first { $0.time >= time && $0.message == "worker joined" }
        append(recovery: fault, after: joined.map { $0.time - time }, of: time)
    }

    /// Adds a recovery, unless the next fault of the wire may have hindered it.
    private mutating func append(
        recovery fault: ChaosPlan.Fault, after seconds: Double?, of time: Double
    ) {
        let next = events.first {
            $0.what == "begin" && $0.link == fault.link && $0.time > time
                && $0.fault != fault.number
        }
        if let next, next.time - time < seconds ?? .infinity, next.time - time < 8 { return }
        recoveries.append(Delay(fault: fault, who: fault.link, seconds: seconds))
    }

    private mutating func alarm(_ fault: ChaosPlan.Fault, _ span: Span, _ own: [LogLine]) {
        let lost = own.first {
            $0.message == "worker lost" && $0.time >= span.begin && $0.time <= span.end + 1
        }
        if let lost {
            falseAlarms.append(
                Delay(fault: fault, who: "hub", seconds: lost.time - span.begin))
        }
    }

    /// A follower has no log with times; it is seen to connect again.
    private mutating func judge(_ fault: ChaosPlan.Fault, _ span: Span) {
        let own = events.filter { $0.link == fault.link }
        guard
            own.last(where: {
                $0.time < span.begin && ["connected", "answered"].contains($0.what)
            })?.what == "answered", fault.kind == .partition || span.hit > 0
        else { return }
        func next(_ what: String, after time: Double) -> Double? {
            own.first { $0.what == what && $0.time >= time }.map { $0.time - time }
        }
        let isBroken = fault.kind == .reset || fault.kind == .garbage
        if isBroken || fault.silences(.down) {
            byClient.append(
                Delay(
                    fault: fault, who: fault.link,
                    seconds: next("connected", after: span.begin)))
            let over = isBroken || fault.kind == .halfOpen ? span.begin : span.end
            append(recovery: fault, after: next("answered", after: over), of: over)
        } else if fault.kind == .delay, let again = next("connected", after: span.begin),
            again < span.end - span.begin
        {
            falseAlarms.append(Delay(fault: fault, who: fault.link, seconds: again))
        }
    }
}

extension [ChaosFindings.Delay] {
    /// Those that took longer than `seconds`, or did not come to an end.
    func over(_ seconds: Double) -> Self { filter { $0.seconds.map { $0 > seconds } ?? true } }

    /// How many, and how long in the middle and at most.
    var summary: String {
        let sorted = compactMap(\.seconds).sorted()
        guard let last = sorted.last else { return "none of \(count)" }
        func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
        return "\(sorted.count) of \(count), median \(rounded(sorted[sorted.count / 2])) s, "
            + "most \(rounded(last)) s"
    }
}

extension ChaosFindings.Delay: CustomStringConvertible {
    var description: String {
        "\(fault.number) \(fault.kind.rawValue) \(fault.way.rawValue) on \(fault.link) for "
            + "\(fault.seconds) s: \(who) after \(seconds.map { "\($0) s" } ?? "no time")"
    }
}
