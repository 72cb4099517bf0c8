/// A time of day as dates write it: `19:48`, `19:48:21.5`, `194821`, `7:48 PM`, `19h48`.
enum Clock {
    /// The time at the beginning of `bytes` in seconds, and the index after it.
    static func read(_ bytes: ArraySlice<UInt8>) -> (seconds: Int, end: Int)? {
        var index = bytes.startIndex
        func run(_ limit: Int) -> (value: Int, count: Int) {
            let start = index
            var value = 0
            while index < bytes.endIndex, index - start < limit, Ascii.isDigit(bytes[index]) {
                value = value * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return (value, index - start)
        }
        func take(_ characters: String) -> Bool {
            guard index < bytes.endIndex, characters.utf8.contains(bytes[index]) else {
                return false
            }
            index += 1
            return true
        }
        let first = run(6)
        var hour = first.value
        var minute = 0
        var second = 0
        switch first.count {
        case 1, 2:
            guard take(":.hH") else { return nil }
            let minutes = run(2)
            guard minutes.count > 0 else { return nil }
            minute = minutes.value
            if take(":") {
                let seconds = run(2)
                guard seconds.count > 0 else { return nil }
                second = seconds.value
            }
        case 4:
            hour = first.value / 100
            minute = first.value % 100
        case 6:
            hour = first.value / 10_000
            minute = first.value / 100 % 100
            second = first.value % 100
        default: return nil
        }
        // A fraction, or milliseconds after a colon.
        let beforeFraction = index
        if take(".,:"), run(12).count == 0 { index = beforeFraction }
        guard hour <= 24, minute < 60, second <= 60 else { return nil }
        half(of: bytes, &index, &hour)
        return (hour * 3600 + minute * 60 + min(second, 59), index)
    }

    /// Reads `AM` or `PM`, if it follows.
    private static func half(of bytes: ArraySlice<UInt8>, _ index: inout Int, _ hour: inout Int) {
        var next = index
        if next < bytes.endIndex, bytes[next] == 0x20 { next += 1 }
        let letters = bytes[next...].prefix(4).filter { $0 != UInt8(ascii: ".") }.prefix(2)
        guard letters.count == 2, letters[1] | 0x20 == UInt8(ascii: "m"),
            hour >= 1, hour <= 12
        else { return }
        let isMorning = letters[0] | 0x20 == UInt8(ascii: "a")
        guard isMorning || letters[0] | 0x20 == UInt8(ascii: "p") else { return }
        let hasPoints = next + 1 < bytes.endIndex && bytes[next + 1] == UInt8(ascii: ".")
        let end = min(next + (hasPoints ? 4 : 2), bytes.endIndex)
        // The beginning of a longer word is something else.
        guard end >= bytes.endIndex || !Ascii.isLetter(bytes[end]) else { return }
        hour = hour % 12 + (isMorning ? 0 : 12)
        index = end
    }
}
