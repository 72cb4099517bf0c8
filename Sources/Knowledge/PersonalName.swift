/// The forms in which news writes a person's name, derived from those of the tables.
enum PersonalName {
    private static let titles: Set<String> = [
        "king", "queen", "emperor", "emir", "sultan", "pope", "prince", "grand duke",
    ]

    /// Whether one who holds the office is called by it and a given name: "King Salman".
    static func reigns(_ office: String) -> Bool { titles.contains(office) }

    /// The forms and, of each, those without the Arabic article ("Haider Abadi") and with a given
    /// name not hyphened ("Kim Jong Un"); each once.
    static func forms(_ names: [String]) -> [String] {
        var forms: [String] = []
        func add(_ form: String) { if !forms.contains(form) { forms.append(form) } }
        for name in names {
            add(name)
            guard name.utf8.contains(UInt8(ascii: "-")) else { continue }
            let words = name.split(separator: " ")
            let bare = words.enumerated().map { index, word in
                index > 0 && hasArticle(word) ? word.dropFirst(3) : word
            }
            if bare != words {
                add(bare.joined(separator: " "))
            } else if words.count > 1 {
                add(String(name.map { $0 == "-" ? " " : $0 }))
            }
        }
        return forms
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

    private static func hasArticle(_ word: Substring) -> Bool {
        let start = Array(word.utf8.prefix(3))
        return word.utf8.count > 4
            && [Array("al-".utf8), Array("el-".utf8), Array("Al-".utf8), Array("El-".utf8)]
                .contains(start)
    }

    private static func isNumeral(_ word: Substring) -> Bool {
        word.utf8.allSatisfy {
            [UInt8(ascii: "I"), UInt8(ascii: "V"), UInt8(ascii: "X")].contains($0)
        }
    }
}
