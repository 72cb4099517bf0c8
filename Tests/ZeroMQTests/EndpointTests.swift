import Testing
import ZeroMQ

@Suite struct EndpointTests {
    @Test(
        "well-formed endpoints are read",
        arguments: [
            ("inproc://stage", Endpoint.Transport.inproc, false, false),
            ("ipc:///run/chancery/fetch.sock", .ipc, false, false),
            ("tcp://127.0.0.1:5555", .tcp, true, false),
            ("tcp://127.9.9.9:1", .tcp, true, false),
            ("tcp://[::1]:65535", .tcp, true, false),
            ("tcp://localhost:5555", .tcp, true, false),
            ("tcp://LocalHost:5555", .tcp, true, false),
            ("tcp://10.0.0.1:5555", .tcp, false, true),
            ("tcp://0.0.0.0:5555", .tcp, false, true),
            ("tcp://*:5555", .tcp, false, true),
            ("tcp://*:*", .tcp, false, true),
            ("tcp://[2001:db8::1]:5555", .tcp, false, true),
            ("tcp://news.example.org:5555", .tcp, false, true),
            ("tcp://localhost.example.org:5555", .tcp, false, true),
        ])
    func accepted(text: String, transport: Endpoint.Transport, loopback: Bool, remote: Bool) throws
    {
        let endpoint = try Endpoint(text)
        #expect(endpoint.description == text)
        #expect(endpoint.transport == transport)
        #expect(endpoint.isLoopback == loopback)
        #expect(endpoint.isRemote == remote)
    }

    @Test(
        "malformed endpoints are refused with the reason",
        arguments: [
            ("", "begin with"),
            ("tcp:/127.0.0.1:1", "begin with"),
            ("udp://127.0.0.1:1", "begin with"),
            ("TCP://127.0.0.1:1", "begin with"),
            ("inproc://", "a name must follow"),
            ("inproc://" + String(repeating: "n", count: 257), "257 bytes long, at most 256"),
            ("inproc://a\nb", "control character"),
            ("ipc://", "absolute path"),
            ("ipc://relative.sock", "absolute path"),
            ("ipc://*", "absolute path"),
            ("ipc://@abstract", "absolute path"),
            ("ipc:///run/", "not a folder"),
            ("ipc:///run/a\0b", "control character"),
            (
                "ipc:///" + String(repeating: "p", count: 130),
                "ipc path is 131 bytes long, at most 107"
            ),
            ("tcp://127.0.0.1", "port is missing"),
            ("tcp://:5555", "host is missing"),
            ("tcp://127.0.0.1:", "port must be"),
            ("tcp://127.0.0.1:0", "port must be"),
            ("tcp://127.0.0.1:65536", "port must be"),
            ("tcp://127.0.0.1:99999999999999999999", "port must be"),
            ("tcp://127.0.0.1:+80", "port must be"),
            ("tcp://127.0.0.1:80 ", "port must be"),
            ("tcp://127.0.0.256:80", "neither an address"),
            ("tcp://127.0.0.01:80", "neither an address"),
            ("tcp://1.2.3:80", "neither an address"),
            ("tcp://-bad.example:80", "neither an address"),
            ("tcp://a..b:80", "neither an address"),
            ("tcp://eth0;10.0.0.1:80", "neither an address"),
            ("tcp://::1:80", "in brackets"),
            ("tcp://[::1:80", "not an IPv6 address"),
            ("tcp://[::zz]:80", "not an IPv6 address"),
            ("tcp://" + String(repeating: "h", count: 300) + ":80", "too long"),
        ])
    func refused(text: String, reason: String) {
        let error = #expect(throws: ZeroMQError.self) { try Endpoint(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        #expect(error?.isRetriable == false)
    }

    @Test("a path of 107 bytes is the longest accepted")
    func longestPath() throws {
        let fitting = "/" + String(repeating: "p", count: 106)
        #expect(try Endpoint("ipc://\(fitting)").path == fitting)
        #expect(throws: ZeroMQError.self) { try Endpoint("ipc://\(fitting)p") }
    }

    @Test(
        "wildcards are only for listening", arguments: ["tcp://*:5555", "tcp://127.0.0.1:*"])
    func wildcards(text: String) throws {
        let socket = try DealerSocket(try Context(), options: quick)
        let error = #expect(throws: ZeroMQError.self) { try socket.connect(to: Endpoint(text)) }
        #expect(error?.endpoint == text)
    }

    @Test("a host name is only for connecting")
    func hostName() throws {
        let socket = try RouterSocket(try Context(), options: quick)
        #expect(throws: ZeroMQError.self) { try socket.bind(to: Endpoint("tcp://localhost:*")) }
    }
}
