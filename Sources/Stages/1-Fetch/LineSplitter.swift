/// Cuts a stream of bytes into lines, however it is chunked, and holds at most one line.
public struct LineSplitter: Sendable {
    /// A line, with its number from 1.
    public enum Line: Hashable, Sendable {
        /// The line without its end.
        case bytes(Int, [UInt8])
        /// A line that is longer than allowed, and how long it is.
        case tooLong(Int, size: Int)
    }

    private let limit: Int
    private let keepsEmpty: Bool
    private var number = 1
    private var held: [UInt8] = []
    private var skipped = 0

    /// A splitter for lines of at most `limit` bytes, which leaves empty ones out or keeps them.
    public init(limit: Int, keepsEmpty: Bool = false) {
        self.limit = limit
        self.keepsEmpty = keepsEmpty
    }

    /// Takes the next bytes and gives the lines that end in them.
    public mutating func append(_ bytes: some Collection<UInt8>) -> [Line] {
        var lines: [Line] = []
        for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated()
        {
            if piece.offset > 0 { end(&lines) }
            take(piece.element)
        }
        return lines
    }

    /// The last line, if the stream does not end with a line's end.
    public mutating func finish() -> [Line] {
        var lines: [Line] = []
        if skipped > 0 || !held.isEmpty { end(&lines) }
        return lines
    }

    private mutating func take(_ piece: some Collection<UInt8>) {
        if skipped > 0 || held.count + piece.count > limit {
            skipped += held.count + piece.count
            held = []
        } else {
            held += piece
        }
    }

    private mutating func end(_ lines: inout [Line]) {
        defer {
            number += 1
            held = []
            skipped = 0
        }
        if skipped > 0 {
            lines.append(.tooLong(number, size: skipped))
            return
        }
        // A byte order mark at the very beginning is no part of the first object.
        if number == 1 && held.starts(with: [0xEF, 0xBB, 0xBF]) { held.removeFirst(3) }
        while let last = held.last, last == UInt8(ascii: "\r") || last == UInt8(ascii: " ") {
            held.removeLast()
        }
        if keepsEmpty || !held.isEmpty { lines.append(.bytes(number, held)) }
    }
}
