import Glibc
import Messages
import TestSupport
import Testing
import ZeroMQ

@testable import Security

/// A key that looks like one: forty characters.
let someKey = String(repeating: "a", count: 40)
let otherKey = "#" + String(repeating: "b", count: 39)

@Suite("The allow-list") struct AllowListTests {
    private func read(_ text: String) throws(SecurityError) -> AllowList {
        try AllowList.read(Array(text.utf8), file: "clients")
    }

    @Test("keys, roles and names are read; comments and blank lines are not")
    func good() throws {
        let list = try read(
            """
            # everybody

            \(someKey) publish,subscribe agency-1
              \(otherKey)\twork:extract,work:fetch   worker@two\u{20}
            #
            """)
        #expect(list.entries.count == 2)
        #expect(list.entries[someKey] == .init(name: "agency-1", roles: [.publish, .subscribe]))
        #expect(
            list.entries[otherKey]
                == .init(name: "worker@two", roles: [.work(.extract), .work(.fetch)]))
        #expect(try read("").entries.isEmpty)
    }

    @Test(
        "a mistake is told with its file and line",
        arguments: [
            ("short publish a", "40 characters"), ("\(someKey) publish", "2 words"),
            ("\(someKey)", "1 word"), ("\(someKey) publish a b", "4 words"),
            ("\(someKey) reading a", "\"reading\" is no role"),
            ("\(someKey) work:nothing a", "\"work:nothing\" is no role"),
            ("\(someKey) publish,,subscribe a", "\"\" is no role"),
            ("\(someKey) Publish a", "\"Publish\" is no role"),
            ("\(someKey) administer a", "only over ipc"),
            ("\(someKey) publish,administer a", "only over ipc"),
            ("\(someKey) publish a/b", "the name"),
            ("\(someKey) publish ünïcode", "the name"),
            ("#\(someKey) publish a", "a comment begins with # and a blank"),
            ("\(otherKey) publish twice", "clients:1 already"),
        ])
    func bad(line: String, reason: String) {
        let error = #expect(throws: SecurityError.self) {
            try read("\(otherKey) publish first\n\(line)\n")
        }
        #expect(error?.description.hasPrefix("clients:2: ") == true, "\(error as Any)")
        #expect(error?.description.contains(reason) == true, "\(error as Any)")
        #expect(error?.description.contains("\n") == false)
    }

    @Test(
        "a role grants what it says and nothing else",
        arguments: [
            ("publish", ["publish"]), ("subscribe", ["subscribe"]),
            ("work", ["work", "work:normalize", "work:extract", "work:classify"]),
            ("work:extract", ["work", "work:extract"]), ("work:fetch", ["work", "work:fetch"]),
            ("work:publish", ["work", "work:publish"]),
        ])
    func grants(role: String, granted: [String]) throws {
        let role = try #require(Role(role))
        let all =
            ["publish", "subscribe", "work"] + StageName.allCases.map { "work:\($0.rawValue)" }
        for text in all {
            #expect(role.grants(try #require(Role(text))) == granted.contains(text), "\(text)")
        }
    }

    @Test("a directory is read file by file, in order, without hidden and backup files")
    func directory() throws {
        let folder = try TemporaryFolder()
        try write("\(someKey) publish a\n", to: folder.path(of: "b.clients"))
        try write("\(otherKey) subscribe b\n", to: folder.path(of: "a.clients"))
        try write("nonsense", to: folder.path(of: ".hidden"))
        try write("nonsense", to: folder.path(of: "a.clients~"))
        #expect(try AllowList.read(folder.path).entries.count == 2)
        try write("\(someKey) publish again\n", to: folder.path(of: "c.clients"))
        let error = #expect(throws: SecurityError.self) { try AllowList.read(folder.path) }
        #expect(error?.file == folder.path(of: "c.clients") && error?.line == 1)
        #expect(error?.reason.contains(folder.path(of: "b.clients:1")) == true)
    }

    @Test("a list that everybody can write, that is missing or too large is refused")
    func unusable() throws {
        let folder = try TemporaryFolder()
        let file = folder.path(of: "clients")
        #expect(throws: SecurityError.self) { try AllowList.read(file) }
        try write("\(someKey) publish a\n", to: file, mode: 0o646)
        #expect(throws: SecurityError.self) { try AllowList.read(file) }
        try write(String(repeating: "# long\n", count: 400_000), to: file)
        #expect(throws: SecurityError.self) { try AllowList.read(file) }
        try write("\(someKey) publish a\n", to: file, mode: 0o644)
        #expect(try AllowList.read(file).entries.count == 1)
        chmod(folder.path, 0o777)
        #expect(throws: SecurityError.self) { try AllowList.read(folder.path) }
    }

    @Test("whether a new list takes something from somebody")
    func takes() throws {
        let before = try read("\(someKey) publish,subscribe a")
        #expect(!before.takesFrom(before))
        #expect(!before.takesFrom(AllowList()))
        #expect(AllowList().takesFrom(before))
        #expect(try read("\(someKey) publish a").takesFrom(before))
        #expect(try !read("\(someKey) publish,subscribe,work b").takesFrom(before))
    }
}
