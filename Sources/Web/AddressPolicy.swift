/// Which addresses may be connected to: those of the public internet, and what is allowed by name.
///
/// It is asked at connect time about the address itself, so a name that is resolved to something
/// else a moment later gains nothing.
public struct AddressPolicy: Hashable, Sendable {
    /// Ranges that are allowed though they are not public, for intranets and tests.
    public var allowed: [AddressRange]

    /// The public internet, and `allowed`.
    public init(allowed: [AddressRange] = []) { self.allowed = allowed }

    /// Why `address` may not be connected to; nil if it may.
    public func refusal(_ address: IPAddress) -> String? {
        if allowed.contains(where: { $0.contains(address) }) { return nil }
        // An IPv4 address in IPv6 clothes is judged as what it reaches.
        if let inner = AddressPolicy.embedded(address) {
            if allowed.contains(where: { $0.contains(inner) }) { return nil }
            if let reason = AddressPolicy.special(inner) { return reason }
            // A public one is still reached through a translator that nobody asked for.
            return "an IPv4 address inside an IPv6 address"
        }
        return AddressPolicy.special(address)
    }

    /// What kind of non-public address it is; nil if it is public.
    private static func special(_ address: IPAddress) -> String? {
        let table = address.isIPv6 ? specialIPv6 : specialIPv4
        if let found = table.first(where: { $0.range.contains(address) }) { return found.kind }
        // Only 2000::/3 is assigned to the public internet.
        if address.isIPv6 && address.bytes[0] & 0xE0 != 0x20 { return "not a public address" }
        return nil
    }

    /// The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64 (RFC 6052),
    /// 6to4 or Teredo (whose client address is stored inverted).
    static func embedded(_ address: IPAddress) -> IPAddress? {
        guard address.isIPv6 else { return nil }
        let bytes = address.bytes
        func matches(_ prefix: [UInt8]) -> Bool { bytes.starts(with: prefix) }
        let zeros = [UInt8](repeating: 0, count: 10)
        if matches(zeros + [0xFF, 0xFF]) { return IPAddress(bytes: Array(bytes[12...])) }
        if matches(zeros + [0, 0]), bytes[12...14] != [0, 0, 0] {
            return IPAddress(bytes: Array(bytes[12...]))
        }
        if matches([0, 0x64, 0xFF, 0x9B]) { return IPAddress(bytes: Array(bytes[12...])) }
        if matches([0x20, 0x02]) { return IPAddress(bytes: Array(bytes[2..<6])) }
        if matches([0x20, 0x01, 0, 0]) { return IPAddress(bytes: bytes[12...].map { ~$0 }) }
        return nil
    }

    // IANA's special-purpose address registries for IPv4 and IPv6 (RFC 6890 and its updates): what
    // is not globally reachable, and multicast.
    private static let specialIPv4 = table([
        ("0.0.0.0/8", "this network"), ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a carrier's shared address"), ("127.0.0.0/8", "a loopback address"),
        ("169.254.0.0/16", "a link-local address"), ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a protocol's address"), ("192.0.2.0/24", "an address for examples"),
        ("192.31.196.0/24", "a protocol's address"), ("192.52.193.0/24", "a protocol's address"),
        ("192.88.99.0/24", "a translator's address"), ("192.168.0.0/16", "a private address"),
        ("192.175.48.0/24", "a protocol's address"), ("198.18.0.0/15", "an address for benchmarks"),
        ("198.51.100.0/24", "an address for examples"),
        ("203.0.113.0/24", "an address for examples"), ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
    ])

    private static let specialIPv6 = table([
        ("::/128", "the unspecified address"), ("::1/128", "a loopback address"),
        ("64:ff9b:1::/48", "a translator's address"), ("100::/64", "an address that discards"),
        ("2001::/23", "a protocol's address"), ("2001:db8::/32", "an address for examples"),
        ("3fff::/20", "an address for examples"), ("5f00::/16", "a segment's address"),
        ("fc00::/7", "a private address"), ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a site-local address"), ("ff00::/8", "a multicast address"),
    ])

    private static func table(_ rows: [(String, String)]) -> [(range: AddressRange, kind: String)] {
        rows.map { text, kind in
            guard let range = AddressRange(text) else { preconditionFailure("\(text) is no range") }
            return (range, kind)
        }
    }
}
