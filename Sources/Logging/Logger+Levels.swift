// One method a level, so that a call reads as what it says.
extension Logger {
    /// Writes a ``LogLevel/debug`` record; builds nothing while debug is switched off.
    public func debug(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
    ) { log(.debug, message(), fields()) }

    /// Writes an ``LogLevel/info`` record.
    public func info(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
    ) { log(.info, message(), fields()) }

    /// Writes a ``LogLevel/notice`` record.
    public func notice(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
    ) { log(.notice, message(), fields()) }

    /// Writes a ``LogLevel/warning`` record.
    public func warning(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
    ) { log(.warning, message(), fields()) }

    /// Writes an ``LogLevel/error`` record.
    public func error(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
    ) { log(.error, message(), fields()) }

    /// Writes a ``LogLevel/critical`` record.
    public func critical(
        _ message: @autoclosure () -> String, _ fields: @autoclosure () -> LogFields = [:]
    ) { log(.critical, message(), fields()) }
}
