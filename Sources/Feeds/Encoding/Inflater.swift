internal import CCompression

/// zlib's decompression, piece by piece, of gzip or deflate; several gzip members are one stream.
final class Inflater {
    /// What is to be decompressed.
    enum Form {
        /// RFC 1952.
        case gzip
        /// RFC 1950, as HTTP's `deflate` is meant.
        case zlib
        /// RFC 1951, as HTTP's `deflate` is sometimes sent.
        case raw

        /// zlib's parameter for it.
        var windowBits: Int32 {
            switch self {
            case .gzip: 15 + 16
            case .zlib: 15
            case .raw: -15
            }
        }
    }

    /// On the heap, because zlib's own state points back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    /// Whether a member has ended and no other has begun.
    private(set) var isAtEnd = false
    /// Bytes of the last input that were used, also where that failed.
    private(set) var used = 0

    init(_ form: Form) throws(FeedError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard chancery_inflate_init(stream, form.windowBits) == Z_OK else {
            throw FeedError(.compression, "there is no memory to decompress it")
        }
    }

    deinit {
        // Also of one that could not be set up; it has no state then.
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Decompresses `input` onto `output`. Bytes after the last member that begin no other are left
    /// out, as gzip does.
    ///
    /// - Parameter stopsAfterMember: whether to stop behind the first member.
    /// - Throws: if it is broken, or `output` would become longer than `limit`; what was decompressed
    ///   before that is in `output`.
    func feed(
        _ input: ArraySlice<UInt8>, into output: inout [UInt8], limit: Int,
        stopsAfterMember: Bool = false
    ) throws(FeedError) {
        let stream = stream
        var isAtEnd = isAtEnd
        var failure: FeedError?
        used = input.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65_536) { piece in
                var left = bytes.count
                while left > 0 || stream.pointee.avail_out == 0 {
                    let position = bytes.count - left
                    if isAtEnd {
                        guard left > 0, !stopsAfterMember, bytes[position] == 0x1F else { break }
                        inflateReset(stream)
                        isAtEnd = false
                    }
                    let step = min(left, 1 << 20)
                    // zlib only reads there, though its type does not say so.
                    stream.pointee.next_in = UnsafeMutablePointer(
                        mutating: bytes.baseAddress.map { $0 + position })
                    stream.pointee.avail_in = UInt32(step)
                    stream.pointee.next_out = piece.baseAddress
                    stream.pointee.avail_out = UInt32(piece.count)
                    let status = inflate(stream, Z_NO_FLUSH)
                    left -= step - Int(stream.pointee.avail_in)
                    let made = piece.count - Int(stream.pointee.avail_out)
                    guard output.count + made <= limit else {
                        failure = .tooLarge(limit)
                        break
                    }
                    output.append(contentsOf: piece[..<made])
                    if status == Z_STREAM_END {
                        isAtEnd = true
                        continue
                    }
                    guard status == Z_OK || status == Z_BUF_ERROR else {
                        failure = FeedError(.compression, "its compressed data are broken")
                        break
                    }
                    if status == Z_BUF_ERROR, made == 0 { break }
                }
                return bytes.count - left
            }
        }
        self.isAtEnd = isAtEnd
        if let failure { throw failure }
    }
}
