internal import CZeroMQ

/// One frame in libzmq's own memory: read it in place, or hand it on without copying.
///
/// The arrays of ``Message`` are simpler; this is for large bodies and hot paths.
public struct Frame: ~Copyable {
    // libzmq keeps pointers into a `zmq_msg_t`, so it must not move: it lives on the heap.
    let message: UnsafeMutablePointer<zmq_msg_t>

    /// An empty frame, which receiving fills.
    public init() {
        message = .allocate(capacity: 1)
        zmq_msg_init(message)
    }

    /// A frame holding a copy of `bytes`.
    public init(_ bytes: [UInt8]) {
        message = .allocate(capacity: 1)
        bytes.withUnsafeBytes { Self.fill(message, with: $0) }
    }

    /// A frame holding a copy of `bytes`.
    public init(copying bytes: UnsafeRawBufferPointer) {
        message = .allocate(capacity: 1)
        Self.fill(message, with: bytes)
    }

    private static func fill(
        _ message: UnsafeMutablePointer<zmq_msg_t>, with bytes: UnsafeRawBufferPointer
    ) {
        let code = zmq_msg_init_size(message, bytes.count)
        precondition(code == 0, "out of memory for a frame of \(bytes.count) bytes")
        if let source = bytes.baseAddress, !bytes.isEmpty {
            zmq_msg_data(message)?.copyMemory(from: source, byteCount: bytes.count)
        }
    }

    deinit {
        zmq_msg_close(message)
        message.deallocate()
    }

    /// The number of bytes.
    public var count: Int { zmq_msg_size(message) }

    /// Whether another frame of the same message follows; known after receiving.
    public var hasMore: Bool { zmq_msg_more(message) != 0 }

    /// Lends the bytes for the time of the call. Valid only within `body`.
    public borrowing func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // `zmq_msg_data` points at `zmq_msg_size` readable bytes for as long as the message is
        // neither closed nor received into, and `self` is borrowed meanwhile.
        try body(UnsafeRawBufferPointer(start: zmq_msg_data(message), count: count))
    }

    /// A copy of the bytes.
    public var bytes: [UInt8] { withBytes { [UInt8]($0) } }

    /// Who the peer authenticated as; nil where nobody checked.
    public var userID: String? { property("User-Id") }

    /// The peer's network address; nil for `inproc`.
    public var peerAddress: String? { property("Peer-Address") }

    private func property(_ name: StaticString) -> String? {
        name.withUTF8Buffer { name in
            // A static string ends in a zero, so its start is a C string.
            name.withMemoryRebound(to: CChar.self) { name in
                guard let start = name.baseAddress, let value = zmq_msg_gets(message, start)
                else { return nil }
                return String(cString: value)
            }
        }
    }
}
