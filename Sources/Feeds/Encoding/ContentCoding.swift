internal import CCompression

/// HTTP's content codings: gzip, deflate, brotli, zstd.
enum ContentCoding {
    /// `body` without the coding called `name`.
    ///
    /// - Throws: ``FeedError`` if it is broken, larger than `limit`, or the coding is not known.
    static func decode(
        _ body: [UInt8], _ name: String, limit: Int
    ) throws(FeedError) -> [UInt8] {
        switch name {
        case "", "identity", "none": return body
        case "gzip", "x-gzip": return try Gzip.unpacked(body, limit: limit)
        case "deflate": return try inflated(body, limit)
        case "br": return try brotli(body, limit)
        case "zstd": return try zstandard(body, limit)
        default:
            throw FeedError(.compression, "the content coding \(name.prefix(40)) is not known")
        }
    }

    /// HTTP means zlib's format; some servers send raw deflate.
    private static func inflated(_ body: [UInt8], _ limit: Int) throws(FeedError) -> [UInt8] {
        guard body.count >= 2 else { return body }
        let isZlib =
            body[0] & 0x0F == 8 && (Int(body[0]) << 8 | Int(body[1])) % 31 == 0
        let inflater = try Inflater(isZlib ? .zlib : .raw)
        var output: [UInt8] = []
        try inflater.feed(body[...], into: &output, limit: limit, stopsAfterMember: true)
        return output
    }

    private static func brotli(_ body: [UInt8], _ limit: Int) throws(FeedError) -> [UInt8] {
        guard let decoder = BrotliDecoderCreateInstance(nil, nil, nil) else {
            throw FeedError(.compression, "there is no memory to decompress it")
        }
        defer { BrotliDecoderDestroyInstance(decoder) }
        var output: [UInt8] = []
        var failure: FeedError?
        body.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65_536) { piece in
                var left = bytes.count
                var next = bytes.baseAddress
                while true {
                    var free = piece.count
                    var end = piece.baseAddress
                    let result = BrotliDecoderDecompressStream(
                        decoder, &left, &next, &free, &end, nil)
                    guard output.count + piece.count - free <= limit else {
                        failure = .tooLarge(limit)
                        return
                    }
                    output.append(contentsOf: piece[..<(piece.count - free)])
                    if result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT { continue }
                    if result == BROTLI_DECODER_RESULT_ERROR {
                        failure = FeedError(.compression, "its compressed data are broken")
                    }
                    return
                }
            }
        }
        if let failure { throw failure }
        return output
    }

    private static func zstandard(_ body: [UInt8], _ limit: Int) throws(FeedError) -> [UInt8] {
        guard let decoder = ZSTD_createDStream() else {
            throw FeedError(.compression, "there is no memory to decompress it")
        }
        defer { ZSTD_freeDStream(decoder) }
        // RFC 9659: 8 MiB is what every receiver must take, and no sender may exceed.
        ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, 23)
        var output: [UInt8] = []
        var failure: FeedError?
        body.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 131_072) { piece in
                var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
                while true {
                    var made = ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
                    let before = input.pos
                    let result = ZSTD_decompressStream(decoder, &made, &input)
                    guard ZSTD_isError(result) == 0 else {
                        failure = FeedError(.compression, "its compressed data are broken")
                        return
                    }
                    guard output.count + made.pos <= limit else {
                        failure = .tooLarge(limit)
                        return
                    }
                    output.append(contentsOf: piece[..<made.pos])
                    // No progress: all is read and written out.
                    if made.pos == 0, input.pos == before || input.pos == input.size { return }
                }
            }
        }
        if let failure { throw failure }
        return output
    }
}
