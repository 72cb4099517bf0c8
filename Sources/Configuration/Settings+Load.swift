internal import Glibc

extension Settings {
    /// Reads the configuration from `file`, or from where ``locate(environment:)`` finds one, or
    /// takes the defaults. Reports every mistake it finds, not only the first.
    public static func load(
        file: String? = nil, environment: [String: String]
    ) throws(ConfigurationErrors) -> Settings {
        guard let file = file ?? locate(environment: environment) else {
            return try read([], file: nil, environment: environment)
        }
        let bytes: [UInt8]
        do throws(ConfigurationError) {
            bytes = try ConfigurationFile.read(file)
        } catch {
            throw ConfigurationErrors([error])
        }
        return try read(bytes, file: file, environment: environment)
    }

    /// The file that is read when none is named: `$CHANCERY_CONFIG` in any case, else
    /// `$CONFIGURATION_DIRECTORY/chancery.yaml` or `/etc/chancery/chancery.yaml` if it exists; nil
    /// if there is none.
    public static func locate(environment: [String: String]) -> String? {
        let places = Places(environment)
        if let named = places.value("CHANCERY_CONFIG") { return named }
        let candidates = [
            places.first("CONFIGURATION_DIRECTORY").map { "\($0)/chancery.yaml" },
            "/etc/chancery/chancery.yaml",
        ]
        return candidates.compactMap { $0 }.first { access($0, F_OK) == 0 }
    }

    /// Reads a configuration from `bytes`, which stand in `file`, without looking at any file.
    public static func read(
        _ bytes: [UInt8], file: String?, environment: [String: String]
    ) throws(ConfigurationErrors) -> Settings {
        let places = Places(environment)
        let root: YAMLNode?
        do throws(ConfigurationError) {
            root = try YAMLParser.parse(bytes, file: file)
        } catch {
            throw ConfigurationErrors([error])
        }
        var reading = Reading(
            file: file, directory: Places.directory(of: file), home: places.value("HOME"),
            credentials: places.value("CREDENTIALS_DIRECTORY"))
        var settings = places.defaults(directories(in: root, reading), &reading)
        if let root { fields.read(root, trail: "", into: &settings, &reading) }
        settings.check(&reading)
        if !reading.errors.isEmpty {
            throw ConfigurationErrors(reading.errors, omitted: reading.omitted)
        }
        return settings
    }

    /// Other defaults lie in these directories, so they are read first; what is wrong with them is
    /// reported when everything is read.
    private static func directories(
        in root: YAMLNode?, _ reading: Reading
    ) -> (state: String?, runtime: String?) {
        guard let root, case .mapping(let entries) = root.content else { return (nil, nil) }
        func path(_ key: String) -> String? {
            var scratch = Reading(
                file: reading.file, directory: reading.directory, home: reading.home)
            let entry = entries.first { $0.key == key }
            return entry.flatMap { Scalar.path.value(of: $0.value, key: key, in: &scratch) }
        }
        return (path("state"), path("runtime"))
    }
}

/// What the environment says about places.
private struct Places {
    private let environment: [String: String]

    init(_ environment: [String: String]) { self.environment = environment }

    /// The variable, unless it is empty.
    func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The first of the directories in the variable; systemd separates several with colons.
    func first(_ name: String) -> String? {
        value(name)?.split(separator: ":").first.map(String.init)
    }

    /// The variable if it is an absolute path; others are to be ignored, says the XDG specification.
    private func absolute(_ name: String) -> String? {
        value(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    func defaults(
        _ given: (state: String?, runtime: String?), _ reading: inout Reading
    ) -> Settings {
        var state =
            given.state ?? first("STATE_DIRECTORY")
            ?? absolute("XDG_STATE_HOME").map { "\($0)/chancery" }
            ?? absolute("HOME").map { "\($0)/.local/state/chancery" }
        if state == nil {
            reading.fail(
                "state", line: reading.file == nil ? nil : 1,
                "is not set, and none of STATE_DIRECTORY, XDG_STATE_HOME and HOME is; set it")
            state = "/var/lib/chancery"
        }
        let directory = state ?? "/"
        let runtime =
            given.runtime ?? first("RUNTIME_DIRECTORY")
            ?? absolute("XDG_RUNTIME_DIR").map { "\($0)/chancery" } ?? "\(directory)/run"
        return Settings(
            state: directory, runtime: runtime, data: value("CHANCERY_DATA"),
            model: value("CHANCERY_MODEL"))
    }

    /// The directory that `file` lies in, absolute.
    static func directory(of file: String?) -> String {
        let file = file ?? ""
        let end = file.lastIndex(of: "/")
        let given = end.map { String(file[..<$0]) } ?? "."
        if file.hasPrefix("/") { return given }
        // PATH_MAX; a working directory that was removed has none.
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getcwd(&buffer, buffer.count) != nil else { return given }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let working = String(decoding: bytes, as: UTF8.self)
        return given == "." ? working : "\(working)/\(given)"
    }
}
