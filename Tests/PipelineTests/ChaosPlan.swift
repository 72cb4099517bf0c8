import Glibc
import TestSupport

/// What goes wrong on the wires between places, and when. The same seed gives the same plan.
struct ChaosPlan {
    /// A wire between a client and a server.
    struct Link: Hashable {
        let client: String
        let server: String
        let port: Int
    }

    /// What can happen to a wire; `Python/chaos_proxy.py` says it in full.
    enum Kind: String, CaseIterable {
        case delay, stall, reset
        case halfOpen = "half-open"
        case garbage, partition
    }

    /// The direction that suffers: from the client, to it, or both.
    enum Way: String, CaseIterable { case up, down, both }

    /// One thing that goes wrong.
    struct Fault: Hashable {
        let number: Int
        /// The client at the wire's end.
        let link: String
        let kind: Kind
        let way: Way
        /// When it begins, and for how long it lasts, in seconds.
        let at: Double
        let seconds: Double
        /// How late bytes come, in seconds.
        var latency: [Double] = []
        var garbage: [UInt8] = []
        /// Whether lost bytes are taken from their sender.
        var swallows = false

        /// Whether a peer hears nothing for so long that it must notice.
        func silences(_ direction: Way) -> Bool {
            [.stall, .halfOpen, .partition].contains(kind) && (way == .both || way == direction)
                && seconds >= ChaosPlan.noticeable
        }
    }

    /// The shortest silence, in seconds, that somebody must notice.
    static let noticeable = 6.5
    /// The longest, in seconds, that nobody may take for a death.
    static let bearable = 3.5

    /// The shortest time between two faults of a wire, in seconds.
    static let rest = 6.0

    /// The time a byte takes over a wire that is well, in seconds, so that some are always on
    /// their way.
    static let distance = 0.015

    let places: [String]
    let links: [Link]
    private(set) var faults: [Fault] = []

    /// A plan of these faults.
    init(places: [String], links: [Link], faults: [Fault]) {
        self.places = places
        self.links = links
        self.faults = faults
    }

    /// A plan for wires over `seconds`.
    ///
    /// - Parameters:
    ///   - longest: the longest partition, in seconds.
    ///   - hub: the place that is now and then cut off from everybody; nil if none is.
    init(
        seed: UInt64, places: [String], links: [Link], seconds: Double, longest: Double,
        cutOff hub: String? = nil
    ) {
        self.places = places
        self.links = links
        var random = SeededRandom(seed: seed)
        // Everybody at once, every two minutes or so; in between each wire for itself.
        var from = 0.0
        while from < seconds {
            let until = hub == nil ? seconds : min(seconds, from + random.seconds(80...140))
            for (index, link) in links.enumerated() {
                suffer(link.client, from: from, until: until, longest, turn: index, &random)
            }
            from = until
            if let hub, from < seconds {
                let lasting = random.seconds(1...min(20, longest))
                for link in links where link.server == hub || link.client == hub {
                    add(link.client, .partition, .both, at: from, for: lasting, &random)
                }
                from += lasting + 8
            }
        }
    }

    /// One thing after the other on one wire, with time to recover.
    private mutating func suffer(
        _ link: String, from: Double, until: Double, _ longest: Double, turn: Int,
        _ random: inout SeededRandom
    ) {
        var time = from + random.seconds(1...4)
        var kinds: [Kind] = []
        var turn = turn
        while true {
            if kinds.isEmpty {
                kinds = Kind.allCases
                // A short plan has each kind on some wire.
                kinds = Array(kinds[(turn % kinds.count)...] + kinds[..<(turn % kinds.count)])
                turn += 1 + random.next(below: kinds.count)
            }
            let kind = kinds.removeFirst()
            let lasting: Double =
                switch kind {
                case .delay: random.seconds(2...5)
                case .stall:
                    random.next(below: 2) == 0
                        ? random.seconds(1...ChaosPlan.bearable) : random.seconds(7...9)
                case .halfOpen: random.seconds(8...9)
                case .reset, .garbage: 0.1
                case .partition:
                    // As many that somebody must notice as others.
                    random.next(below: 2) == 0
                        ? random.seconds(log: 1...7) : random.seconds(log: 7...longest)
                }
            guard time + lasting + ChaosPlan.rest < until else { return }
            let way = Way.allCases[random.next(below: Way.allCases.count)]
            add(link, kind, kind == .partition ? .both : way, at: time, for: lasting, &random)
            time += lasting + random.seconds(ChaosPlan.rest...(ChaosPlan.rest + 1.5))
        }
    }

    private mutating func add(
        _ link: String, _ kind: Kind, _ way: Way, at time: Double, for lasting: Double,
        _ random: inout SeededRandom
    ) {
        var fault = Fault(
            number: faults.count, link: link, kind: kind, way: way, at: time, seconds: lasting)
        switch kind {
        case .delay: fault.latency = [0.02, random.seconds(0.05...0.4)]
        case .garbage:
            fault.garbage = (0...random.next(below: 300)).map { _ in
                UInt8(random.next(below: 256))
            }
            // Some of it looks like a message of the connection, up to where it is decrypted.
            if random.next(below: 2) == 0 {
                fault.garbage = ChaosPlan.message(fault.garbage)
            }
        case .halfOpen: fault.swallows = random.next(below: 2) == 0
        case .stall, .reset, .partition: break
        }
        faults.append(fault)
    }

    /// A ZMTP frame of the shape a CURVE message has, around something that is none.
    static func message(_ bytes: [UInt8]) -> [UInt8] {
        let content = [7] + bytes.prefix(250)
        return [0, UInt8(content.count)] + content
    }

    /// The plan as the proxy reads it.
    var json: String {
        JSONValue.object([
            "places": .array(places.map { .string($0) }),
            "links": .array(
                links.map {
                    .object([
                        "name": .string($0.client), "client": .string($0.client),
                        "server": .string($0.server), "port": .number(Double($0.port)),
                        "distance": .number(ChaosPlan.distance),
                    ])
                }),
            "faults": .array(faults.map(\.json)),
        ]).json
    }
}

extension ChaosPlan.Fault {
    fileprivate var json: JSONValue {
        let digits = Array("0123456789abcdef")
        return .object([
            "number": .number(Double(number)), "link": .string(link),
            "kind": .string(kind.rawValue), "way": .string(way.rawValue), "at": .number(at),
            "seconds": .number(seconds), "latency": .array(latency.map { .number($0) }),
            "garbage": .string(
                String(garbage.flatMap { [digits[Int($0) / 16], digits[Int($0) % 16]] })),
            "swallows": .bool(swallows),
        ])
    }
}

extension SeededRandom {
    /// A time within a range, in whole milliseconds.
    fileprivate mutating func seconds(_ range: ClosedRange<Double>) -> Double {
        (Double.random(in: range, using: &self) * 1000).rounded() / 1000
    }

    /// The same, with each order of magnitude as likely as the next.
    fileprivate mutating func seconds(log range: ClosedRange<Double>) -> Double {
        let share = Double.random(in: 0...1, using: &self)
        let value = range.lowerBound * pow(range.upperBound / range.lowerBound, share)
        return (value * 1000).rounded() / 1000
    }
}
