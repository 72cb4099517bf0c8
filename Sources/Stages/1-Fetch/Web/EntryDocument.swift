import Feeds
import Messages
import Storage
import Web

/// Makes documents of entries and pages.
enum EntryDocument {
    /// The document that an entry is by itself.
    static func document(
        _ entry: ListedEntry, of source: WebSourceRecord, fetched: Int64
    ) -> RawDocument {
        RawDocument(
            source: name(source), item: entry.item, format: entry.isHTML ? .html : .text,
            url: entry.url, title: entry.title, publisher: entry.publisher,
            published: entry.published.flatMap { Timestamp($0) }, language: entry.language,
            fetched: Timestamp(seconds: fetched), body: entry.body)
    }

    /// The document that the page of an entry is, with what the source says about it.
    ///
    /// - Throws: ``PageFailure`` if it is no page.
    static func document(
        _ entry: ListedEntry, of source: WebSourceRecord, page response: HTTPResponse,
        at address: WebAddress, fetched: Int64
    ) throws(PageRefusal) -> RawDocument {
        var document = document(entry, of: source, fetched: fetched)
        document.format = try format(response)
        document.url = address.text
        document.body = StatedEncoding.applied(
            to: response.body, contentType: response.headers["content-type"])
        return document
    }

    /// What a source is called in documents.
    static func name(_ source: WebSourceRecord) -> String {
        let address = (try? WebAddress(source.url))?.text ?? source.url
        return "\(source.kind.rawValue):\(address)"
    }

    /// Why an answer is no page.
    struct PageRefusal: Error {
        let reason: String
    }

    /// How the body of a page is to be read.
    static func format(_ response: HTTPResponse) throws(PageRefusal) -> RawDocument.Format {
        guard !response.body.isEmpty else { throw PageRefusal(reason: "the page is empty") }
        let type = response.headers["content-type"]
        guard let format = format(type) else {
            throw PageRefusal(reason: "\(mediaType(type)) is no page")
        }
        return format
    }

    /// How a body of that Content-Type is to be read; nil if it is no page.
    static func format(_ contentType: String?) -> RawDocument.Format? {
        switch mediaType(contentType) {
        case "text/html", "application/xhtml+xml", "": .html
        case "text/plain": .text
        default: nil
        }
    }

    private static func mediaType(_ contentType: String?) -> String {
        (contentType ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    }
}
