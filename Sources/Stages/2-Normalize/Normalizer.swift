public import Messages

/// Makes an article of a raw document. A pure function: equal documents give equal articles.
public struct Normalizer: Sendable {
    /// Text beyond this is not even cleaned: twice what an article may hold, in UTF-8 bytes.
    static let textBound = 2 * Limits.articleText

    /// What words say on pages.
    let lexicon: PageLexicon
    /// Longest text of an article, in UTF-8 bytes.
    let textLimit: Int

    /// A normaliser for texts of at most `textLimit` UTF-8 bytes; longer ones are cut.
    public init(lexicon: PageLexicon, textLimit: Int = Limits.articleText) {
        self.lexicon = lexicon
        self.textLimit = min(textLimit, Limits.articleText)
    }

    /// The article that `document` holds.
    ///
    /// - Parameter checkpoint: called often during long work; what it throws ends the work.
    /// - Throws: only what `checkpoint` throws. Anything at all in the document gives an article.
    public func article(
        from document: RawDocument, checkpoint: () throws -> Void = {}
    ) throws -> Article {
        try checkpoint()
        var found = Findings()
        var blocks: [Block]
        var isCut = false
        var isNoArticle = false
        switch document.format {
        case .text:
            let decoded = TextDecoder.string(from: document.body)
            try checkpoint()
            let cleaned = TextCleaner.lines(decoded, limit: Self.textBound)
            isCut = cleaned.isCut
            blocks = PlainText.blocks(cleaned.lines)
        case .html:
            let page = try HTMLPage(
                document.body, address: document.url, lexicon: lexicon, checkpoint: checkpoint)
            found = page.findings
            isCut = page.isCut
            blocks = page.blocks
            isNoArticle = page.isNoArticle
        }
        try checkpoint()
        blocks.removeAll { $0.text.isEmpty }
        found.complete(
            from: FrontMatter(blocks: blocks, titleIsKnown: (document.title ?? found.title) != nil))
        if document.format == .html { blocks = PageLines(lexicon: lexicon).kept(blocks) }
        isCut = Block.cut(&blocks, to: textLimit) || isCut
        try checkpoint()
        var article = assemble(document, found, blocks, isCut: isCut)
        if isNoArticle { article.outcome = .notAnArticle }
        return article
    }

    /// The address the page itself names, if that is on the same site, else the one it came from;
    /// neither with what follows readers.
    private func address(stated: String?, canonical: String?) -> String? {
        guard let stated else { return canonical }
        guard let own = CanonicalURL.of(stated, without: lexicon.tracking) else { return stated }
        guard let canonical, CanonicalURL.site(canonical) == CanonicalURL.site(own),
            !CanonicalURL.isFrontPage(canonical) || CanonicalURL.isFrontPage(own)
        else { return own }
        return canonical
    }

    private func assemble(
        _ document: RawDocument, _ found: Findings, _ blocks: [Block], isCut: Bool
    ) -> Article {
        let latest = document.fetched.day.adding(days: 2)
        let stated = document.published ?? found.published.flatMap { $0.day <= latest ? $0 : nil }
        let fields = Findings.singleLine
        var article = Article(
            info: ArticleInfo(
                id: document.id ?? "", source: document.source,
                url: fields(address(stated: document.url, canonical: found.url)),
                title: fields(document.title ?? found.title),
                byline: fields(found.byline),
                publisher: fields(document.publisher ?? found.publisher),
                published: stated ?? document.fetched,
                publishedBasis: stated == nil ? .fetched : .stated, updated: found.updated,
                dateline: fields(found.dateline), language: "und", contentHash: "", simHash: "",
                truncated: isCut, fetched: document.fetched),
            paragraphs: blocks.map { ($0.kind, $0.text) })
        let hash = Digest.hexadecimal(Digest.sha256(of: article.body))
        article.info.contentHash = hash
        if document.id == nil { article.info.id = "ar1-" + hash.prefix(26) }
        let words = Words(article.text)
        article.mixedWords = MixedScript.words(in: article.text)
        let runs = SimHash.runs(of: words)
        article.info.simHash = SimHash.hexadecimal(of: runs)
        article.info.sketch = TextSketch(hashes: runs)
        let language = LanguageGuess(
            text: article.text, words: words, stated: document.language, hinted: found.language,
            among: lexicon.languages)
        article.info.language = language.code
        if words.count < 3 {
            article.outcome = .notAnArticle
        } else if !language.isCoded {
            article.outcome = .languageUnsupported
        }
        return article
    }
}
