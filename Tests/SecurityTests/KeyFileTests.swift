import Glibc
import TestSupport
import Testing
import ZeroMQ

@testable import Security

func write(_ text: String, to path: String, mode: mode_t = 0o600) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
    try #require(file >= 0)
    defer { close(file) }
    let bytes = Array(text.utf8)
    try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
    try #require(fchmod(file, mode) == 0)
}

func mode(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
}

@Suite("Key files") struct KeyFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("a pair is written for its owner and for others, and read back")
    func roundTrip() throws {
        let before = umask(0)
        defer { umask(before) }
        let made = try KeyFile.generate(name: "archive", directory: folder.path)
        #expect(made.secretFile == folder.path(of: "archive.key"))
        #expect(mode(of: made.secretFile) == 0o600)
        #expect(mode(of: made.publicFile) == 0o644)
        let pair = try KeyFile.readPair(made.secretFile)
        #expect(pair.publicKey == made.publicKey)
        #expect(try pair.secretKey.publicKey == made.publicKey)
        #expect(try KeyFile.readPublic(made.publicFile) == made.publicKey)
        #expect(try KeyFile.readPublic(made.publicKey.text) == made.publicKey)
        #expect(!"\(made)".contains(pair.secretKey.text))
    }

    @Test("neither file is overwritten, and a half is not left behind", arguments: ["key", "pub"])
    func existing(ending: String) throws {
        let file = folder.path(of: "a.\(ending)")
        try write("mine", to: file)
        let error = #expect(throws: SecurityError.self) {
            try KeyFile.generate(name: "a", directory: folder.path)
        }
        #expect(error?.code == .unwritable && error?.file == file)
        #expect(access(folder.path(of: ending == "key" ? "a.pub" : "a.key"), F_OK) != 0)
        #expect(try TextFile(file).lines.map { String($0.text) } == ["mine"])
    }

    @Test(
        "a name that cannot be a file's is refused",
        arguments: ["", "../x", "a/b", ".x", "-x", "a b", String(repeating: "a", count: 65)])
    func names(name: String) {
        #expect(throws: SecurityError.self) {
            try KeyFile.generate(name: name, directory: folder.path)
        }
    }

    @Test(
        "a secret that others can get at is refused in one line",
        arguments: [0o644, 0o640, 0o604, 0o660, 0o610] as [mode_t])
    func exposed(mode: mode_t) throws {
        let made = try KeyFile.generate(name: "a", directory: folder.path)
        chmod(made.secretFile, mode)
        let error = #expect(throws: SecurityError.self) { try KeyFile.readPair(made.secretFile) }
        #expect(error?.code == .exposed)
        #expect(error?.description.hasPrefix("\(made.secretFile): ") == true)
        #expect(error?.description.contains("\n") == false)
    }

    @Test("a credential of systemd may be readable to its group, and to nobody else")
    func credential() throws {
        let made = try KeyFile.generate(name: "a", directory: folder.path)
        chmod(made.secretFile, 0o440)
        #expect(throws: Never.self) {
            try KeyFile.readPair(made.secretFile, credentials: folder.path)
        }
        #expect(throws: SecurityError.self) {
            try KeyFile.readPair(made.secretFile, credentials: folder.path(of: "x"))
        }
        chmod(made.secretFile, 0o444)
        #expect(throws: SecurityError.self) {
            try KeyFile.readPair(made.secretFile, credentials: folder.path)
        }
    }

    @Test("what is no secret key file is refused and not quoted")
    func malformed() throws {
        let (one, two) = (try CurveKeyPair.generate(), try CurveKeyPair.generate())
        let secret = one.secretKey.text
        for text in [
            "", "# only a comment\n", "short\n", "\(secret)x\n", "\(secret) \(secret)\n",
            "\(secret) \(two.publicKey.text)\n", "\(secret)\n\(secret)\n",
            "\(secret) \(one.publicKey.text) more\n",
        ] {
            let file = folder.path(of: "bad.key")
            try write(text, to: file)
            let error = #expect(throws: SecurityError.self) { try KeyFile.readPair(file) }
            #expect(error?.description.contains(secret.prefix(8)) == false)
            #expect(error?.code == .malformed)
        }
        let file = folder.path(of: "alone.key")
        try write("# the public half can be derived\n\n  \(secret)  \n", to: file)
        #expect(try KeyFile.readPair(file) == one)
        #expect(throws: SecurityError.self) { try KeyFile.readPair(folder.path) }
        #expect(throws: SecurityError.self) { try KeyFile.readPair(folder.path(of: "none")) }
        #expect(throws: SecurityError.self) { try KeyFile.readPublic("neither key nor file") }
    }

    @Test("a secret file given for a public one is refused and not quoted")
    func secretForPublic() throws {
        let made = try KeyFile.generate(name: "a", directory: folder.path)
        let secret = try KeyFile.readPair(made.secretFile).secretKey.text
        let error = #expect(throws: SecurityError.self) {
            try KeyFile.readPublic(made.secretFile)
        }
        #expect(error?.description.contains(secret) == false)
    }

    @Test("a client needs both halves or neither")
    func client() throws {
        let made = try KeyFile.generate(name: "a", directory: folder.path)
        #expect(try ClientSecurity(key: nil, server: nil, credentials: nil) == nil)
        #expect(throws: SecurityError.self) {
            try ClientSecurity(key: "x", server: nil, credentials: nil)
        }
        #expect(throws: SecurityError.self) {
            try ClientSecurity(key: nil, server: "x", credentials: nil)
        }
        let client = ClientSecurity(key: made.secretFile, server: made.publicFile)
        let pair = try KeyFile.readPair(made.secretFile)
        let tcp = try Endpoint("tcp://127.0.0.1:1")
        #expect(
            try ClientSecurity.options(client, to: tcp)
                == .curveClient(
                    serverKey: pair.publicKey, publicKey: pair.publicKey,
                    secretKey: pair.secretKey))
        #expect(try ClientSecurity.options(client, to: Endpoint("ipc:///x")) == .none)
        #expect(try ClientSecurity.options(nil, to: tcp) == .none)
    }
}
