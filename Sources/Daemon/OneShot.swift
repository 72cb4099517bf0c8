public import Classify
public import Extract
public import Knowledge
import Language
public import Messages
public import Model
public import Normalize
import Threads

/// Codes single documents in this process: no daemon, no state, nothing is kept.
public struct OneShot: Sendable {
    private let normalize: NormalizeStage
    private let extract: ExtractStage
    private let classify: ClassifyStage

    /// One line that says why no language model is used, if none is.
    public let note: String?

    /// Codes with the lexicons in `data`, a user's files, and the language model in the folder
    /// `model`, else in the data directory, if there is one and `usesModel` does not forbid it.
    ///
    /// - Throws: ``DaemonError`` if they cannot be used.
    public init(
        data: String, model folder: String? = nil, usesModel: Bool = true,
        precision: Precision = .usual, files: [KnowledgeFile] = []
    ) throws(DaemonError) {
        var model: SentenceModel?
        var note: String?
        if usesModel {
            (model, note) = try SentenceModel.open(
                data: data, folder: folder, precision: precision)
        }
        self.note = note
        let source = LanguageSource(try LanguageData.open(data, files))
        let thread = DedicatedThread(name: "code")
        normalize = NormalizeStage(executor: thread, lexicon: try PageLexicon.open(data))
        extract = ExtractStage(executor: thread, source: source, model: model)
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

    /// How the events of `document` come about.
    ///
    /// - Throws: ``StageFailure``, or whatever else a stage throws.
    public func explain(_ document: RawDocument) async throws -> Explanation {
        let task = TaskContext(id: document.taskID, attempt: 1, observer: NobodyWaits())
        let article = try await normalize.process(document, in: task)
        let (candidates, roles) = try await extract.explained(article)
        return Explanation(
            candidates: candidates, roles: roles,
            judgements: await classify.judgements(of: candidates))
    }
}

/// What was read in an article, what may be an event in it, and what became of that.
public struct Explanation: Sendable {
    /// Sentences, mentions, candidate relations.
    public var candidates: Candidates
    /// Predicates and their roles, if there is a language model.
    public var roles: [PredicateRoles]
    /// What became of each candidate relation, in their order.
    public var judgements: [Judgement]
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
