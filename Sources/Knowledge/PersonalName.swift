/// The forms in which news writes a person's name, derived from those of the tables.
enum PersonalName {
    private static let titles: Set<String> = [
        "king", "queen", "emperor", "emir", "sultan", "pope", "prince", "grand duke",
    ]

    /// Whether one who holds the office is called by it and a given name: "King Salman".
    static func reigns(_ office: String) -> Bool { titles.contains(office) }

    /// The other form of a name with a hyphen: without the Arabic article ("Haider Abadi"), or with
    /// a given name not hyphened ("Kim Jong Un"); nil if there is none.
    static func other(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let (space, hyphen) = (UInt8(ascii: " "), UInt8(ascii: "-"))
        guard name.contains(hyphen), name.contains(space) else { return nil }
        var bare: [UInt8] = []
        bare.reserveCapacity(name.count)
        var isFirst = true
        for word in name.split(separator: space) {
            if !isFirst { bare.append(space) }
            bare += !isFirst && hasArticle(word) ? word.dropFirst(3) : word
            isFirst = false
        }
        return bare.count < name.count ? bare : name.map { $0 == hyphen ? space : $0 }
    }

    /// "King Charles III" and "King Charles" for who reigns; nothing for others.
    static func titled(_ names: [String], _ office: String) -> [String] {
        guard reigns(office) else { return [] }
        let title = office.split(separator: " ").map { word in
            word.prefix(1).uppercased() + word.dropFirst()
        }.joined(separator: " ")
        var forms: [String] = []
        func add(_ form: String) { if !forms.contains(form) { forms.append(form) } }
        for name in names where !name.utf8.starts(with: title.utf8) {
            add(title + " " + name)
            let words = name.split(separator: " ")
            if words.count > 1, let last = words.last, isNumeral(last) {
                add(title + " " + words.dropLast().joined(separator: " "))
            }
        }
        return forms
    }

    /// Whether a word begins with "al-" or "el-".
    private static func hasArticle(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard word.count > 4 else { return false }
        let start = word.startIndex
        return [UInt8(ascii: "a"), UInt8(ascii: "e")].contains(word[start] | 32)
            && word[start + 1] == UInt8(ascii: "l") && word[start + 2] == UInt8(ascii: "-")
    }

    private static func isNumeral(_ word: Substring) -> Bool {
        word.utf8.allSatisfy {
            [UInt8(ascii: "I"), UInt8(ascii: "V"), UInt8(ascii: "X")].contains($0)
        }
    }
}
