// Fuzzing of Sources/Stages/2-Normalize with libFuzzer: pages, plain text, and the linked data inside
// pages. Run from the project's folder: the lexicon is read from Data.
//
// The first byte of an input chooses what its rest is. Whatever it is, an article must come out that
// can be written and read again, whose spans lie in its text, and whose text normalises to itself.

import Messages

@testable import Normalize

/// The fuzzer calls from one thread; a lexicon that cannot be read ends it at once.
private let lexicon: PageLexicon = {
    do { return try PageLexicon.load(directory: "Data") } catch { fatalError("\(error)") }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let rest = Array(input.dropFirst())
    switch input[0] % 4 {
    case 0, 1: probe(rest, .html)
    case 2: probe(rest, .text)
    default:
        _ = LinkedData(rest).map {
            LinkedArticle(in: [$0], address: "https://a.example/b", title: "A")
        }
        let head = Array("<html><script type=application/ld+json>".utf8)
        probe(head + rest + Array("</script><h1>A</h1><p>The talks have ended.".utf8), .html)
    }
    return 0
}

private func probe(_ body: [UInt8], _ format: RawDocument.Format) {
    let normalizer = Normalizer(lexicon: lexicon)
    let raw = RawDocument(
        source: "fuzz", item: "item", format: format, url: "https://a.example/2026/03/04/b",
        fetched: Timestamp(seconds: 1_772_700_000), body: body)
    guard let article = try? normalizer.article(from: raw) else {
        fatalError("a document gave no article")
    }
    guard let payload = try? article.payload(), let again = try? Article(payload: payload) else {
        fatalError("an article cannot be written and read again")
    }
    precondition(again == article, "an article changes when it is written")
    let count = article.text.unicodeScalars.count
    for paragraph in article.paragraphs { precondition(paragraph.span.end <= count) }
    for span in article.mixedWords { precondition(span.end <= count) }
}
