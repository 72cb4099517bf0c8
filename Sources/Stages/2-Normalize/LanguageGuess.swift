/// The language of a text, and whether it is one that is coded.
struct LanguageGuess: Equatable {
    /// An ISO 639-1 code, or `und`.
    let code: String
    /// English, or too short to tell.
    let isCoded: Bool

    /// Words below which nothing contradicts English unless another language is clear.
    private static let short = 30
    /// Words looked at.
    private static let sample = 3000

    /// The language of `text`.
    ///
    /// - Parameters:
    ///   - stated: what the submitter says; believed unless the script excludes it.
    ///   - hinted: what a page claims of itself; believed only where the text does not tell.
    ///   - known: the languages that are told apart by their words.
    init(
        text: String, words: Words, stated: String?, hinted: String?, among known: LanguageWords
    ) {
        let script = Self.script(of: text)
        let statedCode = Self.code(stated)
        if let script {
            code = statedCode.flatMap { $0 == "en" ? nil : $0 } ?? script
            isCoded = false
        } else if let statedCode {
            code = statedCode
            isCoded = statedCode == "en"
        } else if let told = Self.byFunctionWords(words, known) {
            code = told
            isCoded = told == "en"
        } else {
            code = Self.code(hinted) ?? "und"
            isCoded = code == "en" || (code == "und" && words.count < Self.short)
        }
    }

    /// `en` of `en`, `EN-gb`, `eng`; nil if it is no language code.
    private static func code(_ tag: String?) -> String? {
        guard let tag else { return nil }
        let primary = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
        guard (2...3).contains(primary.utf8.count),
            primary.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), primary != "und"
        else { return nil }
        return primary == "eng" ? "en" : String(primary)
    }

    /// The language with the most function words; nil if that is not clear.
    private static func byFunctionWords(_ words: Words, _ known: LanguageWords) -> String? {
        let total = min(words.count, sample)
        var hits = [Int](repeating: 0, count: known.languages.count)
        for index in 0..<total {
            let mask = known.masks[words.hash(index)] ?? 0
            if mask == 0 { continue }
            for language in hits.indices where mask >> UInt64(language) & 1 == 1 {
                hits[language] += 1
            }
        }
        guard let most = hits.max(), let best = hits.firstIndex(of: most),
            hits.filter({ $0 == most }).count == 1
        else { return nil }
        // English news has four function words of these in ten words, never one.
        let isEnough = total < short ? most >= 2 && most * 8 >= total : most * 7 >= total
        return isEnough ? known.languages[best] : nil
    }

    /// The language a script stands for; nil for Latin letters, or none.
    private static func script(of text: String) -> String? {
        var count: [String: Int] = [:]
        var latin = 0
        var ukrainian = 0
        var russian = 0
        var persian = 0
        for scalar in text.unicodeScalars.prefix(20_000) {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: latin += 1
            case 0...0x36F: break
            case 0x370...0x3FF: count["el", default: 0] += 1
            case 0x400...0x52F:
                count["ru", default: 0] += 1
                if "іїєґІЇЄҐ".unicodeScalars.contains(scalar) { ukrainian += 1 }
                if "ыэъёЫЭЪЁ".unicodeScalars.contains(scalar) { russian += 1 }
            case 0x590...0x5FF: count["he", default: 0] += 1
            case 0x600...0x77F:
                count["ar", default: 0] += 1
                if "پچژگ".unicodeScalars.contains(scalar) { persian += 1 }
            case 0x900...0x97F: count["hi", default: 0] += 1
            case 0xE00...0xE7F: count["th", default: 0] += 1
            case 0x980...0x9FF: count["bn", default: 0] += 1
            // Some other script: no language, but surely not English.
            case 0x530...0x1DFF: count["und", default: 0] += 1
            case 0x3040...0x30FF: count["ja", default: 0] += 1
            case 0x3400...0x9FFF: count["zh", default: 0] += 1
            case 0xAC00...0xD7AF: count["ko", default: 0] += 1
            default: break
            }
        }
        // Japanese is written in both.
        if let kana = count["ja"], let han = count["zh"], kana * 10 > han {
            count["ja"] = kana + han
            count["zh"] = nil
        }
        let total = latin + count.values.reduce(0, +)
        let largest = count.max { ($0.value, $1.key) < ($1.value, $0.key) }
        // A sign of these scripts says more than a letter.
        guard let largest, largest.value * 5 > total * 2 else { return nil }
        switch largest.key {
        case "ru": return ukrainian > russian ? "uk" : "ru"
        case "ar": return persian * 100 > largest.value ? "fa" : "ar"
        default: return largest.key
        }
    }
}
