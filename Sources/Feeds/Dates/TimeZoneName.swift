/// What may follow a time of day: an offset, a zone's name, both, or nothing.
enum TimeZoneName {
    /// The offset in seconds that `bytes`, all of it, states; nil inside if it states none or a
    /// name that is not known, which is then read as UTC; nil if something else stands there.
    static func read(_ bytes: ArraySlice<UInt8>) -> (offset: Int?, isKnown: Bool)? {
        var rest = bytes
        var named: Int?
        var offset: Int?
        var isKnown = true
        while let byte = rest.first {
            switch byte {
            case 0x20, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","): rest.removeFirst()
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                rest.removeFirst()
                guard offset == nil, let value = self.offset(&rest) else { return nil }
                offset = byte == UInt8(ascii: "-") ? -value : value
            case _ where Ascii.isLetter(byte):
                let word = rest.prefix { Ascii.isLetter($0) || $0 == UInt8(ascii: "/") }
                rest = rest.dropFirst(word.count)
                let name = Ascii.lowercased(word)
                if let hours = known[name] {
                    named = named ?? Int(hours * 3600)
                } else {
                    isKnown = false
                }
            // A year after the zone, as `date` prints it, is the caller's.
            default: return nil
            }
        }
        return (offset ?? named, isKnown)
    }

    /// The offset without its sign: `02`, `0200`, `02:00`, `2`, `200`.
    private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
        func run() -> (value: Int, count: Int) {
            let digits = rest.prefix { Ascii.isDigit($0) }
            guard digits.count <= 4 else { return (0, 0) }
            rest = rest.dropFirst(digits.count)
            return (digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }, digits.count)
        }
        let first = run()
        var hours = first.value
        var minutes = 0
        switch first.count {
        case 1, 2:
            if rest.first == UInt8(ascii: ":") {
                rest.removeFirst()
                let second = run()
                guard second.count == 2 else { return nil }
                minutes = second.value
            }
        case 3, 4:
            hours = first.value / 100
            minutes = first.value % 100
        default: return nil
        }
        guard hours < 24, minutes < 60 else { return nil }
        return hours * 3600 + minutes * 60
    }

    /// Hours ahead of UTC: RFC 822's zones, and the abbreviations of the tz database that news
    /// carry. A name with several meanings has the one of North America, by RFC 822, or else that
    /// of the most people. RFC 822's military letters were defined with the wrong sign, so that RFC
    /// 2822 has them mean nothing known: UTC.
    private static let known: [String: Double] = [
        "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1,
        "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "msk": 3,
        "msd": 4, "trt": 3, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "gst": 4, "pkt": 5,
        "npt": 5.75,
        "wib": 7, "wita": 8, "wit": 9, "ict": 7, "sgt": 8, "hkt": 8, "pht": 8, "awst": 8, "jst": 9,
        "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "acdt": 10.5, "nzst": 12, "nzdt": 13,
        "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
        "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5,
        "brt": -3, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5, "et": -5, "ct": -6,
        "mt": -7, "pt": -8,
    ]
}
