import Daemon
import Glibc
import TestSupport
import Testing

@testable import chancery

@Suite("The cursor file") struct CursorFileTests {
    private func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw BinaryError(code: errno) }
        fputs(text, file)
        fclose(file)
    }

    @Test("what was saved is loaded, and the last one counts")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let file = CursorFile(path: folder.path(of: "cursor"))
        #expect(try file.load() == nil)
        for sequence: Int64 in [0, 7, 9_007_199_254_740_993] {
            let cursor = Cursor(epoch: "k3v9", sequence: sequence)
            try file.save(cursor)
            #expect(try file.load() == cursor)
        }
        #expect(access(file.path + ".part", F_OK) != 0)
    }

    @Test("a file that is empty, as mktemp makes it, is no cursor yet", arguments: ["", "\n  \n"])
    func empty(text: String) throws {
        let folder = try TemporaryFolder()
        let file = CursorFile(path: folder.path(of: "cursor"))
        try write(text, to: file.path)
        #expect(try file.load() == nil)
    }

    @Test(
        "anything else in it is refused and left alone",
        arguments: [
            "x", "{}", #"{"epoch":"a"}"#, #"{"epoch":"","sequence":1}"#,
            #"{"epoch":"a","sequence":-1}"#, #"{"epoch":"a","sequence":"1"}"#,
            #"{"epoch":"a","sequence":1.5}"#, #"{"epoch":"a","sequence":1,"more":2}"#,
            #"{"epoch":"a","sequence":1"#, String(repeating: " ", count: 5000) + "{}",
        ])
    func garbage(text: String) throws {
        let folder = try TemporaryFolder()
        let file = CursorFile(path: folder.path(of: "cursor"))
        try write(text, to: file.path)
        let error = #expect(throws: DaemonError.self) { try file.load() }
        #expect(error?.code == .badInput)
        #expect(error?.reason.contains(file.path) == true)
    }

    @Test("a cursor that cannot be written leaves the old one as it was")
    func atomic() throws {
        let folder = try TemporaryFolder()
        let file = CursorFile(path: folder.path(of: "cursor"))
        let old = Cursor(epoch: "a", sequence: 1)
        try file.save(old)
        // A directory in the place of the new file.
        mkdir(file.path + ".part", 0o700)
        #expect(throws: DaemonError.self) { try file.save(Cursor(epoch: "a", sequence: 2)) }
        #expect(try file.load() == old)
    }

    @Test("the rest of an earlier, interrupted write does no harm")
    func leftover() throws {
        let folder = try TemporaryFolder()
        let file = CursorFile(path: folder.path(of: "cursor"))
        try write(String(repeating: "x", count: 500), to: file.path + ".part")
        let cursor = Cursor(epoch: "a", sequence: 2)
        try file.save(cursor)
        #expect(try file.load() == cursor)
    }
}
