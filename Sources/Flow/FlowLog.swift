import Logging
import Messages

extension Logger {
    /// Writes what a state machine has to say.
    func write(_ note: HubNote) {
        // The hub says at debug what it hands out: not even the fields are built otherwise.
        if note.level == .debug && level > .debug { return }
        var fields: LogFields = [:]
        if let task = note.task { fields[.task] = .text(task.description) }
        if let stage = note.stage { fields[.stage] = .text(stage.rawValue) }
        if let worker = note.worker { fields[.worker] = .text(worker) }
        if let reason = note.reason { fields[.reason] = .text(reason) }
        switch note.level {
        case .debug: debug(note.message, fields)
        case .info: info(note.message, fields)
        case .warning: warning(note.message, fields)
        case .error: error(note.message, fields)
        }
    }
}
