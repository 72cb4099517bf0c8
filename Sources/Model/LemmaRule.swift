/// How a lemma is made of a form: which case, how many scalars to cut from the end, what to add.
struct LemmaRule: Hashable, Sendable {
    private enum Base: Character {
        case lower = "l", kept = "k", title = "t", upper = "u", plain = "n"
    }

    private var base: Base
    private var cut: Int
    private var addition: String

    /// The rule written as `case-cut-addition`; nil if it is no rule.
    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 1, let letter = parts[0].first,
            let base = Base(rawValue: letter), let cut = Int(parts[1]), (0...100).contains(cut)
        else { return nil }
        self.base = base
        self.cut = cut
        addition = String(parts[2])
    }

    /// The lemma of `form`, whose lower-cased form is `lowered`; nil if the form is too short.
    func lemma(_ form: String, lowered: String) -> String? {
        var scalars: String.UnicodeScalarView
        switch base {
        case .lower: scalars = lowered.unicodeScalars
        case .kept: scalars = form.unicodeScalars
        case .upper: scalars = lowered.uppercased().unicodeScalars
        case .title:
            scalars = String.UnicodeScalarView()
            if let first = lowered.unicodeScalars.first {
                scalars.append(contentsOf: String(first).uppercased().unicodeScalars)
            }
            scalars.append(contentsOf: lowered.unicodeScalars.dropFirst())
        case .plain: scalars = form.unicodeScalars.filter { $0 != "," }
        }
        if cut > 0 {
            let length = scalars.count
            guard length >= cut, length > cut || !addition.isEmpty else { return nil }
            scalars.removeLast(cut)
        } else if scalars.isEmpty && addition.isEmpty {
            return nil
        }
        scalars.append(contentsOf: addition.unicodeScalars)
        return String(scalars)
    }
}
