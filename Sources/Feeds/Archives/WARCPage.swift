public import Messages

/// A response that an archive keeps.
public struct WARCPage: Hashable, Sendable {
    /// The address it was got at.
    public var url: String
    /// When it was got.
    public var date: Timestamp?
    /// The status of the HTTP response.
    public var status: Int
    /// The header fields of the HTTP response, in order, as they were sent.
    public var headers: [Field]
    /// The body with transfer and content encodings undone.
    public var body: [UInt8]
    /// Where the record begins in the archive, in bytes after decompression of a whole-file gzip,
    /// else in bytes of the file.
    public var offset: Int

    /// A header field.
    public struct Field: Hashable, Sendable {
        /// The name as it was sent.
        public var name: String
        /// The value, without white space around it.
        public var value: String

        /// A field.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The value of the first header field called `name`, in any case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
