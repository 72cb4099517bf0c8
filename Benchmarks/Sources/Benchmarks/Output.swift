import Glibc

/// Prints figures for a person or for a program.
struct Output {
    private let format: Options.Format

    init(_ format: Options.Format) { self.format = format }

    func begin(_ benchmark: Benchmark) {
        guard format == .table else { return }
        print("\n\(benchmark.name): \(benchmark.summary)")
    }

    func show(_ figure: Figure) {
        switch format {
        case .table: print(row(figure))
        case .jsonl: print(object(figure))
        }
        // They come slowly, and into a pipe they would come all at the end.
        fflush(nil)
    }

    private func row(_ figure: Figure) -> String {
        let unit = figure.unit.rawValue
        var line = "  " + padded(figure.variant, 30)
        line += padded(text(figure.chancery) + " " + unit, 36)
        if let raw = figure.raw, let ratios = figure.ratios {
            line += padded("\(figure.peer) " + text(raw) + " " + unit, 38) + "ratio " + text(ratios)
        }
        return line
    }

    private func object(_ figure: Figure) -> String {
        var text =
            #"{"benchmark":"\#(figure.benchmark)","variant":"\#(figure.variant)""#
            + #","unit":"\#(figure.unit.rawValue)","runs":\#(figure.chancery.count)"#
            + #","chancery":\#(object(figure.chancery))"#
        if let raw = figure.raw, let ratios = figure.ratios {
            text += #","peer":"\#(figure.peer)","raw":\#(object(raw)),"ratio":\#(object(ratios))"#
        }
        return text + "}"
    }

    private func object(_ values: [Double]) -> String {
        let spread = Spread(values)
        return #"{"median":\#(spread.median),"min":\#(spread.least),"max":\#(spread.most)}"#
    }

    private func text(_ values: [Double]) -> String {
        let spread = Spread(values)
        return "\(short(spread.median)) (\(short(spread.least))–\(short(spread.most)))"
    }

    /// Three figures or so.
    private func short(_ value: Double) -> String {
        if value >= 100 { return "\(Int(value.rounded()))" }
        let scale: Double = value >= 10 ? 10 : 100
        return "\((value * scale).rounded() / scale)"
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
