/// Brings spellings of one word together: lower case, no diacritics, no dots, and no letters of
/// another script inside a Latin word (scanned and machine-translated text has such): those that
/// look like a Latin letter become it, others go.
public enum Folding {
    /// The folded form of a word.
    public static func fold(_ scalars: some Collection<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        var latin = 0
        var other = 0
        for scalar in scalars {
            if scalar.isASCII || scalar.value < 0x250 {
                if scalar.properties.isAlphabetic { latin += 1 }
            } else if scalar.properties.isAlphabetic {
                other += 1
            }
        }
        for scalar in scalars {
            append(scalar, dropForeign: latin > other, to: &text)
        }
        return String(text)
    }

    private static func append(
        _ scalar: Unicode.Scalar, dropForeign: Bool, to text: inout String.UnicodeScalarView
    ) {
        let value = scalar.value
        if value < 0x80 {
            if value >= 65 && value <= 90 {
                text.append(Unicode.Scalar(UInt8(value + 32)))
            } else if value != 46 {
                text.append(scalar)
            }
            return
        }
        if value == 0x2019 || value == 0x2018 || value == 0x02BC {
            text.append("'")
        } else if value == 0x2010 || value == 0x2011 {
            text.append("-")
        } else if value < 0x250 || (0x1E00..<0x1F00).contains(value) {
            if let plain = plain[scalar] {
                text.append(contentsOf: plain.unicodeScalars)
            } else {
                text.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        } else if (0x300..<0x370).contains(value) {
            return
        } else if dropForeign, let twin = twins[scalar] {
            text.append(twin)
        } else if !dropForeign || !scalar.properties.isAlphabetic {
            text.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
        }
    }

    /// Letters that look like a Latin one, which stand in its place in a Latin word.
    private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
        "а": "a", "А": "a", "α": "a", "Α": "a", "В": "b", "Β": "b", "с": "c", "С": "c",
        "ԁ": "d", "е": "e", "Е": "e", "ё": "e", "Ё": "e", "ε": "e", "Ε": "e", "Н": "h",
        "Η": "h", "һ": "h", "і": "i", "І": "i", "ї": "i", "ι": "i", "Ι": "i", "ј": "j",
        "Ј": "j", "К": "k", "к": "k", "κ": "k", "Κ": "k", "М": "m", "Μ": "m", "Ν": "n",
        "о": "o", "О": "o", "ο": "o", "Ο": "o", "р": "p", "Р": "p", "ρ": "p", "Ρ": "p",
        "ѕ": "s", "Ѕ": "s", "Т": "t", "Τ": "t", "τ": "t", "ν": "v", "х": "x", "Х": "x",
        "χ": "x", "Χ": "x", "у": "y", "У": "y", "Υ": "y", "Ζ": "z",
    ]

    private static let plain: [Unicode.Scalar: String] = {
        let groups = [
            ("a", "àáâãäåāăąǎÀÁÂÃÄÅĀĂĄǍạảấầậắ"), ("ae", "æÆ"), ("c", "çćĉċčÇĆĈĊČ"), ("d", "ďđðĎĐÐ"),
            ("e", "èéêëēĕėęěÈÉÊËĒĔĖĘĚếềệ"), ("g", "ĝğġģǧĜĞĠĢǦ"), ("h", "ĥħĤĦḥḤ"),
            ("i", "ìíîïĩīĭįıÌÍÎÏĨĪĬĮİị"), ("j", "ĵĴ"), ("k", "ķĶ"), ("l", "ĺļľŀłĹĻĽĿŁ"),
            ("n", "ñńņňŉÑŃŅŇ"), ("o", "òóôõöøōŏőÒÓÔÕÖØŌŎŐơƠộồố"), ("oe", "œŒ"), ("r", "ŕŗřŔŖŘ"),
            ("s", "śŝşšșŚŜŞŠȘṣṢ"), ("ss", "ß"), ("t", "ţťŧțŢŤŦȚṭṬ"), ("th", "þÞ"),
            ("u", "ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲưƯ"), ("w", "ŵŴ"), ("y", "ýÿŷÝŸŶ"), ("z", "źżžŹŻŽ"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (plain, letters) in groups {
            for letter in letters.unicodeScalars { table[letter] = plain }
        }
        return table
    }()

    /// The number of letters to change, add or leave out to get from one word to the other, up to
    /// `limit`; `limit + 1` if there are more.
    public static func distance(_ left: String, _ right: String, limit: Int) -> Int {
        let a = Array(left.utf8.prefix(40))
        let b = Array(right.utf8.prefix(40))
        if abs(a.count - b.count) > limit { return limit + 1 }
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(
                    above + 1, row[j] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return min(row[b.count], limit + 1)
    }
}
