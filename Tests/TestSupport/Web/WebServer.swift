import CLinux
import Glibc
import Threads

/// A small HTTP/1.1 server on loopback for tests: a thread a connection, and a closure that answers.
/// It can also do what servers should not.
public final class WebServer: Sendable {
    /// What was asked.
    public struct Request: Sendable {
        /// The name that was asked for, without its port.
        public var host: String
        /// Path and query.
        public var target: String
        /// Header fields, names in lower case.
        public var headers: [String: String]

        /// A field of the header.
        public subscript(name: String) -> String? { headers[name] }
    }

    /// What is answered.
    public enum Reply: Sendable {
        /// A proper answer.
        case answer(Int, headers: [(String, String)] = [], body: [UInt8] = [])
        /// A proper answer, after so many milliseconds.
        indirect case late(milliseconds: Int, Reply)
        /// These bytes as they are, and then the end of the connection.
        case raw([UInt8])
        /// The beginning of an answer, and then a byte now and then for ever.
        case drip
        /// The end of the connection.
        case hangUp

        /// A text.
        public static func text(
            _ body: String, type: String = "text/html; charset=utf-8",
            headers: [(String, String)] = []
        ) -> Reply {
            .answer(200, headers: [("Content-Type", type)] + headers, body: Array(body.utf8))
        }
    }

    /// Where it listens, on 127.0.0.1.
    public let port: Int
    private let listener: Int32
    private let connections = Locked<Set<Int32>>([])
    private let handler: @Sendable (Request) -> Reply

    /// Starts a server that `handler` answers for, from any thread.
    public init(_ handler: @escaping @Sendable (Request) -> Reply) throws {
        self.handler = handler
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 512) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        guard listener >= 0, bound else { throw WebServerError(errno: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        WebServer.detached { [weak self] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                guard let server = self else {
                    close(connection)
                    break
                }
                server.connections.withLock { _ = $0.insert(connection) }
                WebServer.detached { server.serve(connection) }
            }
        }
    }

    /// Ends it and its connections.
    public func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        connections.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32) {
        defer {
            connections.withLock { _ = $0.remove(connection) }
            close(connection)
        }
        var buffer: [UInt8] = []
        while let request = WebServer.read(connection, &buffer) {
            guard perform(handler(request), connection) else { return }
        }
    }

    /// Sends a reply; false if the connection is to end.
    private func perform(_ reply: Reply, _ connection: Int32) -> Bool {
        switch reply {
        case .answer(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) \(status < 300 ? "Fine" : "So so")\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            head += status == 304 ? "\r\n" : "Content-Length: \(body.count)\r\n\r\n"
            return WebServer.send(connection, Array(head.utf8) + (status == 304 ? [] : body))
        case .late(let milliseconds, let reply):
            usleep(UInt32(milliseconds * 1000))
            return perform(reply, connection)
        case .raw(let bytes):
            _ = WebServer.send(connection, bytes)
            return false
        case .drip:
            let head = "HTTP/1.1 200 Fine\r\nContent-Length: 1000000\r\n\r\n"
            guard WebServer.send(connection, Array(head.utf8)) else { return false }
            while WebServer.send(connection, [0x2E]) { usleep(50_000) }
            return false
        case .hangUp: return false
        }
    }

    private static func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func read(_ connection: Int32, _ buffer: inout [UInt8]) -> Request? {
        var chunk = [UInt8](repeating: 0, count: 8192)
        while true {
            if let end = end(of: buffer) {
                let head = String(decoding: buffer[..<end], as: UTF8.self)
                buffer.removeFirst(end + 4)
                return parse(head)
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            if count <= 0 || buffer.count > 1 << 20 { return nil }
            buffer += chunk[..<count]
        }
    }

    /// Where the blank line after the header begins.
    private static func end(of buffer: [UInt8]) -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (0...(buffer.count - 4)).first { buffer[$0..<($0 + 4)] == [13, 10, 13, 10] }
    }

    private static func parse(_ head: String) -> Request? {
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = String(
                line[line.index(after: colon)...].drop { $0 == " " })
        }
        let name = headers["host"] ?? ""
        var target = String(words[1])
        // What a proxy is asked.
        if target.hasPrefix("http://") {
            let rest = target.dropFirst(7)
            target = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
        }
        let host = name.lastIndex(of: ":").map { String(name[..<$0]) } ?? name
        return Request(host: host, target: target, headers: headers)
    }

    private static func detached(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, 1 << 20)
        defer { pthread_attr_destroy(&attributes) }
        let box = Unmanaged.passRetained(Work(body))
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, box.toOpaque())
        precondition(code == 0, "pthread_create failed with \(code)")
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

/// Why there is no server.
public struct WebServerError: Error {
    /// The system's error number.
    public let errno: Int32
}
