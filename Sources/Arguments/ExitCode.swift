/// How a program ends, as other programs see it: the codes of BSD's `sysexits.h`.
public enum ExitCode: Int32, CaseIterable, Sendable {
    /// Done.
    case ok = 0
    /// The command line is wrong.
    case usage = 64
    /// What was given to work on is wrong.
    case dataErr = 65
    /// What was named cannot be read.
    case noInput = 66
    /// The daemon or a part that is needed is not there.
    case unavailable = 69
    /// A fault of the program itself.
    case software = 70
    /// The operating system refused.
    case osErr = 71
    /// An output file cannot be made.
    case cantCreate = 73
    /// Reading or writing failed on the way.
    case ioErr = 74
    /// It may work later.
    case tempFail = 75
    /// This user may not.
    case noPerm = 77
    /// The configuration is wrong.
    case config = 78
}
