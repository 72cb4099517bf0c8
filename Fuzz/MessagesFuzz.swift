// Fuzzing of the room Messages with libFuzzer: `deploy/fuzz Messages`.
//
// The first byte of an input chooses the message, the rest is its header up to a zero byte and its
// body after it. What decodes must survive being written and read again.

@testable import Messages

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let parts = input.dropFirst().split(separator: 0, omittingEmptySubsequences: false)
    let header = Array(parts[0])
    let body = parts.count > 1 ? Array(parts[1]) : []
    let payload = Payload(header: header, body: body)
    switch input[0] % 8 {
    case 0: probe(RawDocument.self, payload)
    case 1: probe(Article.self, payload)
    case 2: probe(Candidates.self, payload)
    case 3: probe(CodedArticle.self, payload)
    case 4: probe(Receipt.self, payload)
    case 5: probeEvent(header)
    case 6: probeFrames(parts.map { Array($0) })
    default: probeText(header)
    }
    return 0
}

private func probe<M: Message>(_ type: M.Type, _ payload: Payload) {
    guard let once = try? M(payload: payload) else { return }
    guard let written = try? once.payload(), let twice = try? M(payload: written) else {
        fatalError("\(M.schema) was read but cannot be written and read again")
    }
    precondition(once == twice, "\(M.schema) changes when it is written")
}

private func probeEvent(_ header: [UInt8]) {
    guard let once = try? JSON.decode(Event.self, from: header) else { return }
    guard let written = try? JSON.encode(once),
        let twice = try? JSON.decode(Event.self, from: written)
    else { fatalError("an event was read but cannot be written and read again") }
    precondition(once == twice, "an event changes when it is written")
}

private func probeFrames(_ frames: [[UInt8]]) {
    guard let envelope = try? Envelope(frames: frames) else { return }
    precondition(envelope.frames == frames, "an envelope changes when it is written")
}

private func probeText(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let day = Day(text) { precondition(day.description == text) }
    if let time = Timestamp(text) { precondition(time.text == text) }
    if let id = TaskID(text) { precondition(id.description == text.lowercased()) }
    let cut = text.prefix(utf8: bytes.count / 2)
    precondition(cut.utf8.count <= bytes.count / 2 && text.utf8.starts(with: cut.utf8))
    _ = Digest.base32(bytes)
}
