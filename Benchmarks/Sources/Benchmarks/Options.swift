/// What the command line asks for.
struct Options: Sendable {
    enum Format: String, Sendable { case table, jsonl }

    var names: [String] = []
    var runs = 5
    var format = Format.table
    var quick = false
    var list = false
    /// Where databases and sockets go; nil for `TMPDIR` or `/tmp`.
    var folder: String?

    static let usage = """
        usage: benchmarks [NAME…] [--runs N] [--format table|jsonl] [--folder DIR] [--quick] [--list]
        """

    init(_ arguments: some Sequence<String>) throws(Failure) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--quick":
                quick = true
                runs = min(runs, 3)
            case "--list": list = true
            case "--runs":
                guard let runs = rest.popFirst().flatMap(Int.init), (1...1000).contains(runs) else {
                    throw Failure("--runs wants a number from 1 to 1000")
                }
                self.runs = runs
            case "--format":
                guard let format = rest.popFirst().flatMap(Format.init) else {
                    throw Failure("--format wants table or jsonl")
                }
                self.format = format
            case "--folder":
                guard let folder = rest.popFirst() else { throw Failure("--folder wants a folder") }
                self.folder = folder
            case _ where argument.hasPrefix("-"):
                throw Failure("there is no option \(argument)\n\(Options.usage)")
            default: names.append(argument)
            }
        }
    }

    /// `full`, or `quick` in a smoke run.
    func size(_ full: Int, quick: Int) -> Int { self.quick ? quick : full }
}

/// Why nothing could be measured.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
