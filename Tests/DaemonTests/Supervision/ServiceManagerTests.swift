import TestSupport
import Testing
import Threads

@testable import Daemon

@Suite("The service manager's protocol", .timeLimit(.minutes(1)))
struct ServiceManagerTests {
    @Test("notices arrive as the lines the protocol asks for", arguments: [false, true])
    func arrives(isAbstract: Bool) async throws {
        let folder = try TemporaryFolder()
        let path = (isAbstract ? "@" : "") + folder.path(of: "notify")
        let socket = try NotifySocket(path)
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": path]))
        #expect(manager.send(.ready, .status("running"), .extendTimeout(.seconds(2))))
        #expect(
            await socket.next() == ["READY=1", "STATUS=running", "EXTEND_TIMEOUT_USEC=2000000"])
        manager.send(.alive)
        manager.send(.stopping)
        manager.send(.reloading(microseconds: 17))
        #expect(await socket.next() == ["WATCHDOG=1"])
        #expect(await socket.next() == ["STOPPING=1"])
        #expect(await socket.next() == ["RELOADING=1", "MONOTONIC_USEC=17"])
    }

    @Test(
        "without a usable socket there is nobody to tell",
        arguments: [
            nil, "", "@", "/", "relative/path", "vsock:2:1234",
            "/" + String(repeating: "long", count: 30),
        ])
    func nobody(path: String?) {
        let environment = path.map { ["NOTIFY_SOCKET": $0] } ?? [:]
        #expect(ServiceManager(environment: environment) == nil)
    }

    @Test("a socket that nobody listens on costs nothing but the message")
    func deaf() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "notify")
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": path]))
        #expect(!manager.send(.ready))
    }

    @Test("a listener that does not read is not waited for")
    func full() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(of: "notify")
        let socket = try NotifySocket(path)
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": path]))
        var sent = 0
        while sent < 100_000, manager.send(.alive) { sent += 1 }
        #expect(sent > 0 && sent < 100_000)
        await socket.drain()
        #expect(manager.send(.alive))
    }

    @Test("a status cannot carry another assignment, and has a limit")
    func status() throws {
        #expect(
            ServiceManager.lines(.status("a\nREADY=1\r\nb")) == "STATUS=a READY=1 b")
        let long = ServiceManager.lines(.status(String(repeating: "é", count: 500)))
        #expect(long.utf8.count == "STATUS=".utf8.count + ServiceManager.statusLimit)
    }

    @Test(
        "the watchdog is heeded where it is meant for this process",
        arguments: [
            (["WATCHDOG_USEC": "30000000"], Duration.seconds(30)),
            (["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"], nil),
            (["WATCHDOG_USEC": "0"], nil),
            (["WATCHDOG_USEC": "soon"], nil),
            ([:], nil),
        ] as [([String: String], Duration?)])
    func watchdog(environment: [String: String], expected: Duration?) throws {
        let environment = environment.merging(["NOTIFY_SOCKET": "@chancery-none"]) { $1 }
        let manager = try #require(ServiceManager(environment: environment))
        #expect(manager.watchdog == expected)
    }
}
