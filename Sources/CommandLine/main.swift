import Arguments
import Daemon
import Glibc

// First of all: threads that exist already would still take the signals.
SignalWatcher.block()
exit(await Program.main(Array(CommandLine.arguments.dropFirst())).rawValue)
