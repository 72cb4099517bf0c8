// Fuzzing of lists of subscriptions: what is read must be the same when it is written and read
// again.

import Feeds

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let list = try? OPML.read(input) else { return 0 }
    guard let again = try? OPML.read(Array(list.document.utf8)) else {
        fatalError("a list was read but cannot be written and read again")
    }
    precondition(again.feeds.map(\.url) == list.feeds.map(\.url), "addresses change")
    precondition(again.feeds.map(\.folders) == list.feeds.map(\.folders), "folders change")
    return 0
}
