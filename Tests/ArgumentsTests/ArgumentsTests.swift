import Arguments

enum Format: String, CaseIterable { case text, json }

/// A program like ours.
let program = Command(
    "chancery", "typed diplomatic events from the news",
    options: [
        Option(
            "config", short: "c", .path, environment: "CHANCERY_CONFIG", "the configuration file"),
        Option(flag: "quiet", short: "q", "say less"),
    ],
    subcommands: [
        Command(
            "subscribe", "follow the events",
            discussion: "Replays the log and goes on live.\n\nEnds at a signal.",
            options: [
                Option("after", .integer(0...Int.max), placeholder: "SEQUENCE", "begin after it"),
                Option("format", .choice(of: Format.self), fallback: "text", "how events look"),
                Option("country", short: "n", .text, repeats: true, "only events with it"),
                Option("for", .duration, "end after it"),
                Option("most", .size, "end after so many bytes"),
                Option("window", short: "w", .integer(1...4096), fallback: "64", "credit"),
                Option(flag: "json", short: "j", "the same as --format json"),
            ],
            positionals: [
                Positional("type", .text, presence: .repeated(atLeast: 0), "types of events")
            ],
            examples: [.init("chancery subscribe --after 100", "from the 101st event on")]),
        Command(
            "dead", "dead letters",
            subcommands: [
                Command(
                    "list", "show them", options: [Option("limit", .integer(1...100), "at most")]),
                Command("show", "show one", positionals: [Positional("task", .text, "the task")]),
                Command(
                    "requeue", "try again",
                    positionals: [
                        Positional("task", .text, presence: .repeated(atLeast: 1), "the tasks")
                    ]),
                Command(
                    "copy", "keep a copy",
                    positionals: [
                        Positional("task", .text, "the task"),
                        Positional("count", .integer(1...9), presence: .optional, "how many"),
                    ]),
            ]),
    ], version: "chancery 1.0")

/// Parses a line, split at spaces.
func parse(_ line: String, environment: [String: String] = [:]) throws(ArgumentError) -> Parsed? {
    let outcome = try program.parse(
        line.split(separator: " ").map(String.init), environment: environment)
    guard case .run(let parsed) = outcome else { return nil }
    return parsed
}

/// What is printed instead of running; nil if the command runs.
func shown(_ line: String) throws(ArgumentError) -> String? {
    let outcome = try program.parse(line.split(separator: " ").map(String.init))
    guard case .show(let text) = outcome else { return nil }
    return text
}

/// The line that says what is wrong; nil if nothing is.
func mistake(_ words: [String], environment: [String: String] = [:]) -> String? {
    do throws(ArgumentError) {
        _ = try program.parse(words, environment: environment)
        return nil
    } catch {
        return error.description
    }
}
