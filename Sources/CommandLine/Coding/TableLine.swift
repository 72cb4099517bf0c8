import Arguments

/// A line that programs read as JSON and people as a row of a table.
protocol TableLine: Encodable {
    static var columns: [Table.Column] { get }
    var cells: [String] { get }
}
