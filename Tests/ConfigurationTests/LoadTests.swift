import FoundationEssentials
import Glibc
import Testing

@testable import Configuration

@Suite("Loading a configuration") struct LoadTests {
    /// Runs `body` in a folder of its own.
    func withFolder(_ body: (String) throws -> Void) throws {
        var template = Array(
            "\(FileManager.default.temporaryDirectory.path)/chancery-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        let folder = String(cString: made)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: URL(filePath: file))
    }

    func failure(_ file: String) -> String? {
        do throws(ConfigurationErrors) {
            _ = try Settings.load(file: file, environment: home)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("a named file is read, and its relative paths begin where it lies")
    func named() throws {
        try withFolder { folder in
            try write("state: here", to: "\(folder)/my.yaml")
            let settings = try Settings.load(file: "\(folder)/my.yaml", environment: home)
            #expect(settings.state == "\(folder)/here")
        }
    }

    @Test("a key file is a credential of systemd if there is one, else beside the configuration")
    func credentials() throws {
        try withFolder { folder in
            let credentials = "\(folder)/credentials"
            try FileManager.default.createDirectory(
                atPath: credentials, withIntermediateDirectories: false)
            try write("", to: "\(credentials)/server.key")
            let key = String(repeating: "a", count: 40)
            try write(
                """
                security: {server_key: server.key, clients: clients, key: /x/server.key,
                  server: \(key)}
                """, to: "\(folder)/my.yaml")
            var environment = home
            environment["CREDENTIALS_DIRECTORY"] = credentials
            let found = try Settings.load(file: "\(folder)/my.yaml", environment: environment)
            #expect(
                found.security
                    == .init(
                        serverKey: "\(credentials)/server.key", clients: "\(folder)/clients",
                        key: "/x/server.key", server: key))
            let without = try Settings.load(file: "\(folder)/my.yaml", environment: home)
            #expect(without.security.serverKey == "\(folder)/server.key")
            try write("", to: "\(folder)/\(key)")
            let named = try Settings.load(file: "\(folder)/my.yaml", environment: home)
            #expect(named.security.server == "\(folder)/\(key)")
        }
    }

    @Test("a missing file, a folder and a forbidden file are each one clear line")
    func unreadable() throws {
        try withFolder { folder in
            #expect(failure("\(folder)/none.yaml") == "\(folder)/none.yaml: does not exist")
            #expect(failure(folder) == "\(folder): is a directory; name the file in it")
            let file = "\(folder)/closed.yaml"
            try write("log: {}", to: file)
            try #require(chmod(file, 0) == 0)
            // Root may read everything.
            if geteuid() != 0 {
                #expect(failure(file) == "\(file): cannot be read: this user may not")
            }
            #expect(
                failure("\(file)/x") == "\(file)/x: cannot be read: Not a directory")
        }
    }

    @Test("a huge file is refused without reading all of it", .timeLimit(.minutes(1)))
    func huge() { #expect(failure("/dev/zero")?.contains("is longer than 1 MiB") == true) }

    @Test("an environment variable names the file before the directory does")
    func search() throws {
        try withFolder { folder in
            var environment = home
            environment["CONFIGURATION_DIRECTORY"] = folder
            #expect(Settings.locate(environment: environment) != "\(folder)/chancery.yaml")
            try write("flow: {window: 7}", to: "\(folder)/chancery.yaml")
            #expect(Settings.locate(environment: environment) == "\(folder)/chancery.yaml")
            #expect(try Settings.load(environment: environment).flow.window == 7)
            environment["CHANCERY_CONFIG"] = "\(folder)/other.yaml"
            #expect(Settings.locate(environment: environment) == "\(folder)/other.yaml")
            #expect(throws: ConfigurationErrors.self) {
                try Settings.load(environment: environment)
            }
        }
    }
}
