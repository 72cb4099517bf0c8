internal import Glibc

/// The IP address at the other end of `descriptor`, if it is a connection that came in at
/// `endpoint`; nil if it is gone, something else by now, or not over IP.
func remoteAddress(of descriptor: Int32, acceptedAt endpoint: String) -> String? {
    guard let port = (try? Endpoint(endpoint))?.port.map(Int.init),
        name(of: descriptor, getsockname)?.port == port
    else { return nil }
    return name(of: descriptor, getpeername)?.address
}

private typealias Naming = (
    Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?
) -> Int32

/// One end of a connection, in numbers.
private func name(of descriptor: Int32, _ naming: Naming) -> (address: String, port: Int)? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
    let isNamed = withUnsafeMutablePointer(to: &storage) { storage in
        // A sockaddr_storage is laid out so that it can be looked at as any sockaddr.
        storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            naming(descriptor, address, &size) == 0
                && getnameinfo(
                    address, size, &host, socklen_t(host.count), &service,
                    socklen_t(service.count), NI_NUMERICHOST | NI_NUMERICSERV) == 0
        }
    }
    let family = Int32(storage.ss_family)
    guard isNamed, family == AF_INET || family == AF_INET6 else { return nil }
    return (text(host), Int(text(service)) ?? 0)
}

private func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
