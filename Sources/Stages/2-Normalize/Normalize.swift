// Normalize: from bytes to clean paragraphs.
//
// `Normalizer` is a pure function from a `RawDocument` to an `Article`: the bytes become Unicode
// in NFC, plain text or HTML becomes paragraphs with their kind, and what the document says about
// itself (title, byline, dateline, dates, language) is written down. `NormalizeStage` wraps it for
// the pipeline. Whatever comes in, an article comes out: unreadable bytes are repaired, too little
// text, a list of articles or an error page is `not-an-article`, and another language is `language-unsupported`.
//
// Text flows TextDecoder → TextCleaner → PlainText or HTMLTree → HTMLOutline → [Block] → FrontMatter
// → Article; what a page says of itself flows HTMLMetadata, LinkedArticle → PageFindings → Article.
// The words by which furniture, dates and languages are told lie in Data/pages (`PageLexicon`).
// What may change: better rules at any step, as long as normalising an article's own text again
// changes nothing and the running time stays linear in the input, however hostile. Getting pages
// is Fetch's work, sentences are Extract's.
