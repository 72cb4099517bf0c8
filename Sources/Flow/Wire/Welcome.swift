import Messages
import Threads

/// The header of WELCOME: which hub answers, and its figures.
public struct Welcome: Codable, Hashable, Sendable {
    /// Names this run of the hub; another one knows nothing of earlier leases.
    public var incarnation: String
    /// Offers granted at once; 0 for stages that take tasks.
    public var credit: Int
    /// Seconds between signs of life.
    public var heartbeat: Double
    /// Seconds of silence after which either side gives the other up.
    public var silence: Double
    /// Seconds a task of no size may take.
    public var taskDeadline: Double
    /// Seconds each 10 kB add to that.
    public var taskDeadlinePer10kB: Double

    init(incarnation: String, credit: Int, settings: FlowSettings) {
        self.incarnation = incarnation
        self.credit = credit
        heartbeat = settings.heartbeat.seconds
        silence = settings.silence.seconds
        taskDeadline = settings.taskDeadline.seconds
        taskDeadlinePer10kB = settings.taskDeadlinePer10kB.seconds
    }

    /// `settings` with the figures of this hub.
    func applied(to settings: FlowSettings) -> FlowSettings {
        var result = settings
        result.heartbeat = .seconds(heartbeat)
        result.silence = .seconds(silence)
        result.taskDeadline = .seconds(taskDeadline)
        result.taskDeadlinePer10kB = .seconds(taskDeadlinePer10kB)
        return result
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case incarnation, credit, heartbeat, silence, taskDeadline, taskDeadlinePer10kB
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        incarnation = try fields.value(.incarnation)
        credit = try fields.value(.credit)
        heartbeat = try Welcome.duration(fields, .heartbeat)
        silence = try Welcome.duration(fields, .silence)
        taskDeadline = try Welcome.duration(fields, .taskDeadline)
        taskDeadlinePer10kB = try Welcome.duration(fields, .taskDeadlinePer10kB)
        guard (0...1_000_000).contains(credit) else {
            throw fields.reject(.credit, "\(credit) is out of range")
        }
    }

    private static func duration(
        _ fields: StrictContainer<CodingKeys>, _ key: CodingKeys
    ) throws -> Double {
        let seconds: Double = try fields.value(key)
        guard (0...86_400).contains(seconds) else {
            throw fields.reject(key, "\(seconds) seconds are out of range")
        }
        return seconds
    }
}
