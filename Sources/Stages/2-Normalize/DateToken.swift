/// A piece of a text in which a date is sought.
struct DateToken {
    enum Kind: Equatable {
        /// A number and how many digits it is written with.
        case number(Int, Int)
        /// A lower-case word.
        case word(String)
        /// Any other sign; white space is left out.
        case mark(Unicode.Scalar)
    }

    var kind: Kind
    /// Where it stands, in scalars.
    var range: Range<Int>

    /// The pieces of the first `limit` scalars of `text`.
    static func tokens(of text: String, limit: Int) -> [DateToken] {
        let scalars = Array(text.unicodeScalars.prefix(limit))
        var tokens: [DateToken] = []
        var position = 0
        while position < scalars.count {
            let start = position
            let scalar = scalars[position]
            if isDigit(scalar) {
                while position < scalars.count, isDigit(scalars[position]) { position += 1 }
                let digits = scalars[start..<position]
                let value = digits.prefix(9).reduce(0) { $0 * 10 + Int($1.value - 0x30) }
                tokens.append(
                    DateToken(kind: .number(value, digits.count), range: start..<position))
            } else if isLetter(scalar) {
                // Signs of scripts without spaces are words of their own.
                let isAlone = (0x2E80...0xABFF).contains(scalar.value)
                position += 1
                while !isAlone, position < scalars.count,
                    isLetter(scalars[position]) || scalars[position] == "\u{301}"
                {
                    position += 1
                }
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[start..<position])
                tokens.append(
                    DateToken(kind: .word(lowercased(view)), range: start..<position))
            } else {
                position += 1
                if scalar.properties.isWhitespace { continue }
                tokens.append(DateToken(kind: .mark(scalar), range: start..<position))
            }
        }
        return tokens
    }

    /// Most letters are ASCII, and asking Unicode takes long.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80
            ? (0x61...0x7A).contains(scalar.value | 0x20) : scalar.properties.isAlphabetic
    }

    /// A word's letters only, of which those of ASCII differ by one bit.
    private static func lowercased(_ word: String.UnicodeScalarView) -> String {
        guard word.allSatisfy(\.isASCII) else { return String(word).lowercased() }
        return String(
            decoding: word.map { UInt8($0.value) | 0x20 },
            as: UTF8.self)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }

    /// The time of day that follows a date, as the rest of an RFC 3339 time, and the token after
    /// it; `(nil, index)` if none does.
    static func time(_ tokens: [DateToken], from index: Int) -> (String?, Int) {
        var next = index
        // At most a comma or a bar and a word: `, at`, `um`, `- ore`, `T`.
        for _ in 0..<2 where next < tokens.count {
            switch tokens[next].kind {
            case .mark(let mark) where ",|-–—•·@T/(".unicodeScalars.contains(mark): next += 1
            case .word(let word) where word.utf8.count <= 3: next += 1
            default: break
            }
        }
        guard next + 2 < tokens.count, case .number(var hour, 1...2) = tokens[next].kind,
            tokens[next + 1].kind == .mark(":") || tokens[next + 1].kind == .word("h"),
            case .number(let minute, 2) = tokens[next + 2].kind, hour < 24, minute < 60
        else { return (nil, index) }
        next += 3
        var second = 0
        if next + 1 < tokens.count, tokens[next].kind == .mark(":"),
            case .number(let value, 2) = tokens[next + 1].kind, value < 60
        {
            second = value
            next += 2
            if next + 1 < tokens.count, tokens[next].kind == .mark("."),
                case .number = tokens[next + 1].kind
            {
                next += 2
            }
        }
        if next < tokens.count, case .word(let word) = tokens[next].kind {
            var letters = word
            if word == "a" || word == "p", next + 2 < tokens.count,
                tokens[next + 1].kind == .mark("."), tokens[next + 2].kind == .word("m")
            {
                letters = word + "m"
                next += 2
            }
            if letters == "am" || letters == "pm" {
                if hour > 12 { return (nil, index) }
                hour = hour % 12 + (letters == "pm" ? 12 : 0)
                next += 1
                if next < tokens.count, tokens[next].kind == .mark(".") { next += 1 }
            } else if letters == "uhr" || letters == "h" {
                next += 1
            }
        }
        let (zone, end) = zone(tokens, from: next)
        return ("T\(padded(hour)):\(padded(minute)):\(padded(second))\(zone)", end)
    }

    private static func zone(_ tokens: [DateToken], from index: Int) -> (String, Int) {
        guard index < tokens.count else { return ("", index) }
        switch tokens[index].kind {
        case .word(let word):
            guard let minutes = zones[word] else { return ("", index) }
            return (offset(minutes), index + 1)
        case .mark(let sign) where sign == "+" || sign == "-":
            guard index + 1 < tokens.count else { return ("", index) }
            if case .number(let value, 4) = tokens[index + 1].kind, value / 100 < 24,
                value % 100 < 60
            {
                let minutes = value / 100 * 60 + value % 100
                return (offset(sign == "-" ? -minutes : minutes), index + 2)
            }
            guard index + 3 < tokens.count, case .number(let hours, 2) = tokens[index + 1].kind,
                tokens[index + 2].kind == .mark(":"),
                case .number(let rest, 2) = tokens[index + 3].kind, hours < 24, rest < 60
            else { return ("", index) }
            let minutes = hours * 60 + rest
            return (offset(sign == "-" ? -minutes : minutes), index + 4)
        default: return ("", index)
        }
    }

    private static func offset(_ minutes: Int) -> String {
        if minutes == 0 { return "Z" }
        let size = abs(minutes)
        return "\(minutes < 0 ? "-" : "+")\(padded(size / 60)):\(padded(size % 60))"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Zones whose abbreviation means one thing in practice, in minutes east of Greenwich.
    private static let zones = [
        "z": 0, "utc": 0, "gmt": 0, "bst": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
        "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cdt": -300, "mst": -420,
        "mdt": -360, "pst": -480, "pdt": -420, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    ]
}
