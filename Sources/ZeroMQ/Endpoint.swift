/// Where a socket listens or connects to, checked before libzmq sees it.
///
/// Three transports are accepted: `inproc://name`, `ipc:///absolute/path` and `tcp://host:port`.
/// The host is an IPv4 address, an IPv6 address in brackets, a host name (connecting only) or `*`
/// (binding only, all interfaces); the port is 1 to 65535 or `*` (binding only, any free port).
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// What carries the bytes.
    public enum Transport: String, Hashable, Sendable {
        /// Between threads of one process.
        case inproc
        /// Between processes of one machine.
        case ipc
        /// Between machines.
        case tcp
    }

    /// What kind of host a `tcp` endpoint names.
    enum Host: Hashable, Sendable {
        case any
        case ipv4([UInt8])
        case ipv6([UInt8])
        case name(String)
    }

    /// The bytes that fit into the kernel's address of a Unix socket (`sun_path` holds 108 with the
    /// closing zero).
    public static let longestPath = 107
    /// The longest `inproc` name libzmq documents.
    public static let longestName = 256

    /// The endpoint as text, as libzmq takes it.
    public let description: String
    /// What carries the bytes.
    public let transport: Transport
    let host: Host?
    /// The port of a `tcp` endpoint; nil for other transports and for the wildcard.
    public let port: UInt16?

    /// Reads an endpoint.
    ///
    /// - Throws: an error that quotes the text and says what is wrong with it.
    public init(_ text: String) throws(ZeroMQError) {
        description = text
        switch text {
        case _ where text.hasPrefix("inproc://"):
            transport = .inproc
            (host, port) = (nil, nil)
            try Self.checkName(text.utf8.dropFirst(9), in: text)
        case _ where text.hasPrefix("ipc://"):
            transport = .ipc
            (host, port) = (nil, nil)
            try Self.checkPath(text.utf8.dropFirst(6), in: text)
        case _ where text.hasPrefix("tcp://"):
            transport = .tcp
            (host, port) = try Self.readAddress(text.dropFirst(6), in: text)
        default:
            throw Self.refusal(
                "it must begin with inproc://, ipc:// or tcp://", of: text.quotedStart)
        }
    }

    /// The path of an `ipc` endpoint.
    public var path: String? { transport == .ipc ? String(description.dropFirst(6)) : nil }

    /// Whether this is a `tcp` endpoint that only this machine can reach.
    public var isLoopback: Bool {
        switch host {
        case .ipv4(let bytes): bytes.first == 127
        case .ipv6(let bytes): bytes == [UInt8](repeating: 0, count: 15) + [1]
        case .name(let name): name.lowercased() == "localhost"
        case .any, nil: false
        }
    }

    /// Whether other machines are involved: `tcp` on anything but loopback. The wildcard host and
    /// unusual spellings of loopback count as remote, to err on the side of caution.
    public var isRemote: Bool { transport == .tcp && !isLoopback }

    /// Whether the port is left to the kernel.
    public var hasWildcardPort: Bool { transport == .tcp && port == nil }

    var isIPv6: Bool { if case .ipv6 = host { true } else { false } }

    func checkBindable() throws(ZeroMQError) {
        if case .name(let name) = host {
            throw .invalid(
                "listening needs an address such as 127.0.0.1 or *, not the name \(name)",
                operation: "bind", at: description)
        }
    }

    func checkConnectable() throws(ZeroMQError) {
        if host == .any || hasWildcardPort {
            throw .invalid(
                "* stands for any address or port, which only a listener can ask for",
                operation: "connect", at: description)
        }
    }
}
