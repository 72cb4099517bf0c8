internal import Glibc
internal import Messages

/// How far a database had come: kept beside it, in a file of its own, so that a start notices when
/// the end of the database is gone. SQLite itself takes a write-ahead log that was cut short or
/// altered for one that ended there, and says nothing.
///
/// It is written after each commit and not synced, so it never tells of more than was committed: it
/// outlives the process, SIGKILL included, and after a power cut it tells at worst of less.
struct Watermark: Hashable {
    /// Which life of the database this is about: an epoch, or empty; at most 16 bytes.
    var life = ""
    /// What only grows: the last sequence, or how many articles were ever taken.
    var reached: Int64
    /// How many entries or articles the database held.
    var held: Int64

    /// Where the watermark of the database at `path` lies.
    static func path(of database: String) -> String { database + "-mark" }

    /// What was last written for the database at `path`; nil if nothing was that can be read.
    static func read(_ database: String) -> Watermark? {
        WatermarkFile.slots(path(of: database)).max { $0.turn < $1.turn }?.mark
    }

    /// Forgets what was written for the database at `path`: another one takes its place.
    static func remove(_ database: String) { unlink(path(of: database)) }
}

/// The file of a watermark: two slots, written in turn, so that one of them is always whole.
///
/// Whatever fails here fails silently: without it a loss is noticed less well, and nothing else.
final class WatermarkFile {
    private static let slotSize = 64
    private static let magic = Array("CHYMARK1".utf8)

    private let descriptor: Int32
    private var turn: UInt64

    /// Opens or makes the watermark of the database at `path`.
    init(_ database: String) {
        let path = Watermark.path(of: database)
        turn = WatermarkFile.slots(path).map(\.turn).max() ?? 0
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        if descriptor >= 0 { _ = posix_fallocate(descriptor, 0, 2 * 64) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Writes down how far the database has come. It must have been committed.
    func note(_ mark: Watermark) {
        turn += 1
        var slot = WatermarkFile.magic + WatermarkFile.bytes(turn)
        slot += Array(mark.life.utf8.prefix(16))
        slot += [UInt8](repeating: 0, count: 32 - slot.count)
        slot += WatermarkFile.bytes(UInt64(bitPattern: mark.reached))
        slot += WatermarkFile.bytes(UInt64(bitPattern: mark.held))
        slot += Digest.sha256(of: slot).prefix(16)
        let offset = off_t(turn % 2) * off_t(WatermarkFile.slotSize)
        _ = pwrite(descriptor, slot, slot.count, offset)
    }

    /// The slots that are whole.
    static func slots(_ path: String) -> [(turn: UInt64, mark: Watermark)] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return (0..<2).compactMap { index -> (turn: UInt64, mark: Watermark)? in
            var slot = [UInt8](repeating: 0, count: slotSize)
            let count = pread(descriptor, &slot, slotSize, off_t(index * slotSize))
            guard count == slotSize, Array(slot[..<8]) == magic,
                Array(slot[48...]) == Array(Digest.sha256(of: Array(slot[..<48])).prefix(16))
            else { return nil }
            return (
                number(slot[8..<16]),
                Watermark(
                    life: String(decoding: slot[16..<32].prefix { $0 != 0 }, as: UTF8.self),
                    reached: Int64(bitPattern: number(slot[32..<40])),
                    held: Int64(bitPattern: number(slot[40..<48])))
            )
        }
    }

    private static func bytes(_ number: UInt64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
