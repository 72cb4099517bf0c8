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
    /// Whether compressed data are broken here: what follows in `buffer` is all that came of them.
    private(set) var isBroken = false
    /// How many bytes have been read.
    private(set) var offset = 0

    /// Bytes that are asked for and decompressed at a time; zlib makes at most about 1000 of one.
    private static let step = 16_384
    /// Decompressed bytes that may come of one step.
    private static let burst = 32 << 20

    init(_ source: @escaping WARCReader.Source) { self.source = source }

    /// Makes more bytes readable; false at the end, and where compressed data are broken.
    private mutating func fill() throws -> Bool {
        while !isAtEnd, !isBroken {
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
            if let inflater {
                inflate(piece, inflater)
            } else {
                compressed = compressed.dropFirst(piece.count)
                buffer.append(contentsOf: piece)
            }
            if buffer.count > before { return true }
        }
        return false
    }

    private mutating func inflate(_ piece: ArraySlice<UInt8>, _ inflater: Inflater) {
        do throws(FeedError) {
            try inflater.feed(piece, into: &buffer, limit: buffer.count + Self.burst)
        } catch {
            isBroken = true
        }
        // Something was used, or the next attempt would find the same.
        let used = inflater.used
        compressed = compressed.dropFirst(isBroken ? max(1, used) : used)
        guard !isBroken, used < piece.count else { return }
        // Padding between members.
        compressed = Self.member(in: compressed) ?? []
    }

    /// `bytes` from the first place where a gzip member may begin.
    private static func member(in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = bytes
        while let start = rest.firstIndex(of: 0x1F) {
            rest = rest[start...]
            if rest.starts(with: [0x1F, 0x8B, 0x08]) { return rest }
            rest = rest.dropFirst()
        }
        return nil
    }

    /// Goes on at the next gzip member after broken data, all before it left out.
    ///
    /// - Returns: false if there is none, nil if nothing is broken here.
    mutating func passBrokenData() throws -> Bool? {
        guard isBroken else { return nil }
        isBroken = false
        offset += buffer.count - position
        buffer = []
        position = 0
        while true {
            if let found = Self.member(in: compressed) {
                compressed = found
                inflater = try Inflater(.gzip)
                return true
            }
            // A mark may lie across two pieces.
            let tail = compressed.suffix(2)
            let piece = try source(Self.step)
            if piece.isEmpty {
                isAtEnd = true
                return false
            }
            compressed = ArraySlice(Array(tail) + piece)
        }
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
