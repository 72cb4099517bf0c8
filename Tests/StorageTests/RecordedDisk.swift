import FoundationEssentials
import RecordingDisk

/// A folder whose every change by SQLite is noted, so that a test can build what the disk would
/// hold had the machine stopped after any of them.
final class RecordedDisk: @unchecked Sendable {
    // Proof of @unchecked Sendable: `recorder` never changes, and its functions take a lock.

    let folder: Folder
    private let recorder: OpaquePointer

    /// Watches a folder of its own.
    init() throws {
        folder = try Folder()
        guard let recorder = recorder_watch(folder.path + "/") else { throw NoRecorder() }
        self.recorder = recorder
    }

    struct NoRecorder: Error {}

    // Every file of the folder is closed by then: a test closes what it opened.
    deinit { recorder_end(recorder) }

    /// Steps noted up to now.
    var count: Int { recorder_count(recorder) }

    /// Fails `count` steps, from the next but `after` on, with SQLite's `code`.
    func fail(after: Int, count: Int = .max, code: Int32) {
        recorder_fail(recorder, after, count, code)
    }

    /// Steps that were failed.
    var failures: Int { recorder_failures(recorder) }

    /// Every step from `first` on, with the names of files instead of their paths.
    func steps(from first: Int = 0) -> [DiskStep] {
        (first..<count).map { index in
            let step = recorder_step(recorder, index)
            let name = String(cString: step.path).dropFirst(folder.path.utf8.count + 1)
            return DiskStep(file: String(name), change: change(step))
        }
    }

    private func change(_ step: recorded_step) -> DiskStep.Change {
        switch step.kind {
        case RECORDED_CREATE: .create
        case RECORDED_WRITE:
            .write(
                offset: Int(step.offset),
                Array(UnsafeBufferPointer(start: step.bytes, count: step.length)))
        case RECORDED_TRUNCATE: .truncate(Int(step.offset))
        case RECORDED_SYNC: .sync
        case RECORDED_DELETE: .delete(synced: false)
        case RECORDED_DELETE_SYNCED: .delete(synced: true)
        case RECORDED_FAILED_SYNC: .failedSync
        default: .nothing
        }
    }
}

/// One change of a file.
struct DiskStep {
    enum Change {
        case create
        case write(offset: Int, [UInt8])
        case truncate(Int)
        case sync
        case failedSync
        case delete(synced: Bool)
        case nothing
    }

    let file: String
    let change: Change
}

/// What a disk holds after some steps, as the process sees it and as it would be after a power cut.
struct DiskModel {
    /// How a machine stops.
    enum Stop: CaseIterable {
        /// The process dies: all that was written is there.
        case death
        /// The power goes, and with it all that was not synced.
        case power
        /// The power goes; of what was not synced each write is there, or is not, or is torn at
        /// sectors of 512 bytes.
        case tornPower
    }

    private struct File {
        /// What is sure to be there; nil if not even the name is.
        var durable: [UInt8]?
        /// What was done since the last sync, in order.
        var pending: [DiskStep.Change] = []
        /// What the process sees; nil if the file was removed.
        var current: [UInt8]?
        /// What was there under this name before it was removed, if it may come back.
        var ghost: [UInt8]?
    }

    private var files: [String: File] = [:]
    private var random: SeededNumbers

    init(seed: UInt64, begin: [String: [UInt8]] = [:]) {
        random = SeededNumbers(seed: seed)
        for (name, bytes) in begin { files[name] = File(durable: bytes, current: bytes) }
    }

    /// Takes in one more step.
    mutating func apply(_ step: DiskStep) {
        var file = files.removeValue(forKey: step.file) ?? File()
        switch step.change {
        case .create:
            file = File(current: [], ghost: file.ghost)
        case .write, .truncate:
            file.pending.append(step.change)
            file.current = DiskModel.changed(file.current ?? [], by: step.change)
        case .sync:
            // With a new log or journal SQLite also syncs the directory, and so all names in it.
            if file.durable == nil { syncNames() }
            file.durable = file.pending.reduce(file.durable ?? [], DiskModel.changed)
            file.pending = []
            file.ghost = nil
        case .failedSync:
            // The kernel may have dropped what it could not write, and tells nobody a second time.
            file.durable = file.pending.reduce(file.durable ?? []) {
                Bool.random(using: &random) ? DiskModel.changed($0, by: $1) : $0
            }
            file.pending = []
        case .delete(let synced):
            file = File(ghost: synced ? nil : file.durable ?? file.ghost)
        case .nothing: break
        }
        files[step.file] = file
    }

    private mutating func syncNames() {
        for name in files.keys {
            files[name]?.ghost = nil
            if files[name]?.current != nil && files[name]?.durable == nil {
                files[name]?.durable = []
            }
        }
    }

    /// What would be there after a stop now.
    mutating func image(_ stop: Stop) -> [String: [UInt8]] {
        var image: [String: [UInt8]] = [:]
        for name in files.keys.sorted() {
            if let file = files[name] { image[name] = remains(of: file, stop) }
        }
        return image
    }

    private mutating func remains(of file: File, _ stop: Stop) -> [UInt8]? {
        switch stop {
        case .death: return file.current
        case .power: return file.durable ?? file.ghost
        case .tornPower:
            guard let durable = file.durable else {
                if Bool.random(using: &random) { return file.ghost }
                return file.current == nil ? nil : torn([], file.pending)
            }
            return torn(durable, file.pending)
        }
    }

    private mutating func torn(_ bytes: [UInt8], _ pending: [DiskStep.Change]) -> [UInt8] {
        pending.reduce(bytes) { bytes, change in
            switch Int.random(in: 0..<3, using: &random) {
            case 0: return bytes
            case 1: return DiskModel.changed(bytes, by: change)
            default:
                guard case .write(let offset, let content) = change else { return bytes }
                var result = bytes
                var start = 0
                while start < content.count {
                    // Up to the next sector's beginning.
                    let end = min(content.count, start + 512 - (offset + start) % 512)
                    if Bool.random(using: &random) {
                        result = DiskModel.changed(
                            result, by: .write(offset: offset + start, Array(content[start..<end])))
                    }
                    start = end
                }
                return result
            }
        }
    }

    private static func changed(_ bytes: [UInt8], by change: DiskStep.Change) -> [UInt8] {
        var bytes = bytes
        switch change {
        case .write(let offset, let content):
            if bytes.count < offset + content.count {
                bytes += [UInt8](repeating: 0, count: offset + content.count - bytes.count)
            }
            bytes.replaceSubrange(offset..<offset + content.count, with: content)
        case .truncate(let size):
            if bytes.count > size {
                bytes.removeSubrange(size...)
            } else {
                bytes += [UInt8](repeating: 0, count: size - bytes.count)
            }
        default: break
        }
        return bytes
    }
}
