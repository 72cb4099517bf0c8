import Arguments
import Daemon
import Glibc

// First of all: threads that exist already would still take the signals. Nothing is awaited at the
// top level, because the runtime then leaves the main thread with an empty mask (seen with 6.3).
SignalWatcher.block()

switch Program.read(Array(CommandLine.arguments.dropFirst())) {
case .done(let code): exit(code.rawValue)
case .run(let verb, let parsed, let console):
    // Here, in a thread that stays, so that a signal finds somebody who takes it.
    if !verb.watchesSignals { Signals.release() }
    Task { @concurrent in exit(await Program.run(verb, parsed, console).rawValue) }
    while true { pause() }
}
