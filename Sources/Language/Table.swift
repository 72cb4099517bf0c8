internal import FoundationEssentials

/// A file of tab-separated lines with `#` comments, as all lexicons are.
public struct Table: Sendable {
    /// One line.
    public struct Row: Sendable {
        fileprivate let content: Content
        fileprivate let firstField: Int
        fileprivate let count: Int
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
    fileprivate final class Content: Sendable {
        let file: String
        let bytes: [UInt8]
        let fields: [Range<Int32>]

        init(file: String, bytes: [UInt8], fields: [Range<Int32>]) {
            (self.file, self.bytes, self.fields) = (file, bytes, fields)
        }

        func text(_ field: Int) -> String {
            let range = fields[field]
            return String(
                decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
        }

        func isEmpty(_ field: Int) -> Bool {
            let range = fields[field]
            return range.isEmpty
                || range.count == 1 && bytes[Int(range.lowerBound)] == UInt8(ascii: "-")
        }
    }

    /// The lines that are neither empty nor comments, in order.
    public let rows: [Row]

    /// Largest lexicon file, in bytes.
    public static let sizeLimit = 16 << 20

    /// The table in the file at `path`, whose lines have `columns` many fields.
    public init(path: String, columns: ClosedRange<Int>) throws(LanguageError) {
        let bytes: [UInt8]
        do {
            bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        } catch {
            throw LanguageError(.unreadable, file: path, "cannot be read; is the data complete?")
        }
        try self.init(bytes: bytes, file: path, columns: columns)
    }

    /// The table in `text`; `file` is named in errors.
    public init(text: String, file: String, columns: ClosedRange<Int>) throws(LanguageError) {
        try self.init(bytes: Array(text.utf8), file: file, columns: columns)
    }

    private init(bytes: [UInt8], file: String, columns: ClosedRange<Int>) throws(LanguageError) {
        guard bytes.count <= Table.sizeLimit else {
            throw LanguageError(.unreadable, file: file, "is larger than \(Table.sizeLimit) bytes")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw LanguageError(.unreadable, file: file, "is not UTF-8")
        }
        var fields: [Range<Int32>] = []
        var lines: [(number: Int, first: Int, count: Int)] = []
        var number = 0
        var start = 0
        while start <= bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            defer { start = end + 1 }
            number += 1
            guard start < end, bytes[start] != UInt8(ascii: "#") else { continue }
            let first = fields.count
            var position = start
            while position <= end {
                let stop = bytes[position..<end].firstIndex(of: UInt8(ascii: "\t")) ?? end
                fields.append(Table.trimmed(bytes, position..<stop))
                position = stop + 1
            }
            let count = fields.count - first
            if count == 1 && fields[first].isEmpty { continue }
            guard columns.contains(count) else {
                throw LanguageError(
                    .wrongColumns, file: file, line: number,
                    "has \(count) columns instead of \(columns.lowerBound) to "
                        + "\(columns.upperBound), divided by tabs")
            }
            lines.append((number, first, count))
        }
        let content = Content(file: file, bytes: bytes, fields: fields)
        rows = lines.map {
            Row(content: content, firstField: $0.first, count: $0.count, line: $0.number)
        }
    }

    /// Where the bytes of `range` lie without the white space around them.
    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int32> {
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
