/// Writes text so that YAML reads the same text again.
enum YAMLText {
    /// `text` bare where that is safe and pleasant to read, in double quotes otherwise.
    static func scalar(_ text: String) -> String {
        isBare(text) ? text : quoted(text)
    }

    private static func isBare(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == 0x2F || isLetter(first),
            text.utf8.last != 0x3A, text.lowercased() != "null"
        else { return false }
        return text.utf8.allSatisfy { byte in
            isLetter(byte) || (0x2D...0x3A).contains(byte) || byte == 0x5F
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
    }

    /// `text` in double quotes, on one line, with everything escaped that a terminal might obey.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
                0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
