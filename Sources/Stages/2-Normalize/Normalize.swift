// Normalize: from bytes to clean paragraphs.
//
// `Normalizer` is a pure function from a `RawDocument` to an `Article`: the bytes become Unicode
// in NFC, plain text or HTML becomes paragraphs with their kind, and what the document says about
// itself (title, byline, dateline, dates, language) is written down. `NormalizeStage` wraps it for
// the pipeline. Whatever comes in, an article comes out: unreadable bytes are repaired, too little
// text is `not-an-article`, and another language is `language-unsupported`.
//
// Text flows TextDecoder → TextCleaner → PlainText or HTMLTree → [Block] → FrontMatter → Article.
// What may change: better rules at any step, as long as normalising an article's own text again
// changes nothing and the running time stays linear in the input, however hostile. Getting pages
// is Fetch's work, sentences are Extract's.
