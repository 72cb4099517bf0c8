import Feeds
public import Messages
public import Web

/// A page that somebody asked for by its address.
public enum FetchedPage {
    /// The document that an answer is.
    ///
    /// - Throws: ``FetchError`` in one line if it is no page.
    public static func document(
        _ answer: HTTPAnswer, source: String, publisher: String? = nil,
        published: Timestamp? = nil, fetched: Timestamp
    ) throws(FetchError) -> RawDocument {
        do throws(EntryDocument.PageRefusal) {
            let response = answer.response
            return RawDocument(
                source: source, item: answer.address.text,
                format: try EntryDocument.format(response), url: answer.address.text,
                publisher: publisher, published: published, fetched: fetched,
                body: StatedEncoding.applied(
                    to: response.body, contentType: response.headers["content-type"]))
        } catch {
            throw FetchError("\(answer.address): \(error.reason)")
        }
    }
}
