/// Classes of characters that cutting text needs, fast for ASCII.
enum Scalars {
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value <= 32 }
        return value == 0x200B || value == 0xFEFF || value < 0xA0
            || scalar.properties.isWhitespace
    }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x80 { return (65...90).contains(value) || (97...122).contains(value) }
        return scalar.properties.isAlphabetic
    }

    /// Whether it is a letter of English.
    static func isPlainLetter(_ scalar: Unicode.Scalar) -> Bool {
        (97...122).contains(scalar.value | 32)
    }

    static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

    static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        return value < 0x80 ? (65...90).contains(value) : scalar.properties.isUppercase
    }

    /// Whether it is a letter, a digit, or a mark upon a letter.
    static func isWordly(_ scalar: Unicode.Scalar) -> Bool {
        if isLetter(scalar) || isDigit(scalar) { return true }
        guard scalar.value >= 0x80 else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
            .otherNumber:
            return scalar.value != 0xFE0F && scalar.value != 0x20E3
        default: return scalar.value == 0xAD || scalar.value == 0x200C
        }
    }

    static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar.value == 0x2019 || scalar.value == 0x2BC
    }

    /// Whether a character changes the sign before it instead of beginning another.
    static func continuesMark(_ scalar: Unicode.Scalar, after before: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value == 0xFE0F || value == 0x200D || value == 0x20E3 { return true }
        if (0x1F3FB...0x1F3FF).contains(value) { return true }
        if before.value == 0x200D { return value > 0x2000 }
        let flags: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
        return flags.contains(value) && flags.contains(before.value)
    }

    static func lowered(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        for scalar in scalars {
            if scalar.value < 0x80 {
                let capital = (65...90).contains(scalar.value)
                text.append(capital ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar)
            } else if scalar.value == 0x2019 || scalar.value == 0x2BC {
                text.append("'")
            } else {
                text.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(text)
    }
}
