/// A plain table for a terminal: aligned columns, one line a row.
public struct Table: Sendable {
    /// A column.
    public struct Column: Sendable {
        /// On which side the cells stand.
        public enum Alignment: Sendable {
            /// Text.
            case left
            /// Numbers.
            case right
        }

        /// What stands above it.
        public let heading: String
        /// On which side the cells stand.
        public let alignment: Alignment
        /// How narrow it may become when the table is too wide; nil if it must not be cut.
        public let shrinksTo: Int?

        /// A column.
        public init(_ heading: String, _ alignment: Alignment = .left, shrinksTo: Int? = nil) {
            self.heading = heading
            self.alignment = alignment
            self.shrinksTo = shrinksTo
        }
    }

    /// The columns.
    public let columns: [Column]
    /// The cells; a row may be shorter than the columns, what is beyond them is left out.
    public var rows: [[String]]

    /// A table.
    public init(_ columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    private static let gap = 2

    /// The table in `width` columns if that can be done, else as wide as it must be; nil is as wide
    /// as it likes. Control characters in cells are made harmless.
    public func render(width: Int?) -> String {
        let cells = ([columns.map(\.heading)] + rows).map { row in
            columns.indices.map { $0 < row.count ? TerminalText.clean(row[$0]) : "" }
        }
        let widths = fit(cells, into: width)
        var text = ""
        for row in cells {
            var line = ""
            // Spaces that only the next filled cell makes necessary; none at the end of a line.
            var pending = 0
            for (index, cell) in row.enumerated() {
                let shown = TerminalText.cut(cell, to: widths[index])
                let free = widths[index] - TerminalText.width(of: shown)
                let isRight = columns[index].alignment == .right
                if !shown.isEmpty {
                    line += String(repeating: " ", count: pending + (isRight ? free : 0)) + shown
                    pending = isRight ? 0 : free
                } else {
                    pending += free
                }
                pending += Self.gap
            }
            text += line + "\n"
        }
        return text
    }

    /// The widths of columns: what the cells need, less what the widest can spare.
    private func fit(_ cells: [[String]], into width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            cells.map { TerminalText.width(of: $0[index]) }.max() ?? 0
        }
        guard let width else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * max(0, columns.count - 1) - width
        while excess > 0 {
            let candidates = columns.indices.filter { index in
                columns[index].shrinksTo.map { widths[index] > max(1, $0) } ?? false
            }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }
}
