import Testing

@testable import Configuration

@Suite("Settings") struct SettingsTests {
    @Test(
        "an empty file gives the defaults",
        arguments: ["", "# nothing\n", "---\n", "{}", "log:\nflow:\n", "\u{FEFF}"])
    func defaults(yaml: String) throws {
        let settings = try read(yaml)
        #expect(
            settings
                == Settings(
                    state: "/home/desk/.local/state/chancery",
                    runtime: "/home/desk/.local/state/chancery/run"))
        #expect(settings.flow.window == 64)
        #expect(settings.publish.retention == .seconds(31_536_000))
        #expect(settings.admin.endpoint == "ipc:///home/desk/.local/state/chancery/run/admin.sock")
    }

    @Test("every key is read")
    func everything() throws {
        let settings = try read(complete)
        #expect(settings.state == "/srv/chancery")
        #expect(settings.data == "/usr/share/chancery")
        #expect(settings.model == "/srv/model")
        #expect(settings.precision == .int8)
        #expect(
            settings.knowledge.files == [
                .init(path: "/etc/chancery/our-organisations.tsv"),
                .init(path: "/etc/ministers.tsv", table: .tenures),
            ])
        #expect(settings.knowledge.files.map(\.kind) == [.organisations, .tenures])
        #expect(settings.log == .init(format: .json, level: .debug))
        #expect(
            settings.fetch.folders == [
                .init(path: "/var/spool/news"),
                .init(path: "/home/desk/news", publisher: "L'Agence: \"été\"", pattern: "*.html"),
            ])
        #expect(settings.fetch.intake == .init(enabled: false, endpoint: "tcp://127.0.0.1:7001"))
        #expect(
            settings.stages
                == .init(normalize: .count(2), extract: .count(3), classify: .auto))
        #expect(
            settings.flow
                == .init(
                    window: 128, windowBytes: 256 << 20, backlog: 500, attempts: 5,
                    heartbeat: .milliseconds(500), silence: .seconds(3), taskDeadline: .seconds(20),
                    taskDeadlinePer10kB: .seconds(2), endpoint: "ipc:///run/chancery/hub.sock"))
        #expect(settings.publish.retention == nil)
        #expect(settings.publish.duplicateWindow == .seconds(3 * 86_400))
        #expect(settings.publish.maxFollowers == 10)
        #expect(settings.admin.endpoint == "ipc:///run/chancery/control.sock")
        #expect(settings.limits == .init(document: 4 << 20, articleText: 100_000))
        #expect(settings.journal.keep == .seconds(30 * 86_400))
        #expect(settings.shutdown.drain == .seconds(60))
    }

    @Test(
        "a file of knowledge is of the table it is named after",
        arguments: [
            ("organisations.tsv", .organisations), ("/a/our-shared-names.tsv", .sharedNames),
            ("x.people.tsv", .people), ("places", .places), ("our_former.tsv", .former),
            ("theplaces.tsv", nil), ("names.tsv", nil), ("people.txt", nil), ("", nil),
        ] as [(String, Settings.KnowledgeFile.Table?)])
    func knowledge(path: String, table: Settings.KnowledgeFile.Table?) {
        #expect(Settings.KnowledgeFile.Table(of: path) == table)
    }

    @Test("the sockets move with the runtime directory")
    func socketsMove() throws {
        let settings = try read("runtime: /run/x")
        #expect(settings.publish.follow == "ipc:///run/x/follow.sock")
        #expect(settings.fetch.intake.endpoint == "ipc:///run/x/intake.sock")
        #expect(try read("state: /srv/x").admin.endpoint == "ipc:///srv/x/run/admin.sock")
    }

    @Test(
        "a path is relative to the file or to the home directory",
        arguments: [
            ("news", "/etc/news"), ("/news", "/news"), ("~/news", "/home/desk/news"),
            ("~user/news", "/etc/~user/news"),
        ])
    func paths(given: String, expected: String) throws {
        #expect(try read("state: \(given)").state == expected)
    }

    @Test("directories come from systemd first, then from XDG, then from HOME")
    func environment() throws {
        func settings(_ environment: [String: String]) throws -> Settings {
            try Settings.read([], file: nil, environment: environment)
        }
        let systemd = try settings([
            "STATE_DIRECTORY": "/var/lib/chancery:/var/lib/other",
            "RUNTIME_DIRECTORY": "/run/chancery", "XDG_STATE_HOME": "/x", "HOME": "/h",
            "CHANCERY_DATA": "/data", "CHANCERY_MODEL": "/model",
        ])
        #expect(systemd.state == "/var/lib/chancery")
        #expect(systemd.runtime == "/run/chancery")
        #expect(systemd.data == "/data")
        #expect(systemd.model == "/model")
        let xdg = try settings(["XDG_STATE_HOME": "/x", "XDG_RUNTIME_DIR": "/run/user/1"])
        #expect(xdg.state == "/x/chancery")
        #expect(xdg.runtime == "/run/user/1/chancery")
        #expect(try settings(["XDG_STATE_HOME": "relative", "HOME": "/h"]).state.hasPrefix("/h/"))
    }

    @Test("without any place for state the mistake says which variables would do")
    func noState() throws {
        let errors = #expect(throws: ConfigurationErrors.self) {
            try Settings.read([], file: nil, environment: [:])
        }
        #expect(
            errors?.description
                == "state: is not set, and none of STATE_DIRECTORY, XDG_STATE_HOME and HOME is; "
                + "set it")
        #expect(
            try Settings.read(Array("state: /s".utf8), file: "x", environment: [:]).state == "/s")
    }

    @Test("instances are counted or one a core")
    func instances() {
        #expect(Settings.Instances.auto.number(cores: 8) == 8)
        #expect(Settings.Instances.auto.number(cores: 0) == 1)
        #expect(Settings.Instances.count(3).number(cores: 8) == 3)
    }
}
