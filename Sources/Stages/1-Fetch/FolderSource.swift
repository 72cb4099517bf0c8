public import Logging
public import Messages
import Threads

/// Watches a folder: what is there at the start, then every file that is closed after writing or
/// moved in. Files stay; the journal knows them by their content.
///
/// Runs on a thread of its own, which waits in the kernel.
public actor FolderSource {
    /// Where a folder source looks.
    public struct Place: Hashable, Sendable {
        /// The folder, absolute.
        public var path: String
        /// A shell pattern that names must match.
        public var pattern: String
        /// Who publishes what lies there, if the documents do not say.
        public var publisher: String?

        /// A folder.
        public init(path: String, pattern: String = "*", publisher: String? = nil) {
            self.path = path
            self.pattern = pattern
            self.publisher = publisher
        }
    }

    /// How often a folder that is gone is looked for.
    private static let retry: Int32 = 2000

    private let place: Place
    private let scan: FolderScan
    private let carrier: Carrier
    private let log: Logger
    private let thread: DedicatedThread
    private let watch: FolderWatch
    /// Files that were read, as they were then.
    private var read: [String: FileStamp] = [:]
    /// With more files remembered than this, those that are gone are forgotten.
    private var memory = FolderSource.leastMemory
    static let leastMemory = 1000

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// A source that brings what lies in `place` to `offering`.
    ///
    /// - Throws: ``FetchError`` if the kernel gives no more watches.
    public init(
        _ place: Place, into offering: any Offering, limit: Int = Limits.document, log: Logger
    ) throws(FetchError) {
        self.place = place
        self.log = log.child("fetch")
        scan = FolderScan(path: place.path, pattern: place.pattern)
        carrier = Carrier(
            reader: DocumentReader(
                source: "folder:" + place.path, publisher: place.publisher, limit: limit),
            offering: offering, log: self.log)
        thread = DedicatedThread(name: "folder")
        do {
            watch = try FolderWatch()
        } catch {
            throw FetchError("cannot watch \(place.path): \(error.reason)")
        }
    }

    /// Reads what is there, then watches until the task is cancelled.
    ///
    /// - Parameter onFirstLook: called when what was there at the start is settled, or when there
    ///   is no such folder.
    public func run(onFirstLook: @Sendable () async -> Void) async {
        let watch = watch
        await withTaskCancellationHandler {
            await watchAll(onFirstLook)
        } onCancel: {
            watch.interrupt()
        }
    }

    private func watchAll(_ onFirstLook: @Sendable () async -> Void) async {
        var first = true
        while !Task.isCancelled {
            // Watched first and read then, so that no file falls between the two.
            let fault = begin()
            if fault == nil { await look() }
            if first { await onFirstLook() }
            if let fault, first || read.isEmpty == false {
                log.warning("cannot watch", [.folder: place.path, .reason: fault.reason])
                read = [:]
            }
            first = false
            await follow(isThere: fault == nil)
        }
    }

    private func begin() -> FolderFault? {
        do throws(FolderFault) {
            try watch.begin(place.path)
            return nil
        } catch {
            return error
        }
    }

    /// Handles what happens until the folder is gone, or has to be looked for again.
    private func follow(isThere: Bool) async {
        while !Task.isCancelled {
            let events = watch.wait(limit: isThere ? -1 : FolderSource.retry)
            if !isThere || events.contains(.interrupted) { return }
            if events.contains(.gone) {
                log.warning("the folder is gone", [.folder: place.path])
                return
            }
            if events.contains(.overflow) {
                log.info("too much at once, looking again", [.folder: place.path])
                await look()
            } else {
                await take(
                    events.compactMap { if case .file(let name) = $0 { name } else { nil } })
            }
        }
    }

    /// Reads every file that is not as it was when it was last read.
    private func look() async {
        switch scan.files() {
        case .failure(let fault):
            log.warning("cannot look", [.folder: place.path, .reason: fault.reason])
        case .success(let files):
            await carry(files.filter { read[$0.name] != $0.stamp })
        }
    }

    private func take(_ names: [String]) async {
        var seen: Set<String> = []
        let files = names.filter { scan.admits($0) && seen.insert($0).inserted }.compactMap {
            name in FileStamp(path: place.path + "/" + name).map { (name: name, stamp: $0) }
        }
        await carry(files)
    }

    /// Files that are remembered.
    var remembered: Int { read.count }

    /// Names come and go for years. Twice what is there may be remembered, so that looking for
    /// what is gone costs a file no more than reading it did.
    private func forgetGone() {
        guard read.count > memory else { return }
        read = read.filter { FileStamp(path: place.path + "/" + $0.key) == $0.value }
        memory = max(FolderSource.leastMemory, 2 * read.count)
    }

    private func carry(_ files: [(name: String, stamp: FileStamp)]) async {
        guard !files.isEmpty else { return }
        let summary = await carrier.carry(
            files.map { (path: place.path + "/" + $0.name, item: $0.name) })
        // Only what was settled is passed over next time.
        if summary.left == 0 { for file in files { read[file.name] = file.stamp } }
        forgetGone()
        log.info(
            "read",
            [
                .folder: place.path, .count: files.count, .total: summary.accepted,
                .state: "\(summary.known) known, \(summary.refused + summary.bad) refused",
            ])
    }
}

/// Why a source cannot work.
public struct FetchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    public var description: String

    init(_ description: String) { self.description = description }
}
