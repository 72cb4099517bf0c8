public import Configuration
internal import Glibc
import Messages
import Storage
import Threads
import ZeroMQ

/// Asks a running daemon, or does it alone under the state directory's lock if none runs.
public enum AdminClient {
    /// The answer to `request`.
    ///
    /// - Throws: ``DaemonError``; its reason is the daemon's own if it refused.
    public static func ask(
        _ request: AdminRequest, settings: Settings, timeout: Duration = .seconds(30)
    ) async throws(DaemonError) -> AdminReply {
        let reply: AdminReply
        if isHeld(settings.state) {
            reply = try askDaemon(request, settings: settings, timeout: timeout)
        } else {
            reply = try await answerAlone(request, settings: settings)
        }
        if let error = reply.error { throw DaemonError(.refused, error) }
        return reply
    }

    /// Whether a daemon holds the state directory.
    static func isHeld(_ state: String) -> Bool {
        let descriptor = open(state + "/lock", O_RDONLY | O_CLOEXEC)
        // Not readable for us: somebody else's, so let the daemon decide.
        guard descriptor >= 0 else { return errno == EACCES }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
        flock(descriptor, LOCK_UN)
        return false
    }

    private static func askDaemon(
        _ request: AdminRequest, settings: Settings, timeout: Duration
    ) throws(DaemonError) -> AdminReply {
        do {
            let context = try Context()
            let socket = try RequestSocket(
                context,
                options: SocketOptions { options in
                    options.linger = .zero
                    options.reconnectInterval = .milliseconds(20)
                })
            defer { socket.close() }
            try socket.connect(to: try Endpoint(settings.admin.endpoint))
            let answer = try socket.request([try JSON.encode(request)], timeout: timeout)
            guard let frame = answer.frames.last else {
                throw DaemonError(.unavailable, "the daemon's answer is empty")
            }
            return try JSON.decode(AdminReply.self, from: frame, at: "answer")
        } catch let error as DaemonError {
            throw error
        } catch {
            throw DaemonError(
                .unavailable,
                "the daemon does not answer at \(settings.admin.endpoint): \(error)")
        }
    }

    private static func answerAlone(
        _ request: AdminRequest, settings: Settings
    ) async throws(DaemonError) -> AdminReply {
        let journalPath = settings.state + "/" + Archive.journalFile
        guard access(journalPath, F_OK) == 0 else {
            throw DaemonError(
                .unavailable,
                "no daemon runs, and there is no journal in \(settings.state)")
        }
        do {
            let directory = try StateDirectory(path: settings.state, holder: "chancery")
            defer { withExtendedLifetime(directory) {} }
            let archive = Archive(
                journal: try Journal(path: journalPath),
                logPath: settings.state + "/" + Archive.logFile)
            let administration = Administration(
                archive: archive,
                actions: Administration.Actions(
                    status: { try await stoppedStatus(archive) },
                    requeue: { task in
                        try await archive.journal.commit([
                            .requeue(task: task, at: WallClock.seconds)
                        ]) == [.changed]
                    },
                    drop: { task in
                        try await archive.journal.commit([
                            .drop(task: task, at: WallClock.seconds)
                        ]) == [.changed]
                    }))
            let reply = await administration.answer(request)
            await archive.journal.close()
            return reply
        } catch {
            throw DaemonError(.unavailable, "\(error)")
        }
    }

    private static func stoppedStatus(_ archive: Archive) async throws -> StatusReport {
        StatusReport(
            version: Version.current, state: "stopped",
            journal: try await archive.journalReport(), log: try await archive.logReport())
    }
}
