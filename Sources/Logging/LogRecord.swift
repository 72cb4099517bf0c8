/// One thing that happened, before it becomes a line.
public struct LogRecord: Equatable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var time: Int64
    /// How much it matters.
    public var level: LogLevel
    /// The part of the program that says so, like `hub` or `publish.follow`.
    public var component: String
    /// What happened: a constant, without what it happened to.
    public var message: String
    /// What it happened to.
    public var fields: LogFields
    /// How many records like this one were left out before it.
    public var suppressed: Int

    /// A record as it will be written.
    public init(
        time: Int64, level: LogLevel, component: String, message: String, fields: LogFields = [:],
        suppressed: Int = 0
    ) {
        self.time = time
        self.level = level
        self.component = component
        self.message = message
        self.fields = fields
        self.suppressed = suppressed
    }
}
