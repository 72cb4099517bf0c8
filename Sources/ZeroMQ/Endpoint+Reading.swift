internal import Glibc

extension Endpoint {
    static func refusal(_ reason: String, of text: String) -> ZeroMQError {
        .invalid(reason, operation: "use the endpoint", at: text)
    }

    static func checkName(
        _ name: Substring.UTF8View, in text: String
    ) throws(ZeroMQError) {
        guard !name.isEmpty else { throw refusal("a name must follow inproc://", of: text) }
        guard name.count <= longestName else {
            throw refusal(
                "inproc name is \(name.count) bytes long, at most \(longestName)",
                of: text.quotedStart)
        }
        try checkPrintable(name, in: text)
    }

    static func checkPath(
        _ path: Substring.UTF8View, in text: String
    ) throws(ZeroMQError) {
        guard path.first == UInt8(ascii: "/") else {
            throw refusal("an absolute path must follow ipc://", of: text.quotedStart)
        }
        guard path.count <= longestPath else {
            throw refusal(
                "ipc path is \(path.count) bytes long, at most \(longestPath)",
                of: text.quotedStart)
        }
        guard path.last != UInt8(ascii: "/") else {
            throw refusal("the path must name a file, not a folder", of: text)
        }
        try checkPrintable(path, in: text)
    }

    /// Control characters would end the path early (zero) or garble logs.
    private static func checkPrintable(
        _ bytes: Substring.UTF8View, in text: String
    ) throws(ZeroMQError) {
        guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            throw refusal("it contains a control character", of: text.quotedStart)
        }
    }

    static func readAddress(
        _ address: Substring, in text: String
    ) throws(ZeroMQError) -> (Host, UInt16?) {
        guard address.utf8.count <= 255 + 6 else {
            throw refusal("it is too long for host:port", of: text.quotedStart)
        }
        guard let colon = address.utf8.lastIndex(of: UInt8(ascii: ":")) else {
            throw refusal("a port is missing; write tcp://host:port", of: text)
        }
        let port = try readPort(address[address.index(after: colon)...], in: text)
        return (try readHost(address[..<colon], in: text), port)
    }

    private static func readPort(
        _ digits: Substring, in text: String
    ) throws(ZeroMQError) -> UInt16? {
        if digits == "*" { return nil }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ $0.isDigit }), digits.utf8.count <= 5,
            let port = UInt16(digits), port > 0
        else {
            throw refusal("the port must be 1 to 65535 or *, not \"\(digits)\"", of: text)
        }
        return port
    }

    private static func readHost(_ host: Substring, in text: String) throws(ZeroMQError) -> Host {
        if host.isEmpty { throw refusal("the host is missing; write tcp://host:port", of: text) }
        if host == "*" { return .any }
        if host.hasPrefix("[") {
            guard host.hasSuffix("]"),
                let bytes = ipv6(String(host.dropFirst().dropLast()))
            else {
                throw refusal("\(host) is not an IPv6 address in brackets", of: text)
            }
            return .ipv6(bytes)
        }
        if host.utf8.contains(UInt8(ascii: ":")) {
            throw refusal("an IPv6 address must stand in brackets", of: text)
        }
        if let bytes = ipv4(host) { return .ipv4(bytes) }
        guard isHostName(host) else {
            throw refusal("\"\(host)\" is neither an address nor a host name", of: text)
        }
        return .name(String(host))
    }

    private static func ipv4(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            // A leading zero means octal to some resolvers, so it is not an address here.
            guard part.utf8.allSatisfy({ $0.isDigit }), part == "0" || !part.hasPrefix("0"),
                let byte = UInt8(part)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func ipv6(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }

    /// RFC 1123: labels of letters, digits and inner hyphens; the last is not all digits.
    private static func isHostName(_ text: Substring) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let hyphen = UInt8(ascii: "-")
        let wellFormed = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { $0.isDigit || $0.isLetter || $0 == hyphen }
                && label.utf8.first != hyphen && label.utf8.last != hyphen
        }
        return wellFormed && labels.last?.utf8.allSatisfy { $0.isDigit } == false
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
}

extension String {
    /// The text's first 160 characters without control characters, fit for an error message.
    var quotedStart: String {
        let start = String(
            String.UnicodeScalarView(
                unicodeScalars.prefix(160).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
        return unicodeScalars.count > 160 ? start + "…" : start
    }
}
