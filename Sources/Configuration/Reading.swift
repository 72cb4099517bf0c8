/// One reading of a configuration: where its words come from and what was wrong with them.
struct Reading {
    /// The file as it was named; nil if there is none.
    let file: String?
    /// What relative paths are relative to; absolute.
    let directory: String
    /// What `~` stands for; nil if nobody knows.
    let home: String?
    /// The directory of systemd's credentials; nil if there is none.
    let credentials: String?
    private(set) var errors: [ConfigurationError] = []
    /// How many further mistakes were only counted: a hostile file can have very many.
    private(set) var omitted = 0
    private(set) var lines: [String: Int] = [:]

    init(file: String?, directory: String, home: String?, credentials: String? = nil) {
        self.file = file
        self.directory = directory
        self.home = home
        self.credentials = credentials
    }

    /// Remembers that `key` was given in `line`, for checks across keys.
    mutating func note(_ key: String, line: Int) { lines[key] = line }

    /// Remembers a mistake.
    mutating func fail(_ key: String, line: Int?, _ message: @autoclosure () -> String) {
        if errors.count > ConfigurationErrors.limit {
            omitted += 1
        } else {
            errors.append(ConfigurationError(file: file, line: line, key: key, message: message()))
        }
    }

    /// Remembers a mistake that lies in values that were right by themselves: about the first of
    /// `keys` that the file has.
    mutating func fail(among keys: [String], _ message: String) {
        let key = keys.first { lines[$0] != nil } ?? keys[0]
        fail(key, line: lines[key] ?? (file == nil ? nil : 1), message)
    }
}
