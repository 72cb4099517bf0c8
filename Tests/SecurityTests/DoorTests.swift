import Logging
import Messages
import Testing
import ZeroMQ

@testable import Security

@Suite("The door") struct DoorTests {
    private let key: CurvePublicKey
    private let door: Door

    init() throws {
        key = try CurveKeyPair.generate().publicKey
        door = Door(
            keys: try CurveKeyPair.generate(),
            list: try AllowList.read(Array("\(key) publish,work:extract a".utf8), file: "x"),
            log: .silent)
    }

    @Test(
        "a key comes in where one of its roles leads",
        arguments: [
            ("publish", true), ("work", true), ("work:extract", true), ("subscribe", false),
            ("work:classify", false), ("", false), ("chancery", false), ("administer", false),
        ])
    func domains(domain: String, expected: Bool) {
        #expect((door.userID(domain: domain, key: key) != nil) == expected)
    }

    @Test("an unknown key comes in nowhere")
    func unknown() throws {
        let other = try CurveKeyPair.generate().publicKey
        for domain in ["publish", "subscribe", "work"] {
            #expect(door.userID(domain: domain, key: other) == nil)
        }
    }

    @Test("a user id that the door did not give is worth nothing")
    func forged() throws {
        let real = try #require(door.userID(domain: "publish", key: key))
        #expect(door.admits(real, as: .publish))
        #expect(!door.admits(real, as: .subscribe))
        #expect(!door.admits(nil, as: .publish))
        let zeros = String(repeating: "0", count: 32)
        for claimed in ["", "a", key.text, ":" + key.text, zeros + ":" + key.text] {
            #expect(!door.admits(claimed, as: .publish))
        }
        let another = Door(
            keys: door.keys, list: AllowList(),
            log: .silent)
        #expect(
            another.replace(try AllowList.read(Array("\(key) publish a".utf8), file: "x")) == false)
        #expect(!another.admits(real, as: .publish))
    }

    @Test("a list that is replaced counts at once, for who is in already too")
    func replaced() throws {
        let real = try #require(door.userID(domain: "publish", key: key))
        #expect(door.replace(AllowList()))
        #expect(!door.admits(real, as: .publish))
        #expect(door.userID(domain: "publish", key: key) == nil)
        #expect(door.report.keys == 0)
    }

    @Test("a list that cannot be read again leaves the old one, and is counted")
    func badReload() throws {
        #expect(door.reload("/no/such/list") == false)
        #expect(door.report == .init(keys: 1, refused: 0, dropped: 0, failedReloads: 1))
        #expect(door.userID(domain: "publish", key: key) != nil)
    }

    @Test("only tcp leads through the door")
    func transports() throws {
        for (endpoint, guarded) in [
            ("tcp://127.0.0.1:1", true), ("tcp://*:1", true), ("ipc:///x", false),
            ("inproc://x", false),
        ] {
            let access = SocketAccess(door, for: .publish, at: try Endpoint(endpoint))
            #expect(access.isGuarded == guarded)
            #expect(access.admits(ZeroMQ.Message(frames: [[1]])) != guarded)
        }
        #expect(door.report.dropped == 2)
        let endpoint = try Endpoint("tcp://127.0.0.1:1")
        #expect(!SocketAccess(nil, for: .publish, at: endpoint).isGuarded)
    }
}
