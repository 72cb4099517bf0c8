internal import Notation

/// What a value on the command line may be.
public enum ValueKind: Equatable, Sendable {
    /// Any text.
    case text
    /// The path of a file or directory.
    case path
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A duration like `10s`.
    case duration
    /// A size like `64MiB`.
    case size
    /// One of some words.
    case choice([String])

    /// One of the words of an enumeration.
    public static func choice<Word: CaseIterable & RawRepresentable<String>>(
        of words: Word.Type
    ) -> ValueKind { .choice(words.allCases.map(\.rawValue)) }

    /// What stands for the value in a usage line.
    var placeholder: String {
        switch self {
        case .text: "TEXT"
        case .path: "PATH"
        case .integer: "N"
        case .duration: "DURATION"
        case .size: "SIZE"
        case .choice(let words): words.count <= 4 ? words.joined(separator: "|") : "WORD"
        }
    }

    /// What the help adds to an explanation; nil if the placeholder says it all.
    var constraint: String? {
        switch self {
        case .integer(0...Int.max): "a whole number"
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .duration: "like 500ms, 10s, 5m, 2h or 30d"
        case .size: "like 64MiB or 200kB"
        case .choice(let words) where words.count > 4: "one of \(words.joined(separator: ", "))"
        case .text, .path, .choice: nil
        }
    }

    /// Why `text` is no such value; nil if it is one.
    func problem(with text: String) -> String? {
        switch self {
        case .text: return nil
        case .path: return text.isEmpty ? "is not a path" : nil
        case .integer(let range):
            if let number = Int(text), range.contains(number) { return nil }
            if range == 0...Int.max { return "is not a whole number" }
            return "is not a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .duration:
            return DurationNotation.parse(text) == nil
                ? "is not \(DurationNotation.expectation)" : nil
        case .size:
            return SizeNotation.parse(text) == nil ? "is not \(SizeNotation.expectation)" : nil
        case .choice(let words):
            if words.contains(text) { return nil }
            let nearest = Spelling.nearest(to: text, among: words)
            let advice = nearest.map { "; did you mean \($0)?" } ?? ""
            return "is not one of \(words.joined(separator: ", "))\(advice)"
        }
    }
}
