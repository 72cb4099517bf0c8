internal import Notation

extension Settings {
    /// Looks for values that are right by themselves and wrong together.
    func check(_ reading: inout Reading) {
        if flow.silence < flow.heartbeat * 2 {
            reading.fail(
                among: ["flow.silence", "flow.heartbeat"],
                "a silence of \(DurationNotation.format(flow.silence)) is shorter than two "
                    + "heartbeats of \(DurationNotation.format(flow.heartbeat)); "
                    + "lengthen flow.silence or shorten flow.heartbeat")
        }
        if flow.windowBytes < limits.document {
            reading.fail(
                among: ["flow.window_bytes", "limits.document"],
                "a window of \(SizeNotation.format(flow.windowBytes)) cannot hold a document of "
                    + "\(SizeNotation.format(limits.document)); raise flow.window_bytes or lower "
                    + "limits.document")
        }
        checkEndpoints(&reading)
        checkSecurity(&reading)
        checkWeb(&reading)
        checkKnowledge(&reading)
    }

    private func checkWeb(_ reading: inout Reading) {
        if fetch.web.longest < fetch.web.shortest {
            reading.fail(
                among: ["fetch.web.longest", "fetch.web.shortest"],
                "\(DurationNotation.format(fetch.web.longest)) is shorter than fetch.web.shortest, "
                    + DurationNotation.format(fetch.web.shortest))
        }
        let lists = [
            ("feeds", fetch.feeds), ("pages", fetch.pages), ("sitemaps", fetch.sitemaps),
        ]
        for (key, list) in lists {
            var first: [String: Int] = [:]
            for (index, source) in list.enumerated() {
                if let before = first[source.url] {
                    reading.fail(
                        among: ["fetch.\(key)[\(index + 1)].url", "fetch.\(key)"],
                        "is \(quoted(source.url)), as is fetch.\(key)[\(before)]")
                } else {
                    first[source.url] = index + 1
                }
            }
        }
    }

    private func checkSecurity(_ reading: inout Reading) {
        if security.serverKey != nil && security.clients == nil {
            reading.fail(
                among: ["security.server_key"],
                "without security.clients nobody could come in; name the allow-list there")
        }
        if security.clients != nil && security.serverKey == nil {
            reading.fail(
                among: ["security.clients"],
                "says who may come in, and security.server_key is not set; "
                    + "make a key with chancery keygen")
        }
        // A client's endpoints are where others serve; whoever serves there itself looks again.
        let isClient = security.key != nil && security.server != nil
        guard security.serverKey == nil && !isClient else { return }
        for (key, endpoint) in served where Scalar<String>.isRemote(endpoint) {
            reading.fail(
                among: [key],
                "\(quoted(endpoint)) needs CURVE, which is not configured; "
                    + "set security.server_key, or use ipc:// or tcp://127.0.0.1")
        }
    }

    /// What others may be let in to, by its key.
    private var served: [(String, String)] {
        [
            ("flow.endpoint", flow.endpoint), ("fetch.intake.endpoint", fetch.intake.endpoint),
            ("publish.broadcast", publish.broadcast), ("publish.follow", publish.follow),
        ]
    }

    private func checkEndpoints(_ reading: inout Reading) {
        let endpoints = served + [("admin.endpoint", admin.endpoint)]
        for (index, (key, endpoint)) in endpoints.enumerated() {
            if let (other, _) = endpoints[..<index].first(where: { $0.1 == endpoint }) {
                reading.fail(
                    among: [key, other], "\(key) and \(other) are both \(quoted(endpoint))")
            }
        }
        // Given endpoints were looked at when they were read; defaults grow from the directory.
        let own = endpoints.filter { reading.lines[$0.0] == nil }
        for (_, endpoint) in own {
            let scalar = Scalar<String>.endpoint([.inproc, .ipc])
            if case .value = scalar.read(endpoint, reading) { continue }
            reading.fail(
                among: ["runtime", "state"],
                "\(quoted(runtime)) cannot hold sockets: the path is too long or has spaces; "
                    + "a socket's whole path may have 107 bytes")
            return
        }
    }
}
