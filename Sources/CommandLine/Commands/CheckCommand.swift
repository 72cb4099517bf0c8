import Arguments
import Configuration
import Daemon
import Security

/// `chancery check`: reads the configuration and does nothing else.
enum CheckCommand: Verb {
    static let command = Command(
        "check", "look for mistakes in the configuration",
        discussion:
            "Prints ok and who can connect, or every mistake with its line, also those in the files "
            + "that knowledge.files names, and then ends with 78.",
        options: Place.options + [
            Option(flag: "show", "print the configuration in force, as YAML")
        ],
        examples: [.init("chancery check --config /etc/chancery/chancery.yaml", "one file")])

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let settings: Settings
        do {
            settings = try Place.settings(parsed, console)
        } catch {
            // Editors and continuous integration find `file:line:` at the start of a line.
            for line in "\(error)".split(separator: "\n") {
                console.complain(String(line), prefixed: false)
            }
            return .config
        }
        if let mistake = settings.security.mistake() {
            console.complain("\(mistake)", prefixed: false)
            return .config
        }
        if !settings.knowledge.files.isEmpty {
            let directory = try DataDirectory.find(given: settings.data)
            let (faults, _) = try settings.knowledge.check(directory)
            for line in faults { console.complain(line, prefixed: false) }
            guard faults.isEmpty else { return .config }
        }
        try console.print(
            parsed.flag("show")
                ? settings.render() : "ok\nsecurity: \(settings.security.summary)\n", terminator: ""
        )
        return .ok
    }
}
