internal import CLinux
internal import CZeroMQ

// Sending and receiving whole messages, for the roles to offer as fits them.
extension Socket {
    /// The outcome of a raw send.
    enum Outcome { case sent, wouldBlock, unroutable }

    /// How many refused messages one call skips before it lets others have a turn.
    private static var mostSkipped: Int { 16 }

    /// Sends all parts or none.
    ///
    /// libzmq decides at the first part: later ones go wherever it went, past any high-water mark.
    /// If that peer dies in between, libzmq refuses one part and swallows the rest; offering the
    /// rest is needed to bring the socket back to the start of a message.
    func transmit(
        prefix: [UInt8]? = nil, _ frames: [[UInt8]]
    ) throws(ZeroMQError) -> Outcome {
        let socket = try pointer(for: "send")
        try check(frames)
        var outcome = Outcome.sent
        if let prefix {
            outcome = try part(prefix, to: socket, flags: ZMQ_SNDMORE)
            if outcome != .sent { return outcome }
        }
        for index in frames.indices {
            let isLast = index == frames.count - 1
            let result = try part(frames[index], to: socket, flags: isLast ? 0 : ZMQ_SNDMORE)
            if result != .sent {
                outcome = result
                if index == 0 && prefix == nil { return outcome }
            }
        }
        return outcome
    }

    /// Sends a frame without copying; when it is sent, `frame` is left empty.
    func transmit(
        prefix: [UInt8]? = nil, _ frame: inout Frame
    ) throws(ZeroMQError) -> Outcome {
        let socket = try pointer(for: "send")
        guard frame.count <= options.maxMessageSize else { throw tooLarge(frame.count) }
        if let prefix {
            let outcome = try part(prefix, to: socket, flags: ZMQ_SNDMORE)
            if outcome != .sent { return outcome }
        }
        while true {
            if zmq_msg_send(frame.message, socket, ZMQ_DONTWAIT) >= 0 { return .sent }
            if let outcome = try refusal() { return outcome }
        }
    }

    /// The next whole message, or nil when there is none now.
    func nextMessage() throws(ZeroMQError) -> Message? {
        let socket = try pointer(for: "receive")
        for _ in 0..<Self.mostSkipped {
            guard try receivePart(from: socket) else { return nil }
            var message = Message(
                frames: [scratchBytes()], userID: scratchProperty("User-Id"),
                peerAddress: scratchProperty("Peer-Address"))
            var size = zmq_msg_size(scratch)
            var isWhole = true
            while zmq_msg_more(scratch) != 0 {
                // libzmq delivers whole messages: the rest is there.
                guard try receivePart(from: socket) else { return nil }
                // A ROUTER that was polled first tells nothing about the peer with the identity.
                if message.frames.count == 1 {
                    message.userID = message.userID ?? scratchProperty("User-Id")
                    message.peerAddress = message.peerAddress ?? scratchProperty("Peer-Address")
                }
                size = size.addingReportingOverflow(zmq_msg_size(scratch)).partialValue
                isWhole =
                    isWhole && message.frames.count < options.maxFrames
                    && size <= options.maxMessageSize
                if isWhole { message.frames.append(scratchBytes()) }
            }
            if isWhole { return message }
            droppedMessages += 1
        }
        return nil
    }

    /// Shows each frame of the next message in place.
    ///
    /// - Returns: false when there is no message now.
    func visitNextMessage(
        _ body: (_ index: Int, borrowing Frame) -> Void
    ) throws(ZeroMQError) -> Bool {
        let socket = try pointer(for: "receive")
        let frame = Frame()
        var index = 0
        repeat {
            guard try receivePart(from: socket, into: frame.message) else { return index > 0 }
            if index < options.maxFrames { body(index, frame) }
            index += 1
        } while frame.hasMore
        if index > options.maxFrames { droppedMessages += 1 }
        return true
    }

    private func part(
        _ bytes: [UInt8], to socket: UnsafeMutableRawPointer, flags: Int32
    ) throws(ZeroMQError) -> Outcome {
        while true {
            let sent = bytes.withUnsafeBytes {
                zmq_send(socket, $0.baseAddress, $0.count, flags | ZMQ_DONTWAIT)
            }
            if sent >= 0 { return .sent }
            if let outcome = try refusal() { return outcome }
        }
    }

    /// What a failed send means; nil to try again.
    private func refusal() throws(ZeroMQError) -> Outcome? {
        switch zmq_errno() {
        case EAGAIN: .wouldBlock
        case EHOSTUNREACH: .unroutable
        case EINTR: nil
        default: throw .last("send")
        }
    }

    private func receivePart(
        from socket: UnsafeMutableRawPointer, into message: UnsafeMutablePointer<zmq_msg_t>? = nil
    ) throws(ZeroMQError) -> Bool {
        while zmq_msg_recv(message ?? scratch, socket, ZMQ_DONTWAIT) < 0 {
            switch zmq_errno() {
            case EAGAIN: return false
            case EINTR: continue
            default: throw .last("receive")
            }
        }
        return true
    }

    private func check(_ frames: [[UInt8]]) throws(ZeroMQError) {
        guard !frames.isEmpty else {
            throw .invalid("a message needs at least one frame", operation: "send")
        }
        guard frames.count <= options.maxFrames else {
            throw ZeroMQError(
                code: EMSGSIZE, operation: "send",
                detail: "\(frames.count) frames in a message, at most \(options.maxFrames)")
        }
        var size = 0
        for frame in frames { size += frame.count }
        guard size <= options.maxMessageSize else { throw tooLarge(size) }
    }

    private func tooLarge(_ size: Int) -> ZeroMQError {
        // A peer with the same limit would drop it without a word, and the connection with it.
        ZeroMQError(
            code: EMSGSIZE, operation: "send",
            detail: "the message has \(size) bytes, at most \(options.maxMessageSize)")
    }

    private func scratchBytes() -> [UInt8] {
        [UInt8](
            UnsafeRawBufferPointer(start: zmq_msg_data(scratch), count: zmq_msg_size(scratch)))
    }

    private func scratchProperty(_ name: String) -> String? {
        guard let value = zmq_msg_gets(scratch, name) else { return nil }
        return String(cString: value)
    }
}
