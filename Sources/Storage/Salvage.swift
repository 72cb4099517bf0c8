internal import Glibc

/// What a repair could do.
public struct Repair: Hashable, Sendable {
    /// Entries or articles that were saved.
    public var saved: Int64
    /// Those that could not be read or were not as they had been written.
    public var lost: Int64
    /// Where the damaged file lies now.
    public var damaged: String
}

/// Puts a new file with what can be read in the place of a damaged one that nobody has open. The
/// damaged file stays, under another name.
enum Salvage {
    typealias Copy = (_ source: Database, _ target: Database) throws(StorageError) -> (Int64, Int64)

    /// Replaces the file at `path` by what `copy` takes from it.
    ///
    /// If the first page cannot be read, which says where everything lies, that of a new file
    /// stands in for it: tables are always made in the same order.
    ///
    /// - Throws: ``StorageError`` if nothing at all can be read: restore a backup.
    static func run(_ path: String, schema: Schema, copy: Copy) throws(StorageError) -> Repair {
        let fresh = path + ".repaired"
        let damaged = path + ".damaged"
        guard access(damaged, F_OK) != 0 else {
            throw StorageError(.exists, path: damaged, "left by an earlier repair: move it away")
        }
        var result: (saved: Int64, lost: Int64)
        do throws(StorageError) {
            result = try take(from: path, schema, into: fresh, copy)
            if result.saved == 0, let other = try graft(path, schema, fresh, copy) {
                result = other
            }
        } catch  where [.corrupt, .foreign, .newer, .older, .fault].contains(error.code) {
            guard let other = try graft(path, schema, fresh, copy) else {
                remove(fresh)
                throw error
            }
            result = other
        }
        // Both names for the old file first, then the new one in its place: at no moment is there
        // no file, which a start would take for a new one. The write-ahead log belongs to the old
        // file and must not meet the new one.
        guard link(path, damaged) == 0 else { throw .system(errno, path: damaged, "cannot make") }
        rename(path + "-wal", damaged + "-wal")
        unlink(path + "-shm")
        guard rename(fresh, path) == 0 else { throw .system(errno, path: path, "cannot replace") }
        try StateDirectory.synchronize(directory: StateDirectory.parent(of: path))
        return Repair(saved: result.saved, lost: result.lost, damaged: damaged)
    }

    /// More rows than the file at `path` and its write-ahead log can hold.
    static func mostRows(_ path: String) -> Int64 {
        ["", "-wal"].reduce(1) { sum, rest in
            var status = stat()
            return sum + (stat(path + rest, &status) == 0 ? Int64(status.st_size) / 64 : 0)
        }
    }

    private static func take(
        from path: String, _ schema: Schema, into fresh: String, _ copy: Copy
    ) throws(StorageError) -> (saved: Int64, lost: Int64) {
        remove(fresh)
        let source = try Database(path: path, schema: schema, access: .read)
        defer { source.close() }
        let target = try Database(path: fresh, schema: schema)
        defer { target.close() }
        return try target.transaction { () throws(StorageError) in try copy(source, target) }
    }

    /// Tries again on copies of the file that begin as a new one would, and as one that was backed
    /// up and restored, which has its tables in another order.
    ///
    /// - Returns: what was saved, in `fresh`; nil if nothing was.
    private static func graft(
        _ path: String, _ schema: Schema, _ fresh: String, _ copy: Copy
    ) throws(StorageError) -> (saved: Int64, lost: Int64)? {
        let template = path + ".template"
        let compact = path + ".compact"
        let grafted = path + ".grafted"
        defer { for file in [template, compact, grafted] { remove(file) } }
        for file in [template, compact] { remove(file) }
        let new = try Database(path: template, schema: schema)
        try new.execute("VACUUM INTO ?", [.text(compact)])
        new.close()
        for beginning in [template, compact] {
            remove(grafted)
            try copyFile(path, to: grafted)
            if access(path + "-wal", F_OK) == 0 {
                try copyFile(path + "-wal", to: grafted + "-wal")
            }
            try replaceFirstPage(of: grafted, by: beginning)
            // The copies have no watermark of their own; `copy` knows the file's.
            if let result = try? take(from: grafted, schema, into: fresh, copy), result.saved > 0 {
                return result
            }
        }
        return nil
    }

    private static func replaceFirstPage(
        of path: String, by other: String
    ) throws(StorageError) {
        let source = open(other, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .system(errno, path: other, "cannot open") }
        defer { close(source) }
        let target = open(path, O_RDWR | O_CLOEXEC)
        guard target >= 0 else { throw .system(errno, path: path, "cannot open") }
        defer { close(target) }
        // SQLite's own page size where nobody chose another.
        var page = [UInt8](repeating: 0, count: 4096)
        let pages = UInt32(clamping: lseek(target, 0, SEEK_END) / 4096)
        guard pread(source, &page, page.count, 0) == page.count else {
            throw .system(errno, path: other, "cannot read")
        }
        // The header's own account of the file: its pages, and none of them free.
        for (offset, number) in [(28, pages), (32, 0), (36, 0)] {
            withUnsafeBytes(of: number.bigEndian) {
                page.replaceSubrange(offset..<offset + 4, with: $0)
            }
        }
        guard pwrite(target, page, page.count, 0) == page.count else {
            throw .system(errno, path: path, "cannot write")
        }
    }

    private static func copyFile(_ path: String, to copy: String) throws(StorageError) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw .system(errno, path: path, "cannot open") }
        defer { close(source) }
        let target = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw .system(errno, path: copy, "cannot make") }
        defer { close(target) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(source, &buffer, buffer.count)
            if count == 0 { return }
            guard count > 0, write(target, buffer, count) == count else {
                throw .system(errno, path: copy, "cannot copy")
            }
        }
    }

    private static func remove(_ path: String) {
        for rest in ["", "-wal", "-shm", "-journal"] { unlink(path + rest) }
    }
}

extension Int64 {
    /// The number, or the limit that it is beyond.
    func clamped(_ lowest: Int64, _ highest: Int64) -> Int64 {
        Swift.min(Swift.max(self, lowest), highest)
    }
}
