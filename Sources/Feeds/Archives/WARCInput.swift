/// The bytes of an archive, decompressed as they are asked for.
struct WARCInput: ~Copyable {
    private let source: WARCReader.Source
    private var inflater: Inflater?
    private var isOpen = false
    /// Compressed bytes that are not used yet.
    private var compressed: ArraySlice<UInt8> = []
    /// Bytes that can be read, from `position`.
    private var buffer: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// How many bytes have been read.
    private(set) var offset = 0

    /// Bytes that are asked for at a time.
    private static let step = 65_536
    /// Decompressed bytes that may come of one step: zlib's ratio is at most about 1000.
    private static let burst = 128 << 20

    init(_ source: @escaping WARCReader.Source) { self.source = source }

    /// Makes more bytes readable; false at the end.
    private mutating func fill() throws -> Bool {
        while !isAtEnd {
            if position > 0 {
                buffer.removeFirst(position)
                position = 0
            }
            if compressed.isEmpty {
                let piece = try source(Self.step)
                if piece.isEmpty {
                    isAtEnd = true
                    return false
                }
                if !isOpen {
                    isOpen = true
                    if piece[0] == 0x1F { inflater = try Inflater(.gzip) }
                }
                compressed = piece[...]
            }
            let before = buffer.count
            let piece = compressed.prefix(Self.step)
            compressed = compressed.dropFirst(piece.count)
            if inflater != nil {
                try inflater!.feed(piece, into: &buffer, limit: before + Self.burst)
            } else {
                buffer.append(contentsOf: piece)
            }
            if buffer.count > before { return true }
        }
        return false
    }

    /// The next line without its end; nil at the end. A line longer than 64 KiB is cut into
    /// several.
    mutating func line() throws -> [UInt8]? {
        var looked = 0
        while true {
            let rest = buffer[(position + looked)...]
            if let end = rest.firstIndex(of: 0x0A) {
                var line = Array(buffer[position..<end])
                offset += end + 1 - position
                position = end + 1
                if line.last == 0x0D { line.removeLast() }
                return line
            }
            looked = buffer.count - position
            if looked > 65_536 { return use(looked) }
            guard try fill() else { return looked > 0 ? use(looked) : nil }
        }
    }

    private mutating func use(_ count: Int) -> [UInt8] {
        defer {
            position += count
            offset += count
        }
        return Array(buffer[position..<(position + count)])
    }

    /// Passes over the ends of lines.
    mutating func skipEmptyLines() throws {
        while true {
            if position == buffer.count, try !fill() { return }
            guard buffer[position] == 0x0D || buffer[position] == 0x0A else { return }
            position += 1
            offset += 1
        }
    }

    /// The next `count` bytes; fewer at the end.
    mutating func take(_ count: Int) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(min(count, 1 << 20))
        while result.count < count {
            if position == buffer.count, try !fill() { break }
            result.append(contentsOf: use(min(count - result.count, buffer.count - position)))
        }
        return result
    }

    /// Passes over the next `count` bytes.
    mutating func skip(_ count: Int) throws {
        var left = count
        while left > 0 {
            if position == buffer.count, try !fill() { return }
            let step = min(left, buffer.count - position)
            position += step
            offset += step
            left -= step
        }
    }
}
