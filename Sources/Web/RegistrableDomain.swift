internal import CPublicSuffix

/// Whom a host belongs to: the part of its name that somebody registered, by the Public Suffix
/// List (Debian's, or the one built into libpsl).
public enum RegistrableDomain {
    /// The registrable domain of `host`; the host itself if it is an address, a public suffix, or a
    /// single label.
    public static func of(_ host: String) -> String {
        let name = host.lowercased()
        if name.hasPrefix("[") || IPAddress(name) != nil { return name }
        guard let list = list.pointer else { return name }
        // What is found points into the name that is given.
        let domain = name.withCString { start in
            psl_registrable_domain(list, start).map { String(cString: $0) }
        }
        return domain ?? name
    }

    /// The list, read once and kept.
    private struct List: @unchecked Sendable {
        // Proof of @unchecked Sendable: the list is complete when it is returned, never freed, and
        // libpsl only reads it afterwards.
        let pointer: OpaquePointer?
    }

    private static let list = List(pointer: psl_latest(nil))
}
