// Fuzzing of database files: a journal and an event log that were damaged on the disk.
// `deploy/fuzz Database`.
//
// The first byte of an input chooses the database, the rest is a list of damages to a sound one of
// some pages: overwriting, zeroing, cutting off, appending. However damaged, it is opened or refused
// with a reason; what is read from it is what was written; a repair saves and loses no more than
// there was, and what it leaves is sound.

import Foundation
import Messages

@testable import Storage

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    wait {
        if input[0] & 1 == 0 {
            await Folder.shared.examineJournal(damagedBy: input.dropFirst())
        } else {
            await Folder.shared.examineLog(damagedBy: input.dropFirst())
        }
    }
    return 0
}

/// Leaks are not looked for: actors free on their threads what is made here, which libFuzzer takes
/// for leaks, and it would stop all threads and walk all memory after each input. What grows ends by
/// the limit of memory.
@_cdecl("__lsan_is_turned_off")
public func leaksAreNotLookedFor() -> CInt { 1 }

/// Runs `work` to its end: libFuzzer knows nothing of tasks.
private func wait(_ work: @escaping @Sendable () async -> Void) {
    let done = DispatchSemaphore(value: 0)
    Task {
        await work()
        done.signal()
    }
    done.wait()
}

/// A sound journal and a sound log, and the place where damaged copies of them are tried.
private struct Folder: Sendable {
    static let shared = Folder()
    static let articles = 12

    private let path: String
    private let journal: [UInt8]
    private let log: [UInt8]
    private let documents: [TaskID: Payload]
    private let entries: Set<[UInt8]>

    private init() {
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        let path = "\(base)/chancery-fuzz-\(getpid())"
        mkdir(path, 0o700)
        self.path = path
        atexit { try? FileManager.default.removeItem(atPath: Folder.shared.path) }
        let made = Made(path)
        wait { await made.fill() }
        documents = made.documents
        let lines = FileManager.default.contents(atPath: "\(path)/entries")!
        entries = Set(lines.split(separator: 10).map { Array($0) })
        journal = Array(FileManager.default.contents(atPath: "\(path)/sound-journal")!)
        log = Array(FileManager.default.contents(atPath: "\(path)/sound-log")!)
    }

    func examineJournal(damagedBy damages: ArraySlice<UInt8>) async {
        let file = write(damage(journal, damages), "journal")
        let isSound = await readJournal(file)
        if !isSound, let repair = try? Journal.repair(file) {
            precondition(repair.saved <= 1 << 20 && repair.lost >= 0, "\(repair)")
            let again = await readJournal(file)
            precondition(again, "a repaired journal is not sound")
        }
    }

    func examineLog(damagedBy damages: ArraySlice<UInt8>) async {
        let file = write(damage(log, damages), "log")
        let isSound = await readLog(file)
        if !isSound, let repair = try? EventLog.repair(file) {
            precondition(repair.saved <= Folder.articles && repair.lost >= 0, "\(repair)")
            let again = await readLog(file)
            precondition(again, "a repaired log is not sound")
        }
    }

    /// - Returns: whether it could be opened and read.
    private func readJournal(_ file: String) async -> Bool {
        guard let journal = try? Journal(path: file) else { return false }
        var isSound = true
        do {
            var position: Int64 = -1
            while case let read = try await journal.load(after: position, limit: 5, bytes: 1 << 20),
                let last = read.last
            {
                for document in read {
                    if let written = documents[document.task] {
                        precondition(document.payload == written, "a document was altered")
                    }
                }
                precondition(last.position > position, "documents come in no order")
                position = last.position
            }
            _ = try await journal.counts()
            _ = try await journal.dead(limit: 100)
        } catch {
            isSound = false
        }
        await journal.close()
        return isSound
    }

    private func readLog(_ file: String) async -> Bool {
        guard let log = try? EventLog(path: file) else { return false }
        var isSound = true
        do {
            let bounds = try await log.bounds()
            let reader = try EventLogReader(path: file)
            var through = max(0, bounds.first - 1)
            while case let read = try await reader.read(after: through, limit: 5, bytes: 1 << 20),
                let last = read.last
            {
                precondition(last.sequence > through, "entries come in no order")
                precondition(
                    read.allSatisfy { entries.contains($0.json) }, "an entry was altered")
                through = last.sequence
            }
            _ = try await reader.statistics()
            await reader.close()
        } catch {
            isSound = false
        }
        await log.close()
        return isSound
    }

    private func write(_ bytes: [UInt8], _ name: String) -> String {
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where entry.hasPrefix(name) {
            try? FileManager.default.removeItem(atPath: "\(path)/\(entry)")
        }
        let file = "\(path)/\(name)"
        precondition(FileManager.default.createFile(atPath: file, contents: Data(bytes)))
        return file
    }
}

/// Makes the sound databases.
private final class Made: Sendable {
    let documents: [TaskID: Payload]
    private let path: String

    init(_ path: String) {
        self.path = path
        var documents: [TaskID: Payload] = [:]
        for number in 0..<Folder.articles {
            let task = TaskID.derived(source: "fuzz", item: "\(number)", bytes: [])
            documents[task] = Payload(
                header: Array("{\"number\":\(number)}".utf8),
                body: [UInt8](repeating: UInt8(number), count: 900))
        }
        self.documents = documents
    }

    func fill() async {
        do {
            let journal = try Journal(path: "\(path)/sound-journal")
            let accepted = documents.map {
                JournalOperation.accept(
                    task: $0.key, payload: $0.value, source: "fuzz", item: "\($0.key)", at: 1)
            }
            _ = try await journal.commit(accepted)
            _ = try await journal.commit([
                .finish(task: documents.keys.first!, outcome: .noEvent, at: 2)
            ])
            await journal.close()
            let log = try EventLog(path: "\(path)/sound-log")
            let text = FileManager.default.contents(atPath: "Fuzz/seeds/Messages/coded-article")!
            let parts = text.dropFirst().split(separator: 0, maxSplits: 1)
            let coded = try CodedArticle(payload: Payload(header: Array(parts[0]), body: []))
            var lines: [UInt8] = []
            for (number, task) in documents.keys.enumerated() {
                var coded = coded
                coded.info.contentHash = Digest.hexadecimal(Digest.sha256(of: [UInt8(number)]))
                let receipts = try await log.commit([(task: task, coded: coded)], now: 1)
                for entry in receipts.flatMap(\.entries) { lines += entry.json + [10] }
            }
            await log.close()
            let isWritten = FileManager.default.createFile(
                atPath: "\(path)/entries", contents: Data(lines))
            precondition(isWritten)
        } catch {
            fatalError("no sound databases: \(error)")
        }
    }
}

/// `bytes` after the damages that an input lists: a kind, where (three bytes), how much, and what.
private func damage(_ bytes: [UInt8], _ damages: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = bytes
    var rest = damages
    while rest.count >= 5 {
        let kind = rest.removeFirst()
        let place = rest.prefix(3).reduce(0) { $0 << 8 | Int($1) } % max(1, bytes.count)
        rest = rest.dropFirst(3)
        let length = Int(rest.removeFirst())
        let end = min(bytes.count, place + length)
        switch kind % 4 {
        case 0:
            let content = rest.prefix(end - place)
            rest = rest.dropFirst(content.count)
            bytes.replaceSubrange(place..<place + content.count, with: content)
        case 1: for index in place..<end { bytes[index] = 0 }
        case 2: bytes.removeSubrange((kind & 4 == 0 ? place : end)...)
        default: bytes += rest.prefix(length)
        }
    }
    return bytes
}
