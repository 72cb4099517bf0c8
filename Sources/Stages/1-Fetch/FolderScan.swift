internal import CLinux
internal import Glibc

/// A file as it was when a folder was looked at; the same values mean the same content.
struct FileStamp: Hashable, Sendable {
    let inode: UInt64
    let size: Int64
    let modifiedSeconds: Int64
    let modifiedNanoseconds: Int64

    init(_ status: stat) {
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modifiedSeconds = Int64(status.st_mtim.tv_sec)
        modifiedNanoseconds = Int64(status.st_mtim.tv_nsec)
    }

    /// The stamp of the file at `path`; nil if there is none.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

/// The names in a folder that may be articles.
struct FolderScan {
    /// The folder.
    let path: String
    /// A shell pattern that names must match.
    let pattern: String

    /// Whether a name is to be looked at: no dot-file, and matches the pattern.
    func admits(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.isEmpty && fnmatch(pattern, name, FNM_PERIOD) == 0
    }

    /// The files that are there, the oldest first; nil with the reason if the folder cannot be read.
    func files() -> Result<[(name: String, stamp: FileStamp)], FolderFault> {
        guard let handle = opendir(path) else {
            return .failure(FolderFault(reason: String(cString: strerror(errno))))
        }
        defer { closedir(handle) }
        var found: [(name: String, stamp: FileStamp)] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                // `d_name` is a C string inside its 256 bytes.
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard admits(name), entry.pointee.d_type != UInt8(DT_DIR) else { continue }
            // A link to nowhere has no stamp and is looked at all the same, to be reported.
            var status = stat()
            let file = path + "/" + name
            if stat(file, &status) != 0 { lstat(file, &status) }
            if status.st_mode & S_IFMT == S_IFDIR { continue }
            found.append((name, FileStamp(status)))
        }
        return .success(
            found.sorted { left, right in
                (left.stamp.modifiedSeconds, left.stamp.modifiedNanoseconds, left.name)
                    < (right.stamp.modifiedSeconds, right.stamp.modifiedNanoseconds, right.name)
            })
    }
}

/// Why a folder cannot be read.
struct FolderFault: Error, Hashable { let reason: String }
