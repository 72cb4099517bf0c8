import Messages
import Threads

// Stages without language work: what they give follows from what they take.

actor PassingNormalize: Stage {
    static let name = StageName.normalize

    func process(_ input: RawDocument, in task: TaskContext) async throws -> Article {
        let text = String(decoding: input.body, as: UTF8.self)
        return Article(
            info: ArticleInfo(
                id: input.id ?? "ar1-\(task.id)", source: input.source, title: input.title,
                publisher: input.publisher, published: input.published ?? input.fetched,
                publishedBasis: .stated, language: "en",
                contentHash: Digest.hexadecimal(Digest.sha256(of: input.body)),
                simHash: "0123456789abcdef", fetched: input.fetched), paragraphs: [(.body, text)])
    }
}

actor PassingExtract: Stage {
    static let name = StageName.extract

    func process(_ input: Article, in task: TaskContext) async throws -> Candidates {
        Candidates(info: input.info, model: "none", lexicon: "none", text: input.text)
    }
}

actor PassingClassify: Stage {
    static let name = StageName.classify

    func process(_ input: Candidates, in task: TaskContext) async throws -> CodedArticle {
        Corpus.coded(input.info, sentence: input.text.prefix(utf8: 160))
    }
}
