/// A file of tab-separated lines with `#` comments, as all lexicons are.
public struct Table: Sendable {
    /// One line.
    public struct Row: Sendable {
        @usableFromInline let content: Content
        @usableFromInline let firstField: Int
        @usableFromInline let count: Int
        /// Its number, from 1.
        public let line: Int

        /// The file it stands in.
        public var file: String { content.file }

        /// Its fields, trimmed; an empty field or `-` is nil in ``optional(_:)``.
        public var fields: [String] { (0..<count).map { content.text(firstField + $0) } }

        /// The field in `column`, which must not be empty.
        public func text(_ column: Int) throws(LanguageError) -> String {
            guard let value = optional(column) else {
                throw error("column \(column + 1) is empty")
            }
            return value
        }

        /// The field in `column`; nil if it is empty, missing or `-`.
        public func optional(_ column: Int) -> String? {
            guard column < count, !content.isEmpty(firstField + column) else { return nil }
            return content.text(firstField + column)
        }

        /// The parts of the field in `column`, which `separator` divides.
        public func list(_ column: Int, separator: Unicode.Scalar = "|") -> [String] {
            guard let value = optional(column) else { return [] }
            let byte = UInt8(ascii: separator)
            guard value.utf8.contains(byte) else { return [value] }
            return value.utf8.split(separator: byte).map { Table.trimmed($0) }
                .filter { !$0.isEmpty }
        }

        /// Calls `body` with the bytes of the field in `column`; with none if it is empty. Inlined,
        /// like those below, because tens of thousands of fields are read in some milliseconds.
        @inlinable public func withBytes<Result>(
            _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
        ) -> Result {
            content.bytes.withUnsafeBufferPointer { bytes in
                guard column < count, !content.isEmpty(firstField + column) else {
                    return body(UnsafeBufferPointer(rebasing: bytes[0..<0]))
                }
                return body(
                    UnsafeBufferPointer(rebasing: bytes[content.range(firstField + column)]))
            }
        }

        /// Calls `body` with the bytes of each part of the field in `column`, which `|` divides.
        @inlinable public func forEachPart(
            _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(LanguageError) -> Void
        ) throws(LanguageError) {
            // The standard library's call hands on any error; this one is always ours.
            let outcome = withBytes(column) { field -> Result<Void, LanguageError> in
                var start = 0
                while start < field.count {
                    let end = field[start...].firstIndex(of: UInt8(ascii: "|")) ?? field.count
                    let part = Table.trimmed(field, start..<end)
                    start = end + 1
                    guard !part.isEmpty else { continue }
                    let bytes = field[Int(part.lowerBound)..<Int(part.upperBound)]
                    do throws(LanguageError) {
                        try body(UnsafeBufferPointer(rebasing: bytes))
                    } catch {
                        return .failure(error)
                    }
                }
                return .success(())
            }
            try outcome.get()
        }

        /// Whether the fields of both rows in `column` are the same bytes.
        @inlinable public func isSame(_ column: Int, as other: Row) -> Bool {
            withBytes(column) { left in
                other.withBytes(column) { right in left.elementsEqual(right) }
            }
        }

        /// How many fields there are.
        public var fieldCount: Int { count }

        /// The number in `column`; nil if the field is empty.
        public func number(_ column: Int) throws(LanguageError) -> Double? {
            guard let value = optional(column) else { return nil }
            guard let number = Double(value), number.isFinite else {
                throw error("column \(column + 1): \"\(value)\" is not a number")
            }
            return number
        }

        /// An error at this line.
        public func error(_ reason: String) -> LanguageError {
            LanguageError(.invalidValue, file: file, line: line, reason)
        }
    }

    /// The bytes of a file and where its fields lie; so that a text is made only of fields read.
    @usableFromInline final class Content: Sendable {
        let file: String
        @usableFromInline let bytes: [UInt8]
        @usableFromInline let fields: [Range<Int32>]

        init(file: String, bytes: [UInt8], fields: [Range<Int32>]) {
            (self.file, self.bytes, self.fields) = (file, bytes, fields)
        }

        func text(_ field: Int) -> String {
            let range = fields[field]
            return String(
                decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
        }

        @inlinable func range(_ field: Int) -> Range<Int> {
            Int(fields[field].lowerBound)..<Int(fields[field].upperBound)
        }

        @inlinable func isEmpty(_ field: Int) -> Bool {
            let range = fields[field]
            return range.isEmpty
                || range.count == 1 && bytes[Int(range.lowerBound)] == UInt8(ascii: "-")
        }
    }

    /// The lines that are neither empty nor comments, in order.
    public let rows: [Row]
    /// The bytes of the file.
    public let bytes: [UInt8]

    /// Largest lexicon file, in bytes.
    public static let sizeLimit = 16 << 20

    /// The table in the file at `path`, whose lines have `columns` many fields.
    public init(path: String, columns: ClosedRange<Int>) throws(LanguageError) {
        var faults = FaultLog()
        try self.init(path: path, columns: columns, &faults)
    }

    /// The same; lines that are wrong are left out if `faults` keeps what is wrong with them.
    public init(
        path: String, columns: ClosedRange<Int>, _ faults: inout FaultLog
    ) throws(LanguageError) {
        let bytes: [UInt8]
        do throws(LanguageError) {
            bytes = try TableFile.read(path, limit: Table.sizeLimit)
        } catch {
            try faults.take(error)
            bytes = []
        }
        try self.init(bytes: bytes, file: path, columns: columns, &faults)
    }

    /// The table in `text`; `file` is named in errors.
    public init(text: String, file: String, columns: ClosedRange<Int>) throws(LanguageError) {
        var faults = FaultLog()
        try self.init(bytes: Array(text.utf8), file: file, columns: columns, &faults)
    }

    private init(
        bytes: [UInt8], file: String, columns: ClosedRange<Int>, _ faults: inout FaultLog
    ) throws(LanguageError) {
        self.bytes = bytes
        if let line = TableFile.invalidLine(bytes) {
            try faults.take(LanguageError(.unreadable, file: file, line: line, "is not UTF-8"))
            rows = []
            return
        }
        var fields: [Range<Int32>] = []
        var lines: [(number: Int, first: Int, count: Int)] = []
        fields.reserveCapacity(bytes.count / 6)
        lines.reserveCapacity(bytes.count / 40)
        bytes.withUnsafeBufferPointer { Table.cut($0, &fields, &lines) }
        var isRight = [Bool](repeating: true, count: lines.count)
        for (index, line) in lines.enumerated() where !columns.contains(line.count) {
            isRight[index] = false
            let wanted =
                columns.count == 1
                ? "\(columns.lowerBound)" : "\(columns.lowerBound) to \(columns.upperBound)"
            try faults.take(
                LanguageError(
                    .wrongColumns, file: file, line: line.number,
                    "has \(line.count) columns instead of \(wanted), divided by tabs"))
        }
        let content = Content(file: file, bytes: bytes, fields: fields)
        rows = lines.indices.filter { isRight[$0] }.map { index in
            let line = lines[index]
            return Row(
                content: content, firstField: line.first, count: line.count, line: line.number)
        }
    }

    /// Finds the fields of all lines that are neither empty nor comments.
    private static func cut(
        _ bytes: UnsafeBufferPointer<UInt8>, _ fields: inout [Range<Int32>],
        _ lines: inout [(number: Int, first: Int, count: Int)]
    ) {
        var number = 0
        // A byte order mark is no part of the first field.
        var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while position < bytes.count {
            number += 1
            let first = fields.count
            let isComment = bytes[position] == UInt8(ascii: "#")
            var fieldStart = position
            while true {
                let atEnd = position == bytes.count || bytes[position] == UInt8(ascii: "\n")
                if !isComment, atEnd || bytes[position] == UInt8(ascii: "\t") {
                    fields.append(trimmed(bytes, fieldStart..<position))
                    fieldStart = position + 1
                }
                if atEnd { break }
                position += 1
            }
            position += 1
            let count = fields.count - first
            if count == 1, fields[first].isEmpty {
                fields.removeLast()
            } else if count > 0 {
                lines.append((number, first, count))
            }
        }
    }

    /// Where the bytes of `range` lie without the white space around them.
    @inlinable static func trimmed(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> Range<Int32> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, bytes[start] <= 32 { start += 1 }
        while end > start, bytes[end - 1] <= 32 { end -= 1 }
        return Int32(start)..<Int32(end)
    }

    /// The text of some bytes without white space around it.
    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
        var start = bytes.startIndex
        var end = bytes.endIndex
        while start < end, bytes[start] <= 32 { bytes.formIndex(after: &start) }
        while end > start {
            let last = bytes.index(before: end)
            guard bytes[last] <= 32 else { break }
            end = last
        }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}
