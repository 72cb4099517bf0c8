internal import Glibc

/// Finds the directory with ontology tables and lexicons.
public enum DataDirectory {
    /// The directory that `given` (configuration or `CHANCERY_DATA`) names, or the one that lies
    /// beside the executable: `share/chancery` next to `bin`, or `Data` in a checkout.
    ///
    /// - Throws: ``DaemonError`` naming every place that was looked at.
    public static func find(given: String?) throws(DaemonError) -> String {
        if let given {
            guard isData(given) else {
                throw DaemonError(
                    .configuration, "data: there is no Chancery data in \(given)")
            }
            return given
        }
        var directory = parent(of: executable)
        var looked: [String] = []
        for candidate in [parent(of: directory) + "/share/chancery"] {
            if isData(candidate) { return candidate }
            looked.append(candidate)
        }
        while directory.count > 1 {
            let candidate = directory + "/Data"
            if isData(candidate) { return candidate }
            directory = parent(of: directory)
        }
        throw DaemonError(
            .configuration,
            "no data directory beside \(executable) (looked at \(looked.joined(separator: ", ")) "
                + "and for Data in the directories above): set CHANCERY_DATA")
    }

    /// The path of the running program.
    public static var executable: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard count > 0 else { return Swift.CommandLine.arguments.first ?? "chancery" }
        return String(
            decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func isData(_ path: String) -> Bool {
        access(path + "/ontology", F_OK) == 0 && access(path + "/knowledge", F_OK) == 0
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
