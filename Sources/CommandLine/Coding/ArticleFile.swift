import Arguments
import Daemon
import Fetch
import Messages
import Normalize
import Threads

/// Files of articles, read whole for measuring.
enum ArticleFile {
    /// More articles than that are not held.
    private static let limit = 100_000

    /// The articles in the file at `path`, as `chancery code` would take them; `--published` is for
    /// those that do not say when.
    ///
    /// - Throws: ``DaemonError`` for what is no article: measuring leaves nothing out.
    static func read(_ path: String, _ parsed: Parsed) async throws -> [Article] {
        let published = try parsed.string("published").map { text throws(UsageError) in
            guard let stamp = Timestamp(text) else {
                throw UsageError(
                    "--published: \(text) is neither YYYY-MM-DD nor a time like "
                        + "2020-06-15T06:12:09Z")
            }
            return stamp
        }
        let normalizer = Normalizer(
            lexicon: try PageLexicon.open(try DataDirectory.find(given: parsed.string("data"))))
        return try await documents(path, published: published).map {
            try normalizer.article(from: $0)
        }
    }

    /// The documents in the file at `path`.
    ///
    /// - Throws: ``DaemonError`` for what is no article.
    static func documents(
        _ path: String, published: Timestamp? = nil
    ) async throws -> [RawDocument] {
        let reader = DocumentReader(source: "evaluate", published: published)
        let input = try InputFile(path)
        var documents: [RawDocument] = []
        try await reader.read(
            input.descriptor, item: path, path: path == "-" ? nil : path,
            fetched: Timestamp(seconds: WallClock.seconds)
        ) { finding in
            switch finding {
            case .fault(let line, let reason):
                throw DaemonError(
                    .badInput, "\(line.map { "\(path):\($0)" } ?? path): \(reason)")
            case .document(let document, ignored: _, line: _):
                guard documents.count < limit else {
                    throw DaemonError(.badInput, "\(path): has more than \(limit) articles")
                }
                documents.append(document)
            }
        }
        guard !documents.isEmpty else { throw DaemonError(.badInput, "\(path): has no article") }
        return documents
    }
}
