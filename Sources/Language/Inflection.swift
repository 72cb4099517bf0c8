/// Makes the forms of English verbs and nouns by rule; what is irregular is data.
public enum Inflection {
    /// The forms of an irregular verb.
    public struct Irregular: Hashable, Sendable {
        /// The past forms: `went`.
        public var past: [String]
        /// The past participles: `gone`.
        public var participles: [String]

        /// An irregular verb's forms.
        public init(past: [String], participles: [String]) {
            self.past = past
            self.participles = participles
        }
    }

    /// One form of a verb.
    public struct Form: Hashable, Sendable {
        /// The form.
        public var text: String
        /// Which form it is.
        public var wordClass: WordClass
    }

    /// All forms of the verb `base`.
    public static func forms(of base: String, _ irregular: Irregular?) -> [Form] {
        var forms = [
            Form(text: base, wordClass: .base), Form(text: plural(base), wordClass: .present),
            Form(text: gerund(base), wordClass: .gerund),
        ]
        if let irregular {
            forms += irregular.past.map { Form(text: $0, wordClass: .past) }
            forms += irregular.participles.map { Form(text: $0, wordClass: .participle) }
        } else {
            forms.append(Form(text: past(base), wordClass: [.past, .participle]))
        }
        return forms
    }

    /// The plural of a noun, or the third person of a verb: `cries`, `clashes`.
    public static func plural(_ word: String) -> String {
        let bytes = Array(word.utf8)
        guard let last = bytes.last, bytes.count > 1 else { return word + "s" }
        let before = bytes[bytes.count - 2]
        if last == UInt8(ascii: "y"), !isVowel(before) { return word.dropLast() + "ies" }
        if word == "go" || word == "do" || word == "veto" || word == "embargo" {
            return word + "es"
        }
        let sibilants = ["s", "x", "z", "ch", "sh"]
        return sibilants.contains(where: word.hasSuffix) ? word + "es" : word + "s"
    }

    static func past(_ word: String) -> String {
        if word.hasSuffix("e") { return word + "d" }
        let bytes = Array(word.utf8)
        if word.hasSuffix("y"), bytes.count > 1, !isVowel(bytes[bytes.count - 2]) {
            return word.dropLast() + "ied"
        }
        return doubled(word) + "ed"
    }

    static func gerund(_ word: String) -> String {
        if word.hasSuffix("ie") { return word.dropLast(2) + "ying" }
        if word == "be" || word == "flee" || word == "free" || word == "agree" {
            return word + "ing"
        }
        if word.hasSuffix("ee") { return word + "ing" }
        if word.hasSuffix("e") { return word.dropLast() + "ing" }
        return doubled(word) + "ing"
    }

    /// The stem before `-ed` and `-ing`: one stressed short vowel doubles the consonant after it.
    private static func doubled(_ word: String) -> String {
        let bytes = Array(word.utf8)
        guard bytes.count >= 3, let last = bytes.last else { return word }
        let final = Unicode.Scalar(last)
        if "wxyhcqaeiou".unicodeScalars.contains(final) { return word + (last == 99 ? "k" : "") }
        guard isVowel(bytes[bytes.count - 2]), !isVowel(bytes[bytes.count - 3]) else { return word }
        let vowels = bytes.filter(isVowel).count
        if vowels == 1 { return word + String(final) }
        // Longer words double only where the last syllable is stressed: by common endings.
        let stressed = ["mit", "fer", "pel", "bel", "cur", "gret", "cel", "cord", "rol", "sal"]
        if word.hasSuffix("el") || stressed.contains(where: word.hasSuffix) {
            return word.hasSuffix("offer") || word.hasSuffix("suffer") || word.hasSuffix("differ")
                ? word : word + String(final)
        }
        return word
    }

    private static func isVowel(_ byte: UInt8) -> Bool { "aeiou".utf8.contains(byte) }
}
