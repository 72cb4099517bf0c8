// Fuzzing of archives. The first byte of an input is the size of the pieces it is read in.

import Feeds

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let bytes = input.dropFirst()
    let piece = max(1, Int(input[0]))
    let whole = pages(bytes, piece: bytes.count + 1)
    let pieces = pages(bytes, piece: piece)
    // Where compressed data are broken, how much of them is read depends on how they arrive.
    guard whole.skipped == 0, pieces.skipped == 0 else { return 0 }
    precondition(whole.found == pieces.found, "what is read depends on how it arrives")
    return 0
}

private func pages(
    _ bytes: ArraySlice<UInt8>, piece: Int
) -> (found: [WARCPage], skipped: Int) {
    var rest = bytes
    var reader = WARCReader(limit: 1 << 20) { wanted in
        let next = Array(rest.prefix(min(wanted, piece)))
        rest = rest.dropFirst(next.count)
        return next
    }
    var found: [WARCPage] = []
    do {
        while let page = try reader.next() {
            precondition(page.body.count <= 1 << 20)
            found.append(page)
        }
    } catch {
        return (found, 1)
    }
    return (found, reader.skipped.count)
}
