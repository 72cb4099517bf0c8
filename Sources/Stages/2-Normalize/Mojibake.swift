/// Repairs text that was UTF-8, was read as Windows-1252, and was written as UTF-8 again:
/// `donâ€™t`, `cafÃ©`.
enum Mojibake {
    /// Times a text may have gone through it.
    private static let depth = 3

    /// `line` as it was meant. Nothing changes unless all its foreign letters together say so.
    static func repaired(_ line: String) -> String {
        guard mayBe(line) else { return line }
        var text = line
        for _ in 0..<depth {
            guard let better = once(text) else { break }
            text = better
        }
        return text
    }

    /// Whether one of the letters occurs that the first bytes of UTF-8 become.
    static func mayBe(_ text: String) -> Bool {
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous == 0xC3, firsts.contains(byte) { return true }
            previous = byte
        }
        return false
    }

    /// Second bytes of `Â Ã Ä Å Î Ï Ð Ñ Ø Ù â`, whose first is 0xC3.
    private static let firsts: Set<UInt8> = [
        0x82, 0x83, 0x84, 0x85, 0x8E, 0x8F, 0x90, 0x91, 0x98, 0x99, 0xA2,
    ]

    private static func once(_ text: String) -> String? {
        var result = String.UnicodeScalarView()
        var run: [UInt8] = []
        var runs = 0
        var long = 0
        func close() -> Bool {
            guard !run.isEmpty else { return true }
            guard let meant = String(validating: run, as: UTF8.self) else { return false }
            let isLikely = meant.unicodeScalars.allSatisfy { isLikelyMeant($0.value) }
            guard isLikely else { return false }
            runs += 1
            if run.count > 2 { long += 1 }
            result.append(contentsOf: meant.unicodeScalars)
            run.removeAll(keepingCapacity: true)
            return true
        }
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 {
                guard close() else { return nil }
                result.append(scalar)
            } else if let byte = byte(of: scalar.value) {
                run.append(byte)
            } else {
                return nil
            }
        }
        guard close(), long > 0 || runs > 1 else { return nil }
        return String(result)
    }

    /// What a byte became when it was read as Windows-1252, the other way round.
    private static func byte(of value: UInt32) -> UInt8? {
        if value < 0x100 { return UInt8(value) }
        return windows[value]
    }

    private static let windows: [UInt32: UInt8] = {
        var bytes: [UInt32: UInt8] = [:]
        for byte in UInt8(0x80)...0x9F {
            let scalar = TextDecoder.windows1252([byte]).unicodeScalars.first
            if let scalar, scalar.value >= 0x100 { bytes[scalar.value] = byte }
        }
        return bytes
    }()

    /// Latin, Greek, Cyrillic, Hebrew and Arabic letters, and common signs.
    private static func isLikelyMeant(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0...0x17F, 0x370...0x6FF, 0x2010...0x2044, 0x20AC, 0x2122, 0x2190...0x22FF: true
        default: false
        }
    }
}
