import Testing

@testable import Configuration

@Suite("Configuration mistakes") struct MistakeTests {
    @Test(
        "a mistake is one line with file, line, key, and what would be right",
        arguments: [
            (
                "flow:\n  window: \"many\"",
                "chancery.yaml:2: flow.window: \"many\" is not a whole number from 1 to 4096"
            ),
            (
                "flow: {window: 0}",
                "chancery.yaml:1: flow.window: \"0\" is not a whole number from 1 to 4096"
            ),
            (
                "flow: {window: 9999999999999999999999}",
                "chancery.yaml:1: flow.window: \"9999999999999999999999\" is not a whole number "
                    + "from 1 to 4096"
            ),
            (
                "flow: {window: [1]}",
                "chancery.yaml:1: flow.window: expects a whole number from 1 to 4096, not a list"
            ),
            (
                "flow:\n  window:\n",
                "chancery.yaml:2: flow.window: has no value; expects a whole number from 1 to 4096"
            ),
            (
                "flow: 5",
                "chancery.yaml:1: flow: expects keys (key: value), not a single value"
            ),
            ("- 5", "chancery.yaml:1: expects keys (key: value), not a list"),
            (
                "fetch:\n  foldres: []",
                "chancery.yaml:2: fetch.foldres: unknown key; did you mean folders? "
                    + "allowed here: folders, feeds, pages, sitemaps, web, intake"
            ),
            (
                "fetch:\n  zzz: []",
                "chancery.yaml:2: fetch.zzz: unknown key; "
                    + "allowed here: folders, feeds, pages, sitemaps, web, intake"
            ),
            (
                "knowledge: {files: [/x/names.tsv]}",
                "chancery.yaml:1: knowledge.files[1].path: \"/x/names.tsv\" is not named after a "
                    + "table; add table: and one of countries, territories, former, regions, "
                    + "shared-names, organisations, periods, members, agents, tenures, people, places, predicates"
            ),
            (
                "knowledge:\n  files:\n  - /x/people.tsv\n  - {path: /x/people.tsv}",
                "chancery.yaml:4: knowledge.files[2].path: is \"/x/people.tsv\", as is "
                    + "knowledge.files[1]"
            ),
            (
                "knowledge: {files: [{path: /x, table: person}]}",
                "chancery.yaml:1: knowledge.files[1].table: \"person\" is not one of countries, "
                    + "territories, former, regions, shared-names, organisations, periods, members, agents, tenures, "
                    + "people, places, predicates"
            ),
            (
                "flow: {silence: 10}",
                "chancery.yaml:1: flow.silence: \"10\" is not a duration like 500ms, 10s, 5m, 2h "
                    + "or 30d"
            ),
            (
                "flow: {heartbeat: 2h}",
                "chancery.yaml:1: flow.heartbeat: \"2h\" is not between 50ms and 1m"
            ),
            (
                "limits: {document: 1TiB}",
                "chancery.yaml:1: limits.document: \"1TiB\" is not between 1kB and 8MiB"
            ),
            (
                "limits: {document: big}",
                "chancery.yaml:1: limits.document: \"big\" is not a size like 64MiB, 200kB or 512B"
            ),
            (
                "log: {level: inof}",
                "chancery.yaml:1: log.level: \"inof\" is not one of debug, info, notice, warning, "
                    + "error; did you mean info?"
            ),
            ("log: {format: text}", "chancery.yaml:1: log.format: \"text\" is not logfmt or json"),
            (
                "fetch: {intake: {enabled: yes}}",
                "chancery.yaml:1: fetch.intake.enabled: \"yes\" is not true or false"
            ),
            (
                "publish: {retention: always}",
                "chancery.yaml:1: publish.retention: \"always\" is not a duration like 500ms, 10s, "
                    + "5m, 2h or 30d, or forever"
            ),
            (
                "stages:\n  extract:\n    instances: many",
                "chancery.yaml:3: stages.extract.instances: \"many\" is not auto or a whole number "
                    + "from 1 to 256"
            ),
            (
                "fetch: {folders: /a}",
                "chancery.yaml:1: fetch.folders: expects a list (- …), not a single value"
            ),
            (
                "fetch:\n  folders:\n    - /a\n    - publisher: x",
                "chancery.yaml:4: fetch.folders[2]: needs the key path"
            ),
            (
                "fetch:\n  folders:\n    - {path: /a, pattern: a/b}",
                "chancery.yaml:3: fetch.folders[1].pattern: \"a/b\" is not a pattern for file names "
                    + "like *.txt"
            ),
            (
                "fetch:\n  folders: [[]]",
                "chancery.yaml:2: fetch.folders[1].path: expects a path, not a list"
            ),
            (
                "fetch:\n  feeds:\n    - file:///etc/passwd",
                "chancery.yaml:3: fetch.feeds[1].url: \"file:///etc/passwd\" begins with neither "
                    + "http:// nor https://"
            ),
            (
                "fetch:\n  feeds:\n    - http://a.example/\n    - http://a.example/",
                "chancery.yaml:4: fetch.feeds[2].url: is \"http://a.example/\", as is "
                    + "fetch.feeds[1]"
            ),
            (
                "fetch: {web: {allow: [10.0.0.1/8]}}",
                "chancery.yaml:1: fetch.web.allow[1].range: \"10.0.0.1/8\" is not an address, or a "
                    + "block like 10.20.0.0/16 without bits beyond its length"
            ),
            (
                "fetch: {web: {contact: me}}",
                "chancery.yaml:1: fetch.web.contact: \"me\" is not a page or a mail address, "
                    + "without spaces, brackets and quotes"
            ),
            (
                "fetch: {web: {shortest: 2h, longest: 1h}}",
                "chancery.yaml:1: fetch.web.longest: 1h is shorter than fetch.web.shortest, 2h"
            ),
            (
                "fetch: {web: {proxy: \"socks5://x\"}}",
                "chancery.yaml:1: fetch.web.proxy: \"socks5://x\" is not a proxy like "
                    + "http://127.0.0.1:3128"
            ),
            ("state: \"a\\0b\"", "chancery.yaml:1: state: \"a\\u0000b\" is not a path"),
            ("state: ''", "chancery.yaml:1: state: \"\" is not a path"),
        ])
    func oneLine(yaml: String, expected: String) { #expect(mistakes(yaml) == [expected]) }

    private static let needsCURVE =
        "needs CURVE, which is not configured; set security.server_key, or use ipc:// or "
        + "tcp://127.0.0.1"

    @Test(
        "with a server key endpoints may be on the network",
        arguments: [
            "tcp://0.0.0.0:7001", "tcp://*:7001", "tcp://[::]:7001", "tcp://192.0.2.1:7001",
        ])
    func guarded(endpoint: String) {
        let security = "security: {server_key: /k, clients: /c}\n"
        #expect(mistakes(security + "publish:\n  follow: \"\(endpoint)\"") == [])
        #expect(mistakes(security + "fetch:\n  intake: {endpoint: \"\(endpoint)\"}") == [])
        #expect(mistakes(security + "flow:\n  endpoint: \"\(endpoint)\"") == [])
        #expect(mistakes("flow:\n  endpoint: \"\(endpoint)\"").count == 1)
    }

    @Test("with a client's keys, an endpoint may be one that another machine serves")
    func elsewhere() {
        let keys = "security: {key: /k, server: /s}\n"
        #expect(mistakes(keys + "flow: {endpoint: \"tcp://192.0.2.1:7001\"}") == [])
        #expect(mistakes(keys + "publish: {follow: \"tcp://192.0.2.1:7003\"}") == [])
        let half = "security: {server: /s}\nflow: {endpoint: \"tcp://192.0.2.1:7001\"}"
        #expect(mistakes(half).count == 1)
    }

    @Test(
        "a key and a list belong together",
        arguments: [
            (
                "{server_key: /k}",
                "security.server_key: without security.clients nobody could come in; "
                    + "name the allow-list there"
            ),
            (
                "{clients: /c}",
                "security.clients: says who may come in, and security.server_key is not set; "
                    + "make a key with chancery keygen"
            ),
            ("{server: ''}", "security.server: \"\" is not a public key or a path"),
        ])
    func halves(group: String, expected: String) {
        #expect(mistakes("security: \(group)") == ["chancery.yaml:1: \(expected)"])
    }

    @Test(
        "an endpoint is held to its shape and to this machine",
        arguments: [
            ("tcp://0.0.0.0:7001", Self.needsCURVE),
            ("tcp://*:7001", Self.needsCURVE),
            ("tcp://news.example:7001", Self.needsCURVE),
            ("tcp://127.0.0.1.evil.example:1", Self.needsCURVE),
            ("tcp://127.0.0.1", "needs a port from 1 to 65535 at its end"),
            ("tcp://127.0.0.1:0", "needs a port from 1 to 65535 at its end"),
            ("tcp://127.0.0.1:*", "needs a port from 1 to 65535 at its end"),
            (
                "tcp://localhost:1",
                "names this machine in a way that cannot be bound; use 127.0.0.1"
            ),
            ("ipc://run/x", "needs an absolute path after ipc://"),
            ("ipc://@abstract", "needs an absolute path after ipc://"),
            ("ipc://*", "needs an absolute path after ipc://"),
            ("inproc://x", "is not an endpoint like ipc:///path or tcp://127.0.0.1:port"),
            ("http://x", "is not an endpoint like ipc:///path or tcp://127.0.0.1:port"),
            ("/run/x", "is not an endpoint like ipc:///path or tcp://127.0.0.1:port"),
        ])
    func endpoints(endpoint: String, expected: String) {
        #expect(
            mistakes("publish:\n  follow: \"\(endpoint)\"")
                == ["chancery.yaml:2: publish.follow: \"\(endpoint)\" \(expected)"])
    }

    @Test("administration is never on the network")
    func admin() {
        #expect(mistakes("admin: {endpoint: 'tcp://127.0.0.1:1'}").count == 1)
    }

    @Test("a socket's path must fit")
    func longSocketPath() {
        let long = "/" + String(repeating: "x", count: 107)
        #expect(
            mistakes("admin: {endpoint: ipc://\(long)}").first?.hasSuffix(
                "has a path of 108 bytes; a socket's may have 107") == true)
        let runtime = mistakes("\nruntime: \(long)")
        #expect(runtime.count == 1)
        #expect(runtime.first?.hasPrefix("chancery.yaml:2: runtime: ") == true)
    }

    @Test("values that do not go together are named together")
    func together() {
        #expect(
            mistakes("flow:\n  heartbeat: 4s") == [
                "chancery.yaml:2: flow.heartbeat: a silence of 5s is shorter than two heartbeats of "
                    + "4s; lengthen flow.silence or shorten flow.heartbeat"
            ])
        #expect(mistakes("flow: {window_bytes: 1MiB}").count == 1)
        #expect(
            mistakes("runtime: /r\npublish:\n  follow: ipc:///r/admin.sock").first
                == "chancery.yaml:3: publish.follow: admin.endpoint and publish.follow are both "
                + "\"ipc:///r/admin.sock\"")
    }

    @Test("all mistakes are reported in the order of the file")
    func all() {
        #expect(
            mistakes("log: {level: x}\nzzz: 1\nflow:\n  window: x\n  backlog: x\n").map {
                $0.split(separator: ": ")[1]
            } == ["log.level", "zzz", "flow.window", "flow.backlog"])
    }

    @Test("after twenty mistakes the rest is counted")
    func manyMistakes() {
        let yaml = (0..<50).map { "wrong\($0): 1\n" }.joined()
        let errors = #expect(throws: ConfigurationErrors.self) { try read(yaml) }
        #expect(errors?.errors.count == 20)
        #expect(errors?.omitted == 30)
        #expect(errors?.description.hasSuffix("… and 30 more") == true)
    }

    @Test("very many mistakes take no longer than they must", .timeLimit(.minutes(1)))
    func veryManyMistakes() {
        let yaml = (0..<80_000).map { "k\($0): 1\n" }.joined()
        let errors = #expect(throws: ConfigurationErrors.self) { try read(yaml) }
        #expect(errors?.omitted == 79_980)
    }

    @Test("what is shown of a long or hostile value is short and harmless")
    func hostileValue() {
        let long = String(repeating: "x", count: 5000)
        #expect(mistakes("flow: {window: \(long)}").allSatisfy { $0.utf8.count < 200 })
        #expect(mistakes("\(long.prefix(900)): 1").allSatisfy { $0.utf8.count < 300 })
        let line = mistakes(#"flow: {window: "\e[31m\n\u202E"}"#).joined()
        #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
        let key = mistakes(#""\e[31m\n": 1"#).joined()
        #expect(key.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
}
