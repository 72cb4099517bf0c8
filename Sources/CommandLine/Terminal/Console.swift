import Arguments
import Glibc
import Messages

/// Where a command reads its environment and says things.
struct Console: Sendable {
    /// How a command prints what it found.
    enum Format: String, CaseIterable {
        /// For people.
        case table
        /// For programs: one JSON value.
        case json
    }

    /// How a command prints events.
    enum EventFormat: String, CaseIterable {
        /// For programs: one JSON object a line.
        case jsonl
        /// For people: one line an event.
        case table
    }

    var environment: [String: String]
    /// The program and the command, in front of complaints.
    var name = "chancery"
    /// What standard output and standard error are.
    var output: Terminal
    var errors: Terminal
    /// Where standard output goes.
    var sink = Output(descriptor: STDOUT_FILENO)

    /// This process's own.
    static func standard() -> Console {
        var environment: [String: String] = [:]
        var entry = environ
        while let pointer = entry.pointee {
            let text = String(cString: pointer)
            if let equals = text.firstIndex(of: "=") {
                environment[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry += 1
        }
        return Console(
            environment: environment,
            output: Terminal(descriptor: STDOUT_FILENO, environment: environment),
            errors: Terminal(descriptor: STDERR_FILENO, environment: environment))
    }

    /// The width to set tables out in; nil where nobody looks, so that nothing is cut.
    var tableWidth: Int? { output.isTerminal ? output.width : nil }

    func print(_ text: String, terminator: String = "\n") throws(OutputError) {
        try sink.write(Array((text + terminator).utf8))
    }

    func print(_ table: Table) throws(OutputError) {
        try print(table.render(width: tableWidth), terminator: "")
    }

    /// Prints a value as one line of JSON.
    func print(json value: some Encodable) throws {
        try sink.write(try JSON.encode(value) + [0x0A])
    }

    /// Says a line on standard error.
    func complain(_ line: String, prefixed: Bool = true) {
        let clean = TerminalText.clean(line)
        let text = Array(((prefixed ? "\(name): " : "") + clean + "\n").utf8)
        // Nobody is left to be told if this fails.
        try? Output(descriptor: STDERR_FILENO).write(text)
    }
}
