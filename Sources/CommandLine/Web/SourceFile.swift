import Configuration
import Daemon
import Glibc
import Storage
import Threads

/// The file with the sources on the web, beside a running daemon or without one. A daemon takes up
/// what changes within seconds.
struct SourceFile {
    let state: WebState
    private let directory: StateDirectory

    /// Opens the file in the state directory, and makes both if they are missing.
    init(_ settings: Settings) throws(StorageError) {
        // A lock of its own: the daemon goes on.
        directory = try StateDirectory(
            path: settings.state, holder: "chancery sources", lock: "sources.lock")
        state = try WebState(path: directory.path(of: WebState.file))
    }

    /// Sources that are polled if the configuration is `settings`, in the order they were named.
    func sources(_ settings: Settings) async throws(StorageError) -> [StoredSource] {
        // What the configuration names is told to the file when the daemon starts.
        try await state.sources(counting: true).filter { $0.source.origin != .once }
    }
}
