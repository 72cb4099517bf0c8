internal import Glibc
import ZeroMQ

/// Which public keys may do what. One line a key: `<public key> <role>[,<role>…] <name>`.
public struct AllowList: Hashable, Sendable {
    /// What stands in a line.
    public struct Entry: Hashable, Sendable {
        /// Who it is, for people.
        public var name: String
        /// What the key may be used for.
        public var roles: Set<Role>

        /// Whether the key may do what needs `role`.
        public func allows(_ role: Role) -> Bool { roles.contains { $0.grants(role) } }
    }

    /// The entries by the key's text.
    public private(set) var entries: [String: Entry] = [:]
    /// Where each key was found, for complaints about a second one.
    private var places: [String: String] = [:]

    /// Keys at most.
    public static let limit = 10_000

    /// A list that lets nobody in.
    public init() {}

    /// Reads a file, or each file of a directory but those whose names begin with a dot or end
    /// with `~`.
    ///
    /// - Throws: the first mistake, with its file and line.
    public static func read(_ path: String) throws(SecurityError) -> AllowList {
        var list = AllowList()
        for file in try files(path) {
            let text = try TextFile(file)
            guard text.mode & 0o002 == 0 else {
                throw SecurityError(
                    .exposed, file: file,
                    "everybody can let himself in here (mode \(octal(text.mode))): "
                        + "chmod o-w \(file)")
            }
            for line in text.lines { try list.add(line.text, file: file, line: line.number) }
        }
        return list
    }

    /// Reads a list from bytes that stand in `file`.
    public static func read(
        _ bytes: [UInt8], file: String
    ) throws(SecurityError) -> AllowList {
        var list = AllowList()
        for line in TextFile.lines(bytes) {
            try list.add(line.text, file: file, line: line.number)
        }
        return list
    }

    /// Whether somebody of `earlier` may do less now.
    public func takesFrom(_ earlier: AllowList) -> Bool {
        earlier.entries.contains { key, entry in
            !entry.roles.isSubset(of: entries[key]?.roles ?? [])
        }
    }

    private mutating func add(
        _ text: Substring, file: String, line: Int
    ) throws(SecurityError) {
        func mistake(_ reason: String) -> SecurityError {
            SecurityError(.malformed, file: file, line: line, reason)
        }
        let words = words(text)
        guard words.count == 3 else {
            throw mistake(
                "expects <public key> <role>[,<role>…] <name>, not \(words.count) "
                    + "word\(words.count == 1 ? "" : "s")")
        }
        guard let key = try? CurvePublicKey(String(words[0])) else {
            throw mistake(
                "the key must be 40 characters of Z85 and has \(words[0].utf8.count) bytes"
                    + (words[0].hasPrefix("#") ? "; a comment begins with # and a blank" : ""))
        }
        var roles: Set<Role> = []
        for word in words[1].split(separator: ",", omittingEmptySubsequences: false) {
            guard word != "administer" else {
                throw mistake("administer is for nobody here: administration is only over ipc")
            }
            guard let role = Role(word) else {
                throw mistake(
                    "\"\(word.prefix(40))\" is no role: expects publish, subscribe, work or "
                        + "work:<stage>")
            }
            roles.insert(role)
        }
        guard KeyFile.isName(words[2]) else {
            throw mistake("the name must be 1 to 64 letters, digits and . _ - @")
        }
        if let place = places[key.text] { throw mistake("the key is in \(place) already") }
        guard entries.count < Self.limit else {
            throw mistake("there are more than \(Self.limit) keys")
        }
        places[key.text] = "\(file):\(line)"
        entries[key.text] = Entry(name: String(words[2]), roles: roles)
    }

    private static func files(_ path: String) throws(SecurityError) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        guard status.st_mode & 0o002 == 0 else {
            throw SecurityError(
                .exposed, file: path,
                "everybody can let himself in here (mode \(octal(status.st_mode))): "
                    + "chmod o-w \(path)")
        }
        guard let directory = opendir(path) else {
            throw SecurityError(.unreadable, file: path, String(cString: strerror(errno)))
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                // d_name is a C string of at most 256 bytes with its NUL.
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") && !name.hasSuffix("~") { names.append(name) }
        }
        return names.sorted().map { "\(path)/\($0)" }
    }
}
