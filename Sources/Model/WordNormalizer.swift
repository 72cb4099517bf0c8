internal import CICU

/// What BERT's uncased vocabulary sees of a text: no control characters, no accents, no capitals.
///
/// Each character that is left knows which scalar of the text it came from.
struct WordNormalizer {
    /// The characters that are left, as scalar values; white space is U+0020.
    private(set) var values: [UInt32] = []
    /// For each, the place in the text of the scalar that it came from.
    private(set) var origins: [Int32] = []
    /// Marks that wait to be sorted, as they stood in the text.
    private var classes: [(value: UInt32, origin: Int32, order: UInt8)] = []
    private var decomposed = [UInt16](repeating: 0, count: 32)

    /// Normalizes `text`; replaces what was here before.
    mutating func normalize(_ text: some Sequence<Unicode.Scalar>) {
        values.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        var place: Int32 = 0
        for scalar in text {
            let value = scalar.value
            if value < 0x80 {
                flushMarks()
                if value >= 0x41 && value <= 0x5A {
                    add(value + 32, place)
                } else if value > 0x20 && value < 0x7F {
                    add(value, place)
                } else if value == 0x20 || (value >= 9 && value <= 13 && value != 11 && value != 12)
                {
                    add(0x20, place)
                }
            } else {
                addOther(scalar, place)
            }
            place += 1
        }
        flushMarks()
    }

    private mutating func add(_ value: UInt32, _ origin: Int32) {
        values.append(value)
        origins.append(origin)
    }

    private mutating func addOther(_ scalar: Unicode.Scalar, _ place: Int32) {
        if WordNormalizer.isDropped(scalar) { return }
        if scalar.properties.isWhitespace {
            flushMarks()
            add(0x20, place)
            return
        }
        let ideograph = WordNormalizer.isIdeograph(scalar.value)
        if ideograph {
            flushMarks()
            add(0x20, place)
        }
        let length = Int(
            chancery_nfd_of(Int32(scalar.value), &decomposed, Int32(decomposed.count)))
        if length > 0 && length <= decomposed.count {
            var units = decomposed[..<length].makeIterator()
            var decoder = UTF16()
            while case .scalarValue(let part) = decoder.decode(&units) { addPart(part, place) }
        } else {
            addPart(scalar, place)
        }
        if ideograph {
            flushMarks()
            add(0x20, place)
        }
    }

    /// One character of a decomposition. Marks that stay are sorted by class up to the next
    /// character of class 0.
    private mutating func addPart(_ scalar: Unicode.Scalar, _ place: Int32) {
        var order = scalar.value < 0x300 ? 0 : chancery_combining_class(Int32(scalar.value))
        if order != 0, WordNormalizer.isYoung(scalar) { order = 0 }
        if order == 0 { flushMarks() }
        if WordNormalizer.category(scalar) == .nonspacingMark { return }
        if order != 0 {
            classes.append((scalar.value, place, order))
        } else {
            addLowered(scalar.value, place)
        }
    }

    private mutating func flushMarks() {
        guard !classes.isEmpty else { return }
        // Stable: equal classes keep their order. The places stay, so that they always grow.
        let places = classes.map(\.origin)
        let sorted = classes.enumerated().sorted {
            ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
        }
        classes.removeAll(keepingCapacity: true)
        for ((_, mark), place) in zip(sorted, places) { addLowered(mark.value, place) }
    }

    private mutating func addLowered(_ value: UInt32, _ place: Int32) {
        guard let scalar = Unicode.Scalar(value) else { return }
        guard scalar.properties.changesWhenLowercased else {
            add(value, place)
            return
        }
        for lowered in scalar.properties.lowercaseMapping.unicodeScalars {
            add(lowered.value, place)
        }
    }

    /// A character's category as Unicode 8.0 has it; nil for younger ones. The tables of the
    /// reference stop there, and what they do not know stays in the text.
    private static func category(_ scalar: Unicode.Scalar) -> Unicode.GeneralCategory? {
        if isYoung(scalar) { return nil }
        switch scalar.value {
        // Those that have changed since.
        case 0x166D, 0x111C9: return .otherPunctuation
        case 0x1734, 0x1171E: return .nonspacingMark
        case 0x1885, 0x1886: return .otherLetter
        case 0xA9BD: return .spacingMark
        default: break
        }
        return scalar.properties.generalCategory
    }

    /// Whether Unicode 8.0 does not know a character.
    private static func isYoung(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age else { return true }
        return age.major > 8
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value == 0xFFFD { return true }
        switch category(scalar) {
        case .control, .format, .privateUse: return true
        default: return false
        }
    }

    private static func isIdeograph(_ value: UInt32) -> Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
            0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// Whether a character stands alone.
    static func isPunctuation(_ value: UInt32) -> Bool {
        if value < 0x80 {
            return (33...47).contains(value) || (58...64).contains(value)
                || (91...96).contains(value) || (123...126).contains(value)
        }
        switch Unicode.Scalar(value).flatMap(category) {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation, .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }
}
