import Messages
import TestSupport
import Testing

@Suite("An envelope is six frames, read strictly")
struct EnvelopeTests {
    static let task = TaskID.derived(source: "s", item: "i", bytes: [1])

    static func frames() -> [[UInt8]] {
        Envelope(
            .task, task: task, attempt: 0x0102_0304,
            payload: Payload(header: [123, 125], body: [9])
        ).frames
    }

    @Test("Every command survives, with and without a task", arguments: Envelope.Command.allCases)
    func roundTrip(command: Envelope.Command) throws {
        for envelope in [
            Envelope(command),
            Envelope(
                command, task: Self.task, attempt: .max, payload: Payload(header: [1], body: [2])),
        ] {
            #expect(try Envelope(frames: envelope.frames) == envelope)
        }
    }

    @Test("The frames are the magic, the command, the id, the attempt, the header and the body")
    func layout() {
        #expect(
            Self.frames() == [
                Array("CHY1".utf8), Array("TASK".utf8), Self.task.bytes, [1, 2, 3, 4], [123, 125],
                [9],
            ])
        #expect(
            Envelope(.ping).frames == [Array("CHY1".utf8), Array("PING".utf8), [], [], [], []])
    }

    static func fault(_ frames: [[UInt8]]) -> MessageError? {
        do {
            _ = try Envelope(frames: frames)
            return nil
        } catch {
            return error
        }
    }

    @Test("Any other number of frames is refused", arguments: [1, 2, 3, 4, 5, 7, 100])
    func count(count: Int) {
        let frames = Self.frames() + Array(repeating: [], count: 100)
        #expect(
            Self.fault(Array(frames.prefix(count)))
                == MessageError(.malformedFrames, "\(count) frames where 6 are expected"))
    }

    @Test("No frame at all is refused")
    func none() {
        #expect(Self.fault([]) == MessageError(.malformedFrames, "no frame at all"))
    }

    @Test("Another version is named", arguments: [2, 6])
    func version(count: Int) {
        var frames = Array(Self.frames().prefix(count))
        frames[0] = Array("CHY2".utf8)
        #expect(
            Self.fault(frames)
                == MessageError(
                    .malformedFrames, at: "frame[0]",
                    "protocol version \"CHY2\", CHY1 is spoken here"))
    }

    @Test("Another protocol is refused", arguments: ["", "CHY", "CHY11", "HTTP", "chy1"])
    func magic(magic: String) {
        var frames = Self.frames()
        frames[0] = Array(magic.utf8)
        #expect(
            Self.fault(frames)
                == MessageError(.malformedFrames, at: "frame[0]", "not a Chancery envelope"))
    }

    @Test(
        "An unknown command is named, printably and briefly",
        arguments: [
            ("", ""), ("task", "task"), ("TASK ", "TASK "), ("\u{1B}[2J\n", "?[2J?"), ("é", "??"),
            (String(repeating: "A", count: 99), String(repeating: "A", count: 16)),
        ])
    func command(name: String, shown: String) {
        var frames = Self.frames()
        frames[1] = Array(name.utf8)
        #expect(
            Self.fault(frames)
                == MessageError(
                    .unknownCommand, at: "frame[1]", "there is no command \"\(shown)\""))
    }

    @Test("A command that is not UTF-8 is refused")
    func commandBytes() {
        var frames = Self.frames()
        frames[1] = [0xFF, 0xFE]
        #expect(
            Self.fault(frames)
                == MessageError(.unknownCommand, at: "frame[1]", "there is no command \"??\""))
    }

    @Test("A task id has 16 bytes or none", arguments: [1, 15, 17, 32])
    func id(count: Int) {
        var frames = Self.frames()
        frames[2] = [UInt8](repeating: 7, count: count)
        #expect(
            Self.fault(frames)
                == MessageError(
                    .malformedFrames, at: "frame[2]",
                    "a task id of \(count) bytes where 16 are expected"))
    }

    @Test("An attempt has 4 bytes with a task", arguments: [0, 1, 3, 5, 8])
    func attempt(count: Int) {
        var frames = Self.frames()
        frames[3] = [UInt8](repeating: 7, count: count)
        #expect(
            Self.fault(frames)
                == MessageError(
                    .malformedFrames, at: "frame[3]",
                    "an attempt of \(count) bytes where 4 are expected"))
    }

    @Test("An attempt without a task is refused", arguments: [1, 4])
    func attemptAlone(count: Int) {
        var frames = Self.frames()
        frames[2] = []
        frames[3] = [UInt8](repeating: 7, count: count)
        #expect(
            Self.fault(frames)
                == MessageError(.malformedFrames, at: "frame[3]", "an attempt without a task"))
    }

    @Test("A header and a whole at the limit are taken, one byte more is not")
    func sizes() {
        var frames = Self.frames()
        frames[4] = [UInt8](repeating: 32, count: Limits.header)
        frames[5] = [UInt8](repeating: 32, count: Limits.internalMessage - Limits.header - 64)
        #expect(Self.fault(frames) == nil)
        frames[5].append(32)
        #expect(
            Self.fault(frames)
                == MessageError(.tooLarge, "67108865 bytes where at most 67108864 are taken"))
        frames[5] = []
        frames[4].append(32)
        #expect(
            Self.fault(frames)
                == MessageError(.tooLarge, at: "frame[4]", "33554433 bytes of header"))
    }
}
