/// What a word's letters look like, which the uncased vocabulary forgets: the row of
/// `embeddings.case`.
enum WordCase: Int {
    /// No letter that has a case.
    case none
    /// All small.
    case lower
    /// The first is a capital, and others follow that are small.
    case initial
    /// One letter, a capital.
    case single
    /// Two or more, all capitals.
    case upper
    /// Anything else.
    case mixed

    /// The case of a word as it is written.
    init(_ word: some Sequence<Unicode.Scalar>) {
        var letters = 0
        var capitals = 0
        var firstIsCapital = false
        for scalar in word {
            let capital: Bool
            if scalar.value < 0x80 {
                capital = (0x41...0x5A).contains(scalar.value)
                guard capital || (0x61...0x7A).contains(scalar.value) else { continue }
            } else {
                capital = scalar.properties.isUppercase
                guard capital || scalar.properties.isLowercase else { continue }
            }
            if letters == 0 { firstIsCapital = capital }
            letters += 1
            if capital { capitals += 1 }
        }
        if letters == 0 {
            self = .none
        } else if capitals == 0 {
            self = .lower
        } else if capitals == letters {
            self = letters == 1 ? .single : .upper
        } else {
            self = firstIsCapital && capitals == 1 ? .initial : .mixed
        }
    }
}
