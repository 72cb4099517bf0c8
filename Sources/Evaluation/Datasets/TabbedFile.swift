/// A file of tab-separated lines under a line of column names. There is no quoting: what stands
/// between two tabs is the field.
public struct TabbedFile: Sendable {
    /// Largest file, in bytes.
    public static let sizeLimit = 256 << 20
    /// Longest line, in bytes.
    static let lineLimit = 1 << 16

    /// One line below the names.
    struct Row: Sendable {
        /// Its number in the file, from 1.
        var line: Int
        /// Its fields, as many as there are columns.
        var fields: [String]
    }

    /// The file's name, for errors.
    let file: String
    /// The names of the columns, in order.
    let columns: [String]
    /// The lines.
    private(set) var rows: [Row] = []

    /// Reads `bytes`, which must have the columns in `needed`. Empty lines count for nothing.
    init(_ bytes: [UInt8], file: String, needed: [String]) throws(DatasetError) {
        self.file = file
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DatasetError(file, "is not UTF-8")
        }
        var columns: [String]?
        var number = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            var line = line.last == 0x0D ? line.dropLast() : line
            if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            if line.isEmpty { continue }
            guard line.count <= TabbedFile.lineLimit else {
                throw DatasetError(
                    file, line: number, "has \(line.count) bytes, more than \(TabbedFile.lineLimit)"
                )
            }
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
                .map { String(Substring($0)) }
            guard let columns else {
                columns = fields
                let missing = needed.filter { !fields.contains($0) }
                guard missing.isEmpty else {
                    throw DatasetError(
                        file, line: number,
                        "has no column \(missing.joined(separator: ", ")): the first line names the "
                            + "columns, divided by tabs")
                }
                continue
            }
            guard fields.count == columns.count else {
                throw DatasetError(
                    file, line: number,
                    "has \(fields.count) fields, but there are \(columns.count) columns: a tab or a "
                        + "line break inside a field?")
            }
            rows.append(Row(line: number, fields: fields))
        }
        guard let columns else { throw DatasetError(file, "is empty") }
        guard !rows.isEmpty else { throw DatasetError(file, "has no line below the names") }
        self.columns = columns
    }

    /// The place of the column `name`; nil if there is none.
    func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

    /// An error at `row`.
    func error(_ row: Row, _ reason: String) -> DatasetError {
        DatasetError(file, line: row.line, reason)
    }
}
