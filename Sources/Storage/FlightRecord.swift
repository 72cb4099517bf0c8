internal import CLinux
internal import Glibc
public import Messages
internal import Threads

/// A small mapped file in which the hub notes which articles are in a stage's hands. The notes
/// outlive the process, SIGKILL included, because they lie in the kernel's page cache; writing one
/// costs no system call.
///
/// The file: a header (magic and version, the kernel's boot id), then slots of 32 bytes: state,
/// stage, alone, checksum, 16 bytes of task. The state is stored last, so that a slot counts only
/// when the rest of it is there.
///
/// At a start: read ``survivors(at:)``, commit them to the journal, then open the record, which
/// clears it. A death between these steps repeats them and forgets nothing.
public final class FlightRecord: @unchecked Sendable {
    // Proof of @unchecked Sendable: `base` never changes; a slot's bytes are written only by
    // whoever took the slot from `free`, which has a lock, and its state only atomically.

    /// Slots there are; far more than articles on their way at once.
    public static let slotCount = 256
    static let headerSize = 64
    static let slotSize = 32
    static let size = headerSize + slotCount * slotSize
    static let magic = Array("CHYFLT01".utf8)

    private enum State {
        static let free: UInt8 = 0
        static let flying: UInt8 = 1
        static let blamed: UInt8 = 2
    }

    /// The file.
    public let path: String
    private let base: UnsafeMutableRawPointer
    private let free: Locked<[Int]>

    /// Opens the record at `path`, or makes it, and clears it.
    public init(path: String) throws(StorageError) {
        self.path = path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw .system(errno, path: path, "cannot open") }
        defer { close(descriptor) }
        // Reserved, not sparse: a store into a hole on a full disk would kill the process.
        let code = posix_fallocate(descriptor, 0, off_t(FlightRecord.size))
        guard code == 0 else { throw .system(code, path: path, "cannot reserve space") }
        guard ftruncate(descriptor, off_t(FlightRecord.size)) == 0 else {
            throw .system(errno, path: path, "cannot set its size")
        }
        let mapped = mmap(
            nil, FlightRecord.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let mapped, mapped != MAP_FAILED else {
            throw .system(errno, path: path, "cannot map")
        }
        base = mapped
        free = Locked(Array((0..<FlightRecord.slotCount).reversed()))
        memset(base, 0, FlightRecord.size)
        base.copyMemory(from: FlightRecord.magic, byteCount: 8)
        let boot = FlightRecord.bootID()
        (base + 8).copyMemory(from: boot, byteCount: 16)
    }

    deinit { munmap(base, FlightRecord.size) }

    /// Notes that `stage` now has `task`. Nil if every slot is taken; the article then flies
    /// unrecorded.
    public func begin(_ task: TaskID, stage: StageName, alone: Bool) -> Int? {
        guard let slot = free.withLock({ $0.popLast() }) else { return nil }
        let address = base + FlightRecord.offset(of: slot)
        let content = [UInt8(stage.index), alone ? 1 : 0] + task.bytes
        address.storeBytes(of: content[0], toByteOffset: 1, as: UInt8.self)
        address.storeBytes(of: content[1], toByteOffset: 2, as: UInt8.self)
        address.storeBytes(of: FlightRecord.checksum(content), toByteOffset: 3, as: UInt8.self)
        (address + 4).copyMemory(from: Array(content[2...]), byteCount: 16)
        chancery_store_release(unsafePointer(slot), State.flying)
        return slot
    }

    /// Notes that the stage gave the article back, or was taken off it.
    public func end(_ slot: Int) {
        chancery_store_release(unsafePointer(slot), State.free)
        free.withLock { free in
            precondition(!free.contains(slot), "a slot ends once")
            free.append(slot)
        }
    }

    /// Marks the article in `slot` as the one at whose work the process is dying.
    public func blame(_ slot: Int) { FlightRecord.blame(unsafePointer(slot)) }

    /// What a signal handler needs to blame `slot`: the address of its state, valid as long as the
    /// record is.
    public func unsafePointer(_ slot: Int) -> UnsafeMutablePointer<UInt8> {
        // Inside the mapping: `offset` checks the slot.
        (base + FlightRecord.offset(of: slot)).assumingMemoryBound(to: UInt8.self)
    }

    /// Marks a slot that is taken by its address; async-signal-safe, takes no lock and no memory.
    public static func blame(_ pointer: UnsafeMutablePointer<UInt8>) {
        _ = chancery_replace(pointer, State.flying, State.blamed)
    }

    /// What was in a stage's hands when the process that kept the record died: nothing after a
    /// clean end, or where there is no record. A torn slot is passed over.
    public static func survivors(at path: String) throws(StorageError) -> [Survivor] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return [] }
            throw .system(errno, path: path, "cannot open")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = pread(descriptor, &bytes, size, 0)
        guard count >= 0 else { throw .system(errno, path: path, "cannot read") }
        guard count == size, Array(bytes[0..<8]) == magic else { return [] }
        let sameBoot = Array(bytes[8..<24]) == bootID()
        return (0..<slotCount).compactMap { slot in
            survivor(bytes[offset(of: slot)..<offset(of: slot) + slotSize], sameBoot)
        }
    }

    private static func survivor(_ slot: ArraySlice<UInt8>, _ sameBoot: Bool) -> Survivor? {
        let bytes = Array(slot)
        let content = Array(bytes[1...2] + bytes[4..<20])
        guard bytes[0] == State.flying || bytes[0] == State.blamed,
            bytes[3] == checksum(content), bytes[2] <= 1,
            Int(bytes[1]) < StageName.allCases.count, let task = TaskID(bytes: content[2...])
        else { return nil }
        return Survivor(
            task: task, stage: StageName.allCases[Int(bytes[1])], alone: bytes[2] == 1,
            blamed: bytes[0] == State.blamed, sameBoot: sameBoot)
    }

    private static func offset(of slot: Int) -> Int {
        precondition((0..<slotCount).contains(slot), "there is no slot \(slot)")
        return headerSize + slot * slotSize
    }

    /// A sum in which every position weighs differently; never that of an empty slot.
    private static func checksum(_ content: [UInt8]) -> UInt8 {
        content.reduce(0xA5) { ($0 << 1 | $0 >> 7) ^ $1 }
    }

    /// The 16 bytes the kernel chose at its start; zeros where it does not say.
    private static func bootID() -> [UInt8] {
        let unknown = [UInt8](repeating: 0, count: 16)
        let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return unknown }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 36)
        guard read(descriptor, &text, 36) == 36 else { return unknown }
        let digits = String(decoding: text.filter { $0 != UInt8(ascii: "-") }, as: UTF8.self)
        return Digest.bytes(hexadecimal: digits) ?? unknown
    }
}

/// An article that was in a stage's hands when the process died.
public struct Survivor: Hashable, Sendable {
    /// The article.
    public var task: TaskID
    /// The stage that had it.
    public var stage: StageName
    /// Whether it was the only one in any stage's hands.
    public var alone: Bool
    /// Whether a crash handler named it as the culprit.
    public var blamed: Bool
    /// Whether the machine has not been started again since. If it has, the death was most likely
    /// the machine's, and nobody is to blame.
    public var sameBoot: Bool
}
