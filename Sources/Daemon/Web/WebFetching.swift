import Configuration
import Fetch
import Flow
import Glibc
import Logging
import Messages
import Storage
import Threads
import Web

/// The sources on the web of a run. Nothing is opened before there is one: configured, named on
/// the command line, or added to the file by `chancery sources add`.
actor WebFetching {
    /// How often it is looked whether somebody has added a source to a run that had none.
    private static let look = Duration.seconds(5)

    /// How long a file that cannot be opened is left alone.
    private static let patience = Duration.seconds(60)

    private let settings: Settings
    private let once: [WebSourceRecord]
    private let path: String
    private let offering: any Offering
    private let log: Logger

    init(
        _ settings: Settings, feeds: [String], path: String, into offering: any Offering,
        log: Logger
    ) {
        self.settings = settings
        self.path = path
        self.offering = offering
        self.log = log
        once = feeds.map { WebSourceRecord(kind: .feed, url: $0, origin: .once) }
    }

    /// Whether there may be sources to look at.
    nonisolated var isWanted: Bool {
        !once.isEmpty || !settings.fetch.webSources.isEmpty || access(path, F_OK) == 0
    }

    /// Polls until the task is cancelled.
    ///
    /// - Parameter onFirstLook: called when what was due at the start is settled; at once if there
    ///   is nothing to look at.
    func run(onFirstLook: @Sendable () async -> Void) async {
        let wasWanted = isWanted
        if !wasWanted { await onFirstLook() }
        while !isWanted, !Task.isCancelled { try? await Task.sleep(for: WebFetching.look) }
        if Task.isCancelled { return }
        let web = settings.fetch.web
        if web.contact == nil {
            log.warning(
                "fetch.web.contact is not set: nobody who is asked can tell whom to write to")
        }
        var isAwaited = wasWanted
        while !Task.isCancelled {
            let isFirst = isAwaited
            do {
                try await poll(web) { if isFirst { await onFirstLook() } }
                return
            } catch {
                log.error("cannot fetch from the web", [.reason: "\(error)"])
            }
            if isFirst { await onFirstLook() }
            isAwaited = false
            try? await Task.sleep(for: WebFetching.patience)
        }
    }

    /// Polls until the task is cancelled.
    ///
    /// - Throws: what kept it from beginning; ``StorageError``, ``DaemonError``.
    private func poll(
        _ web: Settings.Web, onFirstLook: @Sendable () async -> Void
    ) async throws {
        let state = try WebState(path: path)
        let poller = WebPoller(
            WebPoller.Parts(
                rules: web.rules, client: try web.client(), state: state, offering: offering,
                log: log, limits: web.limits(document: settings.limits.document),
                configured: settings.fetch.webSources, once: once))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.forget(state) }
            await poller.run(onFirstLook: onFirstLook)
            group.cancelAll()
        }
        await state.close()
    }

    /// Forgets now and then what no source lists any more, as long as the journal would know it.
    private func forget(_ state: WebState) async {
        while !Task.isCancelled {
            do throws(StorageError) {
                let before = WallClock.seconds - Int64(settings.journal.keep.seconds)
                let count = try await state.forget(before: before)
                if count > 0 {
                    log.info("removed what is old", [.state: "entries", .count: count])
                }
            } catch {
                log.warning("cannot remove what is old", [.reason: "\(error)"])
            }
            try? await Task.sleep(for: .seconds(3600))
        }
    }
}
