import Arguments
import Configuration
import Daemon
import Evaluation
import Language
import Messages
import Model
import Security
import Storage
import ZeroMQ

/// What an error means to whoever called: the lines to say, and the code to end with.
struct Ending: Equatable {
    var code: ExitCode
    /// What to say; nothing at all if whoever reads us has seen enough.
    var lines: [String]

    init(_ error: any Error) {
        lines = "\(error)".split(separator: "\n").map(String.init)
        switch error {
        case OutputError.closed:
            code = .ok
            lines = []
        case is OutputError: code = .ioErr
        case is UsageError: code = .usage
        case is CreationError: code = .cantCreate
        case is ConfigurationErrors, is LanguageError: code = .config
        case let error as DaemonError: code = Ending.code(error.code)
        case let error as StorageError: code = Ending.code(error.code)
        case let error as SecurityError: code = Ending.code(error.code)
        case is MessageError, is DatasetError: code = .dataErr
        case let error as ModelError: code = Ending.code(error.code)
        case is ZeroMQError: code = .osErr
        default: code = .software
        }
    }

    private static func code(_ code: DaemonError.Code) -> ExitCode {
        switch code {
        case .configuration: .config
        case .noInput: .noInput
        case .badInput, .refused: .dataErr
        case .cannotWrite: .ioErr
        case .unavailable: .unavailable
        case .internalFault: .software
        }
    }

    private static func code(_ code: ModelError.Code) -> ExitCode {
        switch code {
        case .absent, .unreadable: .noInput
        case .malformed, .foreign: .config
        }
    }

    private static func code(_ code: SecurityError.Code) -> ExitCode {
        switch code {
        case .unreadable: .noInput
        case .unwritable: .cantCreate
        case .exposed, .malformed, .missing: .config
        }
    }

    private static func code(_ code: StorageError.Code) -> ExitCode {
        switch code {
        case .inUse, .busy: .tempFail
        case .exists: .cantCreate
        case .fault, .closed: .software
        case .full, .inputOutput, .readOnly, .cannotOpen, .memory, .corrupt, .foreign, .newer,
            .older, .tooLarge:
            .ioErr
        }
    }
}
