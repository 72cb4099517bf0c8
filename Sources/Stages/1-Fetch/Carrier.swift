internal import Glibc
import Logging
import Messages
import Threads

/// Brings what files give to whoever takes it, several at a time, and says what became of it.
struct Carrier: Sendable {
    /// Documents on their way at the same time, so that one commit takes several.
    static let inFlight = 32

    let reader: DocumentReader
    let offering: any Offering
    let log: Logger

    /// Reads `files` in order, offers what they give, and returns when all is settled. A file that
    /// is `required` and not there is a fault.
    func carry(
        _ files: [(path: String, item: String)], required: Bool = false
    ) async -> SourceSummary {
        await withTaskGroup(of: SourceSummary.self) { group in
            var summary = SourceSummary()
            var open = 0
            for file in files {
                if Task.isCancelled { break }
                var said = false
                await reader.read(
                    path: file.path, item: file.item, fetched: now, required: required
                ) { finding in
                    if Task.isCancelled { return }
                    if open == Carrier.inFlight, let done = await group.next() {
                        summary.add(done)
                        open -= 1
                    }
                    group.addTask { await settle(finding, file.path) }
                    open += 1
                    // Once a file: an archive carries the same keys in every line.
                    if case .document(_, let ignored, _) = finding, !ignored.isEmpty, !said {
                        said = true
                        log.warning(
                            "ignored unknown keys",
                            [.file: file.path, .key: ignored.joined(separator: ", ")])
                    }
                }
            }
            for await done in group { summary.add(done) }
            return summary
        }
    }

    /// Reads an open file or pipe to its end, or until the bell rings.
    func carry(_ descriptor: Int32, item: String, unless bell: Bell) async -> SourceSummary {
        await withTaskGroup(of: SourceSummary.self) { group in
            var summary = SourceSummary()
            var open = 0
            await reader.read(
                descriptor, item: item, path: nil, fetched: now, unless: bell.descriptor
            ) { finding in
                if Task.isCancelled { return }
                if open == Carrier.inFlight, let done = await group.next() {
                    summary.add(done)
                    open -= 1
                }
                group.addTask { await settle(finding, item) }
                open += 1
            }
            for await done in group { summary.add(done) }
            return summary
        }
    }

    private var now: Timestamp { Timestamp(seconds: WallClock.seconds) }

    private func settle(_ finding: DocumentReader.Finding, _ file: String) async -> SourceSummary {
        switch finding {
        case .fault(let line, let reason):
            log.warning("cannot take", [.file: place(file, line), .reason: reason])
            return SourceSummary(bad: 1)
        case .document(let document, _, let line):
            switch await offering.offer(document) {
            case .accepted: return SourceSummary(accepted: 1)
            case .known: return SourceSummary(known: 1)
            case .refused(let reason):
                log.warning("refused", [.file: place(file, line), .reason: reason])
                return SourceSummary(refused: 1)
            case .busy(let reason, _):
                // Only when the daemon stops: the file stays and is offered at the next start.
                log.debug("not taken any more", [.file: place(file, line), .reason: reason])
                return SourceSummary(left: 1)
            }
        }
    }

    private func place(_ file: String, _ line: Int?) -> String {
        line.map { "\(file):\($0)" } ?? file
    }
}
