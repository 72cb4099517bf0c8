import Arguments

/// A line that programs read as JSON and people as a row of a table.
protocol TableLine: Encodable {
    static var columns: [Table.Column] { get }
    var cells: [String] { get }
}

extension TableLine {
    /// Prints lines as they were asked for.
    static func show(
        _ lines: [Self], _ format: Console.EventFormat, _ console: Console
    ) throws {
        switch format {
        case .jsonl: for line in lines { try console.print(json: line) }
        case .table: try console.print(Table(columns, rows: lines.map(\.cells)))
        }
    }
}
