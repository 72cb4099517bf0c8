/// Data that is gzip, or is not.
enum Gzip {
    static func isMember(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// `bytes`, decompressed if they are gzip.
    ///
    /// - Throws: ``FeedError`` if they become more than `limit`, or nothing at all.
    static func unpacked(_ bytes: [UInt8], limit: Int) throws(FeedError) -> [UInt8] {
        guard isMember(bytes) else {
            guard bytes.count <= limit else { throw .tooLarge(limit) }
            return bytes
        }
        let inflater = try Inflater(.gzip)
        var output: [UInt8] = []
        try inflater.feed(bytes[...], into: &output, limit: limit)
        return output
    }
}

extension FeedError {
    /// More than `limit` bytes.
    static func tooLarge(_ limit: Int) -> FeedError {
        FeedError(.tooLarge, "it is larger than \(limit) bytes")
    }
}
