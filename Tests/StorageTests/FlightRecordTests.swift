import FoundationEssentials
import Messages
import Testing

@testable import Storage

@Suite struct FlightRecordTests {
    private func copy(_ folder: Folder) throws -> [Survivor] {
        try folder.write(try folder.bytes("flight"), to: "copy")
        return try FlightRecord.survivors(at: folder("copy"))
    }

    @Test("what is in flight survives, with its stage and whether it was alone")
    func survivors() throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        let landed = try #require(record.begin(task(1), stage: .normalize, alone: false))
        _ = record.begin(task(2), stage: .publish, alone: false)
        let blamed = try #require(record.begin(task(3), stage: .extract, alone: true))
        record.end(landed)
        record.blame(blamed)
        #expect(
            try copy(folder) == [
                Survivor(
                    task: task(2), stage: .publish, alone: false, blamed: false, sameBoot: true),
                Survivor(task: task(3), stage: .extract, alone: true, blamed: true, sameBoot: true),
            ])
    }

    @Test("opening the record clears it, reading does not")
    func cleared() throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        _ = record.begin(task(1), stage: .extract, alone: false)
        #expect(try FlightRecord.survivors(at: folder("flight")).count == 1)
        #expect(try FlightRecord.survivors(at: folder("flight")).count == 1)
        _ = try FlightRecord(path: folder("flight"))
        #expect(try FlightRecord.survivors(at: folder("flight")).isEmpty)
    }

    @Test("a clean end leaves nothing, and blame comes too late for what has landed")
    func clean() throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        let slot = try #require(record.begin(task(1), stage: .classify, alone: true))
        record.end(slot)
        record.blame(slot)
        #expect(try copy(folder).isEmpty)
    }

    @Test("a slot that was taken again tells of its present article only")
    func reuse() throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        for number in 0..<1000 {
            let slot = try #require(record.begin(task(number), stage: .extract, alone: false))
            if number < 999 { record.end(slot) }
        }
        #expect(try copy(folder).map(\.task) == [task(999)])
    }

    @Test("when all slots are taken, one more flies unrecorded until one lands")
    func exhausted() throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        let slots = (0..<FlightRecord.slotCount).map {
            record.begin(task($0), stage: .extract, alone: false)
        }
        #expect(!slots.contains(nil))
        #expect(record.begin(task(1000), stage: .extract, alone: false) == nil)
        record.end(try #require(slots[7]))
        #expect(record.begin(task(1001), stage: .extract, alone: false) == slots[7])
        #expect(try copy(folder).count == FlightRecord.slotCount)
    }

    @Test("a torn slot is passed over, whichever byte is torn", arguments: 1..<20)
    func torn(byte: Int) throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        let slot = try #require(record.begin(task(1), stage: .extract, alone: false))
        _ = record.begin(task(2), stage: .extract, alone: false)
        var bytes = try folder.bytes("flight")
        bytes[FlightRecord.headerSize + slot * FlightRecord.slotSize + byte] ^= 0x10
        try folder.write(bytes, to: "flight")
        #expect(try FlightRecord.survivors(at: folder("flight")).map(\.task) == [task(2)])
    }

    @Test("after the machine was started again nobody died of an article")
    func otherBoot() throws {
        let folder = try Folder()
        let record = try FlightRecord(path: folder("flight"))
        _ = record.begin(task(1), stage: .extract, alone: true)
        var bytes = try folder.bytes("flight")
        bytes[8] ^= 1
        try folder.write(bytes, to: "copy")
        #expect(try FlightRecord.survivors(at: folder("copy")).map(\.sameBoot) == [false])
    }

    @Test("no record, a short one or another file tell nothing, and are replaced")
    func foreign() throws {
        let folder = try Folder()
        #expect(try FlightRecord.survivors(at: folder("missing")).isEmpty)
        try folder.write([1, 2, 3], to: "flight")
        #expect(try FlightRecord.survivors(at: folder("flight")).isEmpty)
        try folder.write([UInt8](repeating: 1, count: FlightRecord.size * 2), to: "flight")
        #expect(try FlightRecord.survivors(at: folder("flight")).isEmpty)
        let record = try FlightRecord(path: folder("flight"))
        _ = record.begin(task(4), stage: .normalize, alone: false)
        #expect(try FlightRecord.survivors(at: folder("flight")).map(\.task) == [task(4)])
    }
}
