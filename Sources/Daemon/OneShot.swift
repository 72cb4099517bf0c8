import Classify
import Extract
public import Knowledge
import Language
public import Messages
public import Normalize
import Threads

/// Codes single documents in this process: no daemon, no state, nothing is kept.
public struct OneShot: Sendable {
    private let normalize: NormalizeStage
    private let extract: ExtractStage
    private let classify: ClassifyStage

    /// Codes with the lexicons in `data` and a user's files.
    ///
    /// - Throws: ``DaemonError`` if they cannot be used.
    public init(
        data: String, files: [KnowledgeFile] = []
    ) throws(DaemonError) {
        let lexicons = try LanguageData.open(data, files)
        let thread = DedicatedThread(name: "code")
        normalize = NormalizeStage(executor: thread, lexicon: try PageLexicon.open(data))
        let source = LanguageSource(lexicons)
        extract = ExtractStage(executor: thread, source: source)
        classify = ClassifyStage(executor: thread, source: source, version: Version.current)
    }

    /// The events of `document`; they have no epoch and no sequence.
    ///
    /// - Throws: ``StageFailure``, or whatever else a stage throws.
    public func code(_ document: RawDocument) async throws -> CodedArticle {
        let task = TaskContext(id: document.taskID, attempt: 1, observer: NobodyWaits())
        let article = try await normalize.process(document, in: task)
        let candidates = try await extract.process(article, in: task)
        return try await classify.process(candidates, in: task)
    }
}

extension LanguageData {
    /// The lexicons in `directory`, with a user's files.
    public static func open(
        _ directory: String, _ files: [KnowledgeFile] = []
    ) throws(DaemonError) -> LanguageData {
        do {
            return try LanguageData.load(directory: directory, files: files)
        } catch {
            throw DaemonError(.configuration, "\(error)")
        }
    }
}

extension PageLexicon {
    /// What words say on pages, in the data `directory`.
    public static func open(_ directory: String) throws(DaemonError) -> PageLexicon {
        do {
            return try PageLexicon.load(directory: directory)
        } catch {
            throw DaemonError(.configuration, "\(error)")
        }
    }
}

/// One document at a time, and nobody takes it away.
private struct NobodyWaits: TaskContext.Observer {
    func progressed() {}
    var isCancelled: Bool { false }
}
