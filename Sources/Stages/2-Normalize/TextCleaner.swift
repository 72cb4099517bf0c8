import CICU

/// Takes out of a text what nobody reads: controls, invisible characters, odd spaces.
enum TextCleaner {
    /// The lines of `text`, clean, in NFC, without spaces at either end; blank ones are empty.
    /// No more than about `limit` UTF-8 bytes are given; `isCut` says that there was more.
    static func lines(_ text: String, limit: Int) -> (lines: [String], isCut: Bool) {
        var lines: [String] = []
        var line: [UInt8] = []
        var size = 0
        var isCut = false
        var endedByReturn = false
        var marks = 0
        func complete() {
            if line.last == 0x20 { line.removeLast() }
            lines.append(canonical(String(decoding: line, as: UTF8.self)))
            line.removeAll(keepingCapacity: true)
        }
        let text = Mojibake.mayBe(text) ? repaired(text) : text
        for scalar in text.unicodeScalars {
            let follows = endedByReturn
            endedByReturn = scalar == "\r"
            switch role(of: scalar) {
            case .text:
                marks = isMark(scalar) ? marks + 1 : 0
                if marks > markLimit { continue }
                size += UTF8.width(scalar)
                line.append(contentsOf: Unicode.UTF8.encode(scalar) ?? .init())
            case .space:
                if let last = line.last, last != 0x20 { line.append(0x20) }
            case .newline:
                if scalar == "\n" && follows { continue }
                size += 1
                complete()
            case .paragraph:
                size += 2
                complete()
                complete()
            case .nothing: continue
            }
            if size > limit {
                isCut = true
                break
            }
        }
        complete()
        return (lines, isCut)
    }

    /// `text` with each of its lines repaired: a line is whole, a page has several hands.
    private static func repaired(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Mojibake.repaired(String($0)) }.joined(separator: "\n")
    }

    /// Marks on one letter that are kept: as in Unicode's stream-safe format. Putting more into
    /// order takes quadratic time.
    private static let markLimit = 30

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
    }

    private enum Role { case text, space, newline, paragraph, nothing }

    private static func role(of scalar: Unicode.Scalar) -> Role {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028: .newline
        case 0x2029: .paragraph
        case 0x09, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: .space
        case 0x21...0x7E: .text
        // Controls, soft hyphen, zero-width and direction marks, joiners, byte order mark,
        // noncharacters, private use (icon fonts).
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F,
            0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB,
            0xFDD0...0xFDEF, 0xE000...0xF8FF:
            .nothing
        default: scalar.value >= 0xE0000 || scalar.value & 0xFFFE == 0xFFFE ? .nothing : .text
        }
    }

    /// `text` in NFC, by ICU; ASCII and what is in NFC already comes back as it is.
    private static func canonical(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        let units = Array(text.utf16)
        let count = Int32(units.count)
        guard chancery_nfc_prefix(units, count) < count else { return text }
        // NFC is at most three times as long in UTF-16.
        var result = [UInt16](repeating: 0, count: units.count * 3 + 8)
        let length = chancery_nfc(units, count, &result, Int32(clamping: result.count))
        guard length >= 0, Int(length) <= result.count else { return text }
        return String(decoding: result[..<Int(length)], as: UTF16.self)
    }
}
