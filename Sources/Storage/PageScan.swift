internal import Glibc

/// Reads rows of a damaged SQLite file without the tree that leads to them: every page that looks
/// like the leaf of a table is taken apart, in the file and in its write-ahead log.
///
/// It may find rows that were changed or removed since, and bytes that only look like a row: whoever
/// asks must be able to tell. The format is described at <https://www.sqlite.org/fileformat2.html>.
struct PageScan {
    static let pageSize = 4096
    /// The largest row taken, in bytes; beyond it is damage.
    private static let largest = 80 << 20

    private let file: Int32
    private let log: Int32
    /// Pages of the file.
    private let pages: Int
    /// Frames of the log.
    private let frames: Int
    /// The last frame of each page that the log holds.
    private var latest: [Int: Int] = [:]

    /// A scan of the database at `path`; nil if it cannot be opened. Call ``close()`` in the end.
    init?(_ path: String) {
        file = open(path, O_RDONLY | O_CLOEXEC)
        log = open(path + "-wal", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if log >= 0 { Glibc.close(log) }
            return nil
        }
        pages = (Int(lseek(file, 0, SEEK_END)) + Self.pageSize - 1) / Self.pageSize
        frames = log < 0 ? 0 : max(0, (Int(lseek(log, 0, SEEK_END)) - 32) / (Self.pageSize + 24))
        for frame in 0..<frames {
            var number: UInt32 = 0
            if pread(log, &number, 4, off_t(32 + frame * (Self.pageSize + 24))) == 4 {
                latest[Int(UInt32(bigEndian: number))] = frame
            }
        }
    }

    func close() {
        Glibc.close(file)
        if log >= 0 { Glibc.close(log) }
    }

    /// Shows `visit` the number and the values of each row with `columns` columns, those of the log
    /// last.
    func rows(
        columns: Int, _ visit: (Int64, [Statement.Value]) throws(StorageError) -> Void
    ) throws(StorageError) {
        for index in 0..<(pages + frames) {
            let page = index < pages ? filePage(index) : logPage(index - pages)
            guard let page else { continue }
            // The first page begins with the file's own header.
            let begin = index == 0 ? 100 : 0
            guard page[begin] == 0x0D else { continue }
            let cells = Int(page[begin + 3]) << 8 | Int(page[begin + 4])
            for cell in 0..<min(cells, 600) {
                let place = begin + 8 + 2 * cell
                guard place + 1 < page.count else { break }
                let offset = Int(page[place]) << 8 | Int(page[place + 1])
                if let (number, values) = row(page, at: offset, columns: columns) {
                    try visit(number, values)
                }
            }
        }
    }

    private func filePage(_ index: Int) -> [UInt8]? {
        // The last one may have been cut; what is missing reads as zeros.
        bytes(file, at: index * Self.pageSize, least: 512)
    }

    private func logPage(_ frame: Int) -> [UInt8]? {
        bytes(log, at: 32 + frame * (Self.pageSize + 24) + 24, least: Self.pageSize)
    }

    private func bytes(_ descriptor: Int32, at offset: Int, least: Int) -> [UInt8]? {
        var page = [UInt8](repeating: 0, count: Self.pageSize)
        let count = pread(descriptor, &page, Self.pageSize, off_t(offset))
        return count >= least ? page : nil
    }

    private func row(
        _ page: [UInt8], at offset: Int, columns: Int
    ) -> (Int64, [Statement.Value])? {
        var reader = Reader(bytes: page, place: offset)
        guard let size = reader.varint(), let number = reader.varint(), size > 0,
            size <= Self.largest, let payload = payload(page, reader.place, Int(size))
        else { return nil }
        guard let values = Self.values(payload, columns: columns) else { return nil }
        return (number, values)
    }

    /// The bytes of a row, which may go on on other pages.
    private func payload(_ page: [UInt8], _ place: Int, _ size: Int) -> [UInt8]? {
        let usable = Self.pageSize
        var local = size
        if size > usable - 35 {
            let least = (usable - 12) * 32 / 255 - 23
            let fitting = least + (size - least) % (usable - 4)
            local = fitting <= usable - 35 ? fitting : least
        }
        guard place + local <= page.count else { return nil }
        var payload = Array(page[place..<place + local])
        guard local < size else { return payload }
        var pointer = Reader(bytes: page, place: place + local)
        var next = pointer.number(bytes: 4)
        while payload.count < size {
            guard let number = next, number > 0 else { return nil }
            let more = latest[Int(number)].map(logPage) ?? filePage(Int(number) - 1)
            guard let more else { return nil }
            payload += more[4..<min(usable, 4 + size - payload.count)]
            pointer = Reader(bytes: more, place: 0)
            next = pointer.number(bytes: 4)
        }
        return payload
    }

    private static func values(_ payload: [UInt8], columns: Int) -> [Statement.Value]? {
        var header = Reader(bytes: payload, place: 0)
        guard let size = header.varint(), size > 0, size <= payload.count else { return nil }
        var types: [Int64] = []
        while header.place < size {
            guard let type = header.varint(), types.count < columns else { return nil }
            types.append(type)
        }
        guard types.count == columns else { return nil }
        var body = Reader(bytes: payload, place: Int(size))
        var values: [Statement.Value] = []
        for type in types {
            guard let value = body.value(type) else { return nil }
            values.append(value)
        }
        return body.place == payload.count ? values : nil
    }

    /// Reads SQLite's numbers; nil beyond the end.
    private struct Reader {
        let bytes: [UInt8]
        var place: Int

        /// A number of 1 to 9 bytes.
        mutating func varint() -> Int64? {
            var number: UInt64 = 0
            for index in 0..<9 {
                guard place < bytes.count else { return nil }
                let byte = bytes[place]
                place += 1
                if index == 8 { return Int64(bitPattern: number << 8 | UInt64(byte)) }
                number = number << 7 | UInt64(byte & 0x7F)
                if byte & 0x80 == 0 { break }
            }
            return Int64(bitPattern: number)
        }

        /// A number of so many bytes, with its sign.
        mutating func number(bytes count: Int) -> Int64? {
            guard place + count <= bytes.count, count > 0 else { return count == 0 ? 0 : nil }
            var number: Int64 = Int64(Int8(bitPattern: bytes[place]))
            for byte in bytes[(place + 1)..<(place + count)] { number = number << 8 | Int64(byte) }
            place += count
            return number
        }

        /// A value of one of SQLite's types.
        mutating func value(_ type: Int64) -> Statement.Value? {
            switch type {
            case 0: return .null
            case 1...4: return number(bytes: Int(type)).map(Statement.Value.integer)
            case 5: return number(bytes: 6).map(Statement.Value.integer)
            case 6: return number(bytes: 8).map(Statement.Value.integer)
            case 7:
                return number(bytes: 8).map { .real(Double(bitPattern: UInt64(bitPattern: $0))) }
            case 8, 9: return .integer(type - 8)
            case 12...:
                let count = Int((type - 12) / 2)
                guard count <= bytes.count - place else { return nil }
                let content = Array(bytes[place..<place + count])
                place += count
                return type % 2 == 0
                    ? .bytes(content) : .text(String(decoding: content, as: UTF8.self))
            default: return nil
            }
        }
    }
}
