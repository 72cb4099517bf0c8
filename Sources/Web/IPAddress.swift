internal import Glibc

/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// 4 or 16 bytes, in network order.
    public let bytes: [UInt8]

    /// The address written as `text`; nil if it is none.
    public init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
            return
        }
        var sixteen = in6_addr()
        guard inet_pton(AF_INET6, text, &sixteen) == 1 else { return nil }
        bytes = withUnsafeBytes(of: sixteen) { Array($0) }
    }

    /// The address of these bytes, which are 4 or 16.
    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// The address in a socket address of `size` bytes; nil if it is of another family.
    init?(_ address: UnsafeRawPointer, family: Int32, size: Int) {
        switch family {
        case AF_INET where size >= MemoryLayout<sockaddr_in>.size:
            let socket = address.loadUnaligned(as: sockaddr_in.self)
            bytes = withUnsafeBytes(of: socket.sin_addr) { Array($0) }
        case AF_INET6 where size >= MemoryLayout<sockaddr_in6>.size:
            let socket = address.loadUnaligned(as: sockaddr_in6.self)
            bytes = withUnsafeBytes(of: socket.sin6_addr) { Array($0) }
        default: return nil
        }
    }

    /// Whether it is an IPv6 address.
    public var isIPv6: Bool { bytes.count == 16 }

    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = isIPv6 ? AF_INET6 : AF_INET
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// A block of addresses, as `10.0.0.0/8`; a single address is a block of one.
public struct AddressRange: Hashable, Sendable, CustomStringConvertible {
    let base: IPAddress
    let length: Int

    /// The block written as `text`; nil if it is none, or has bits beyond its prefix.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(String(first)) else { return nil }
        let whole = base.bytes.count * 8
        let length = parts.count == 2 ? Int(parts[1]) ?? -1 : whole
        guard (0...whole).contains(length) else { return nil }
        self.base = base
        self.length = length
        let stray = base.bytes.indices.contains { index in
            base.bytes[index] & ~AddressRange.mask(index, length) != 0
        }
        if stray { return nil }
    }

    /// Whether `address` lies in it.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == base.bytes.count else { return false }
        return base.bytes.indices.allSatisfy { index in
            address.bytes[index] & AddressRange.mask(index, length) == base.bytes[index]
        }
    }

    /// The bits of byte `index` that belong to a prefix of `length` bits.
    private static func mask(_ index: Int, _ length: Int) -> UInt8 {
        let bits = min(max(length - index * 8, 0), 8)
        return bits == 0 ? 0 : 0xFF << UInt8(8 - bits)
    }

    public var description: String { "\(base)/\(length)" }
}
