internal import FoundationEssentials

/// A file of tab-separated lines with `#` comments, as all lexicons are.
public struct Table: Sendable {
    /// One line.
    public struct Row: Sendable {
        /// The file it stands in.
        public let file: String
        /// Its number, from 1.
        public let line: Int
        /// Its fields, trimmed; an empty field or `-` is nil in ``optional(_:)``.
        public let fields: [String]

        /// The field in `column`, which must not be empty.
        public func text(_ column: Int) throws(LanguageError) -> String {
            guard let value = optional(column) else {
                throw error("column \(column + 1) is empty")
            }
            return value
        }

        /// The field in `column`; nil if it is empty, missing or `-`.
        public func optional(_ column: Int) -> String? {
            guard column < fields.count, !fields[column].isEmpty, fields[column] != "-" else {
                return nil
            }
            return fields[column]
        }

        /// The parts of the field in `column`, which `separator` divides.
        public func list(_ column: Int, separator: Character = "|") -> [String] {
            guard let value = optional(column) else { return [] }
            return value.split(separator: separator).map(Table.trimmed).filter { !$0.isEmpty }
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

    /// The lines that are neither empty nor comments, in order.
    public let rows: [Row]

    /// Largest lexicon file, in bytes.
    public static let sizeLimit = 16 << 20

    /// The table in the file at `path`, whose lines have `columns` many fields.
    public init(path: String, columns: ClosedRange<Int>) throws(LanguageError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw LanguageError(.unreadable, file: path, "cannot be read; is the data complete?")
        }
        guard data.count <= Table.sizeLimit else {
            throw LanguageError(.unreadable, file: path, "is larger than \(Table.sizeLimit) bytes")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw LanguageError(.unreadable, file: path, "is not UTF-8")
        }
        try self.init(text: text, file: path, columns: columns)
    }

    /// The table in `text`; `file` is named in errors.
    public init(text: String, file: String, columns: ClosedRange<Int>) throws(LanguageError) {
        var rows: [Row] = []
        var number = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        {
            number += 1
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { Table.trimmed(Substring($0)) }
            if fields.count == 1 && fields[0].isEmpty { continue }
            guard columns.contains(fields.count) else {
                throw LanguageError(
                    .wrongColumns, file: file, line: number,
                    "has \(fields.count) columns instead of \(columns.lowerBound) to "
                        + "\(columns.upperBound), divided by tabs")
            }
            rows.append(Row(file: file, line: number, fields: fields))
        }
        self.rows = rows
    }

    static func trimmed(_ text: Substring) -> String {
        var bytes = text.utf8[...]
        while let first = bytes.first, first <= 32 { bytes = bytes.dropFirst() }
        while let last = bytes.last, last <= 32 { bytes = bytes.dropLast() }
        return String(Substring(bytes))
    }
}
