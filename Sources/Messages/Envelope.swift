/// What goes over a link between the hub and everyone else: six frames,
/// `[CHY1][command][task id][attempt][header JSON][body]`.
public struct Envelope: Hashable, Sendable {
    /// The first frame: protocol and version.
    public static let magic = Array("CHY1".utf8)

    /// What the envelope asks or tells. `docs/protocol.md` describes each.
    public enum Command: String, CaseIterable, Sendable {
        case hello = "HELLO"
        case welcome = "WELCOME"
        case offer = "OFFER"
        case accepted = "ACCEPTED"
        case refused = "REFUSED"
        case ready = "READY"
        case task = "TASK"
        case progress = "PROGRESS"
        case done = "DONE"
        case fail = "FAIL"
        case ping = "PING"
        case pong = "PONG"
        case bye = "BYE"
    }

    /// What the envelope asks or tells.
    public var command: Command
    /// The article it is about; absent where it is about none.
    public var task: TaskID?
    /// Which attempt at the task, from 1; 0 where there is no task.
    public var attempt: UInt32
    /// The payload; the header is empty where there is nothing to say.
    public var payload: Payload

    /// An envelope; see the properties.
    public init(
        _ command: Command, task: TaskID? = nil, attempt: UInt32 = 0,
        payload: Payload = Payload(header: [])
    ) {
        self.command = command
        self.task = task
        self.attempt = attempt
        self.payload = payload
    }

    /// The six frames.
    public var frames: [[UInt8]] {
        [
            Envelope.magic, Array(command.rawValue.utf8), task?.bytes ?? [],
            task == nil ? [] : withUnsafeBytes(of: attempt.bigEndian) { Array($0) },
            payload.header, payload.body,
        ]
    }

    /// The size that counts against limits, in bytes.
    public var count: Int { payload.count + 64 }

    /// Reads frames, strictly.
    public init(frames: [[UInt8]]) throws(MessageError) {
        guard let first = frames.first else {
            throw MessageError(.malformedFrames, "no frame at all")
        }
        guard first == Envelope.magic else {
            let known = first.count == 4 && first.starts(with: Envelope.magic.prefix(3))
            throw MessageError(
                .malformedFrames, at: "frame[0]",
                known
                    ? "protocol version \"\(Envelope.printable(first))\", CHY1 is spoken here"
                    : "not a Chancery envelope")
        }
        guard frames.count == 6 else {
            throw MessageError(.malformedFrames, "\(frames.count) frames where 6 are expected")
        }
        guard let name = String(validating: frames[1], as: UTF8.self),
            let command = Command(rawValue: name)
        else {
            throw MessageError(
                .unknownCommand, at: "frame[1]",
                "there is no command \"\(Envelope.printable(frames[1]))\"")
        }
        self.command = command
        if frames[2].isEmpty {
            guard frames[3].isEmpty else {
                throw MessageError(.malformedFrames, at: "frame[3]", "an attempt without a task")
            }
            task = nil
            attempt = 0
        } else {
            guard let task = TaskID(bytes: frames[2]) else {
                throw MessageError(
                    .malformedFrames, at: "frame[2]",
                    "a task id of \(frames[2].count) bytes where 16 are expected")
            }
            guard frames[3].count == 4 else {
                throw MessageError(
                    .malformedFrames, at: "frame[3]",
                    "an attempt of \(frames[3].count) bytes where 4 are expected")
            }
            self.task = task
            attempt = frames[3].reduce(0) { $0 << 8 | UInt32($1) }
        }
        guard frames[4].count <= Limits.header else {
            throw MessageError(.tooLarge, at: "frame[4]", "\(frames[4].count) bytes of header")
        }
        payload = Payload(header: frames[4], body: frames[5])
        guard count <= Limits.internalMessage else {
            throw MessageError(
                .tooLarge, "\(count) bytes where at most \(Limits.internalMessage) are taken")
        }
    }

    /// At most 16 bytes of hostile input, safe to print.
    private static func printable(_ bytes: [UInt8]) -> String {
        String(
            decoding: bytes.prefix(16).map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") },
            as: UTF8.self)
    }
}
