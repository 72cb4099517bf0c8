public import Messages

/// An article as a program submits it: one JSON object, alone or as a line of JSON Lines.
public struct Submission: Hashable, Sendable {
    /// What the submitter calls it; handed back with every event.
    public var id: String?
    /// When it was published.
    public var published: Timestamp?
    /// Its title.
    public var title: String?
    /// The address it is published at.
    public var url: String?
    /// Who publishes it.
    public var publisher: String?
    /// Its language, as an ISO 639-1 code.
    public var language: String?
    /// How to read the text.
    public var format: RawDocument.Format
    /// The article itself.
    public var text: String
    /// Keys that are not understood, in order.
    public var ignored: [String]

    /// Why a submission cannot be read, and what could be.
    public struct Refusal: Error, Hashable, Sendable {
        /// The submitter's id, if that much could be read.
        public var id: String?
        /// Where and why, as `published: "yesterday" is neither …`.
        public var reason: String
    }

    /// Reads a submission from JSON. Unknown keys are not an error, because archives carry many;
    /// they are listed so that somebody can say so.
    public init(json: some Collection<UInt8>) throws(Refusal) {
        let bytes = Array(json)
        do {
            self = try JSON.decode(Wire.self, from: bytes).submission
        } catch {
            let id = try? JSON.decode(Identified.self, from: bytes).id
            throw Refusal(id: id, reason: "\(error)")
        }
    }

    private init(_ wire: Wire, format: RawDocument.Format, text: String) {
        id = wire.id
        published = wire.published
        title = wire.title
        url = wire.url
        publisher = wire.publisher
        language = wire.language
        self.format = format
        self.text = text
        ignored = wire.ignored
    }

    /// The document it stands for, taken in by `source`.
    public func document(source: String, publisher given: String?, fetched: Timestamp)
        -> RawDocument
    {
        let body = Array(text.utf8)
        return RawDocument(
            source: source,
            item: id ?? url ?? Digest.hexadecimal(Digest.sha256(of: body).prefix(16)), id: id,
            format: format, url: url, title: title, publisher: publisher ?? given,
            published: published, language: language, fetched: fetched, body: body)
    }

    private struct Identified: Decodable { var id: String }

    /// The object as it is written.
    private struct Wire: Decodable {
        var id: String?
        var published: Timestamp?
        var title: String?
        var url: String?
        var publisher: String?
        var language: String?
        var format: RawDocument.Format
        var text: String
        var ignored: [String]

        var submission: Submission { Submission(self, format: format, text: text) }

        private enum Keys: String, CaseIterable {
            case id, published, title, url, publisher, language, format, text
        }

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(_ key: Keys) { stringValue = key.rawValue }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let object = try decoder.container(keyedBy: Key.self)
            func line(_ key: Keys) throws -> String? {
                guard let value = try object.decodeIfPresent(String.self, forKey: Key(key)) else {
                    return nil
                }
                guard value.utf8.count <= Limits.line else {
                    throw DecodingError.dataCorrupted(
                        .init(
                            codingPath: [Key(key)],
                            debugDescription: "longer than \(Limits.line) bytes"))
                }
                return value
            }
            id = try line(.id)
            published = try object.decodeIfPresent(Timestamp.self, forKey: Key(.published))
            title = try line(.title)
            url = try line(.url)
            publisher = try line(.publisher)
            language = try line(.language)
            format =
                try object.decodeIfPresent(RawDocument.Format.self, forKey: Key(.format)) ?? .text
            text = try object.decode(String.self, forKey: Key(.text))
            let known = Set(Keys.allCases.map(\.rawValue))
            ignored = object.allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted()
                .prefix(20).map { $0.prefix(utf8: 80) }
        }
    }
}
