/// The ways to a socket, by the word an endpoint begins with.
enum Transport: String, CaseIterable, Sendable {
    /// Inside this process.
    case inproc
    /// Between processes of this machine.
    case ipc
    /// Over the network.
    case tcp
}

extension Scalar where Value == String {
    /// The endpoint of a socket over one of `transports`: its shape. Whether others may reach it is
    /// checked when all is read.
    static func endpoint(_ transports: [Transport]) -> Scalar {
        let examples = transports.map { transport in
            switch transport {
            case .inproc: "inproc://name"
            case .ipc: "ipc:///path"
            case .tcp: "tcp://127.0.0.1:port"
            }
        }
        return Scalar(
            expectation: "an endpoint like \(examples.joined(separator: " or "))",
            read: { text, _ in
                let parts = text.split(
                    separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
                guard parts.count == 2, let transport = Transport(rawValue: String(parts[0])),
                    transports.contains(transport),
                    !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F })
                else { return .mismatch }
                let refusal = refusal(transport, address: parts[1])
                return refusal.map { .refused($0) } ?? .value(text)
            },
            write: { YAMLText.scalar($0) })
    }

    /// Longer paths do not fit into `sun_path` of `sockaddr_un` with its closing NUL.
    private static var longestSocketPath: Int { 107 }

    private static func refusal(_ transport: Transport, address: Substring) -> String? {
        switch transport {
        case .inproc:
            return (1...200).contains(address.utf8.count) ? nil : "needs a name after inproc://"
        case .ipc:
            // A relative path depends on where the program starts; an abstract one (@name) is open
            // to every user.
            if !address.hasPrefix("/") || address.hasSuffix("/") {
                return "needs an absolute path after ipc://"
            }
            let count = address.utf8.count
            return count <= longestSocketPath
                ? nil : "has a path of \(count) bytes; a socket's may have \(longestSocketPath)"
        case .tcp:
            guard let colon = address.lastIndex(of: ":"),
                let port = Int(address[address.index(after: colon)...]),
                (1...65535).contains(port)
            else { return "needs a port from 1 to 65535 at its end" }
            let host = address[..<colon]
            if host == "localhost" || host == "[::1]" {
                return "names this machine in a way that cannot be bound; use 127.0.0.1"
            }
            return host.isEmpty ? "needs an address before its port" : nil
        }
    }

    /// Whether other machines can reach an endpoint, as far as its text says; when in doubt, yes.
    static func isRemote(_ endpoint: String) -> Bool {
        guard endpoint.hasPrefix("tcp://"), let colon = endpoint.lastIndex(of: ":") else {
            return false
        }
        let numbers = endpoint[..<colon].dropFirst(6)
            .split(separator: ".", omittingEmptySubsequences: false)
        return
            !(numbers.count == 4 && numbers[0] == "127"
            && numbers.allSatisfy { UInt8($0) != nil })
    }
}
