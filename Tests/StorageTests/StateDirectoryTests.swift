import CLinux
import FoundationEssentials
import Glibc
import Testing

@testable import Storage

@Suite struct StateDirectoryTests {
    @Test("it is made with its parents, closed to others")
    func made() throws {
        let folder = try Folder()
        let directory = try StateDirectory(path: folder("var/lib/state"))
        var status = stat()
        #expect(stat(directory.path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o750)
        #expect(directory.path(of: "journal.sqlite") == folder("var/lib/state/journal.sqlite"))
    }

    @Test("a second holder is refused, by the name of the first")
    func inUse() throws {
        let folder = try Folder()
        var first: StateDirectory? = try StateDirectory(path: folder("state"), holder: "chancery x")
        let error = #expect(throws: StorageError.self) { try StateDirectory(path: folder("state")) }
        #expect(error?.code == .inUse)
        #expect(
            error?.description
                == "\(folder("state")): is in use by process \(getpid()) (chancery x)")
        #expect(first != nil)
        first = nil
        _ = try StateDirectory(path: folder("state"))
    }

    @Test("its parts have holders of their own, and a refusal names the part")
    func parts() throws {
        let folder = try Folder()
        let journal = try StateDirectory(path: folder("state"))
        let log = try StateDirectory(path: folder("state"), holder: "x", lock: "publish.lock")
        let error = #expect(throws: StorageError.self) {
            try StateDirectory(path: folder("state"), lock: "publish.lock")
        }
        #expect(error?.description.contains("/publish.lock: is in use by") == true)
        withExtendedLifetime((journal, log)) {}
    }

    @Test("a file in its place is refused")
    func file() throws {
        let folder = try Folder()
        try folder.write([1], to: "state")
        let error = #expect(throws: StorageError.self) { try StateDirectory(path: folder("state")) }
        #expect(error?.code == .cannotOpen)
    }
}
