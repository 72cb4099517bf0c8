import Arguments
import Configuration
import Logging

/// How what runs for long logs.
enum LogOptions {
    static let options: [Option] = [
        Option("log-level", .choice(of: Settings.Log.Level.self), "the least that is logged"),
        Option("log-format", .choice(of: Settings.Log.Format.self), "how a log line looks"),
    ]

    /// `settings` with what the command line says instead.
    static func applied(_ parsed: Parsed, to settings: Settings) -> Settings {
        var settings = settings
        if let level: Settings.Log.Level = parsed.choice("log-level") {
            settings.log.level = level
        }
        if let format: Settings.Log.Format = parsed.choice("log-format") {
            settings.log.format = format
        }
        return settings
    }

    /// The log on standard error.
    static func logger(_ settings: Settings, _ console: Console) -> Logger {
        Logger.standardError(
            component: "chancery", level: LogLevel(settings.log.level),
            format: settings.log.format == .json ? .json : .logfmt,
            environment: console.environment)
    }
}

extension LogLevel {
    /// The level a configuration names.
    init(_ level: Settings.Log.Level) {
        switch level {
        case .debug: self = .debug
        case .info: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        case .error: self = .error
        }
    }
}
