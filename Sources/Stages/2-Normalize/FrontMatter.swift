import Messages

/// What the first lines of an article say about it. The lines stay in the text.
struct FrontMatter {
    private(set) var title: String?
    private(set) var byline: String?
    private(set) var dateline: String?
    private(set) var published: Timestamp?
    private(set) var updated: Timestamp?

    /// Lines looked at.
    private static let depth = 6

    /// Reads the head of `blocks`.
    ///
    /// - Parameter titleIsKnown: then the first line cannot be the title, and may be the byline.
    init(blocks: [Block], titleIsKnown: Bool) {
        for (index, block) in blocks.prefix(Self.depth).enumerated() {
            if let (date, isUpdate) = WrittenDate.read(block.text) {
                if isUpdate { updated = updated ?? date } else { published = published ?? date }
            } else if let name = Self.byline(block.text, allowingPlace: titleIsKnown || index > 0) {
                byline = byline ?? name
            } else if block.kind == .heading, index == 0, !titleIsKnown,
                blocks.dropFirst().contains(where: { $0.kind == .body })
            {
                title = block.text
            } else if block.kind == .body {
                dateline = Self.dateline(block.text)
                break
            }
        }
    }

    /// The writer that a byline names: `By Marta Lindqvist`, or `Marta Lindqvist in Oslo`.
    static func byline(_ text: String, allowingPlace: Bool) -> String? {
        guard text.utf8.count <= 100, text.unicodeScalars.last != "." else { return nil }
        let words = text.split(separator: " ")
        if let first = words.first, first == "By" || first == "BY", (2...12).contains(words.count) {
            let names = words.dropFirst()
            let small: Set<Substring> = ["and", "in", "for", "of", "de", "van", "von", "bin", "al"]
            guard names.allSatisfy({ isCapitalised($0) || small.contains($0) }),
                isCapitalised(names[names.startIndex])
            else { return nil }
            return names.joined(separator: " ")
        }
        guard allowingPlace, let middle = words.firstIndex(of: "in"), (2...4).contains(middle),
            (1...3).contains(words.count - middle - 1),
            words.enumerated().allSatisfy({ $0.offset == middle || isCapitalised($0.element) })
        else { return nil }
        return words[..<middle].joined(separator: " ")
    }

    /// The place that opens a paragraph before a dash: `OSLO, 3 March (Agency) —`.
    static func dateline(_ text: String) -> String? {
        let head = Array(text.unicodeScalars.prefix(120))
        guard var end = dash(in: head) else { return nil }
        var hasMore = false
        while end > 0, head[end - 1] == " " { end -= 1 }
        if end > 0, head[end - 1] == ")" {
            guard let open = head[..<end].lastIndex(of: "("), open > 0 else { return nil }
            hasMore = true
            end = open
        }
        let parts = string(head[..<end]).split(separator: ",").map { $0.split(separator: " ") }
        guard let place = parts.first, (1...4).contains(place.count) else { return nil }
        var names = [place.joined(separator: " ")]
        for part in parts.dropFirst() {
            if part.isEmpty { continue }
            if isDayOfMonth(part) {
                hasMore = true
            } else if part.count <= 3, part.allSatisfy(isCapitalised) {
                names.append(part.joined(separator: " "))
            } else {
                return nil
            }
        }
        // In capitals it is a dateline; else it takes an agency or a date to be one.
        let letters = names[0].unicodeScalars.filter(\.properties.isAlphabetic)
        guard letters.count >= 2, place.allSatisfy(isCapitalised) else { return nil }
        let isShouted = letters.allSatisfy(\.properties.isUppercase)
        return isShouted || hasMore ? names.joined(separator: ", ") : nil
    }

    /// Where the first dash that ends a dateline stands.
    private static func dash(in head: [Unicode.Scalar]) -> Int? {
        for (index, scalar) in head.enumerated() where index > 1 {
            switch scalar {
            case "—", "–": return index
            case "-":
                let spaced = head[index - 1] == " " || head[index - 1] == ")"
                if spaced, index + 1 < head.count, head[index + 1] == " " || head[index + 1] == "-"
                {
                    return index
                }
            default: break
            }
        }
        return nil
    }

    private static func isDayOfMonth(_ words: [Substring]) -> Bool {
        words.contains { WrittenDate.month($0) != nil }
            && words.contains { WrittenDate.number($0) != nil }
    }

    private static func isCapitalised(_ word: Substring) -> Bool {
        word.unicodeScalars.first { $0 != "(" && $0 != "‘" && $0 != "'" }?.properties.isUppercase
            ?? false
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
