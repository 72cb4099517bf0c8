internal import Glibc

/// What stands behind a file descriptor, as far as output for people depends on it.
public struct Terminal: Equatable, Sendable {
    /// Whether a person is likely to look at it.
    public let isTerminal: Bool
    /// Its columns; 80 if it is no terminal or does not say.
    public let width: Int
    /// Whether colours may be used: a terminal that is not dumb, and `NO_COLOR` is not set.
    public let allowsColour: Bool

    /// Looks at `descriptor`; 1 is standard output.
    public init(descriptor: Int32, environment: [String: String]) {
        let isTerminal = isatty(descriptor) == 1
        var size = winsize()
        let answered = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        self.init(
            isTerminal: isTerminal, columns: answered ? Int(size.ws_col) : 0,
            environment: environment)
    }

    init(isTerminal: Bool, columns: Int, environment: [String: String]) {
        self.isTerminal = isTerminal
        // COLUMNS is how a person or a test asks for another width.
        let asked = environment["COLUMNS"].flatMap { Int($0) } ?? 0
        let known = isTerminal ? (asked > 0 ? asked : columns) : 80
        width = known > 0 ? min(known, 1000) : 80
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        allowsColour = isTerminal && !refused && environment["TERM"] != "dumb"
    }
}
