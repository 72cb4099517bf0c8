import Arguments
import Configuration
import Daemon
import Fetch
import Messages

/// What a command that reads pages is given: a file, or an address whose page was got.
enum PageInput {
    case file(InputFile)
    case page(RawDocument)

    /// Opens the file `name`, or gets the page at that address for `reader`.
    ///
    /// - Throws: ``DaemonError`` with one line that names it.
    init(
        _ name: String, for reader: DocumentReader, _ fetched: Timestamp, _ parsed: Parsed,
        _ console: Console
    ) async throws(DaemonError) {
        guard WebArguments.isAddress(name) else {
            self = .file(try InputFile(name))
            return
        }
        let settings: Settings
        do throws(ConfigurationErrors) {
            settings = try WebArguments.settings(parsed, console)
        } catch {
            throw DaemonError(.configuration, "\(error)")
        }
        self = .page(
            try await WebArguments.page(
                name, source: reader.source, publisher: reader.publisher,
                published: reader.published, fetched: fetched, settings))
    }

    /// Hands over the documents in it.
    func read(
        _ name: String, _ reader: DocumentReader, _ fetched: Timestamp,
        _ take: (DocumentReader.Finding) async throws -> Void
    ) async throws {
        switch self {
        case .page(let document): try await take(.document(document, ignored: [], line: nil))
        case .file(let file):
            try await reader.read(
                file.descriptor, item: name, path: name == "-" ? nil : name, fetched: fetched, take)
        }
    }
}
