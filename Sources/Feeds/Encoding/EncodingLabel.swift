/// The name of an encoding as documents state it, and what the C library calls it.
///
/// Labels mean what browsers take them for (WHATWG Encoding Standard): a subset is read as the
/// superset that people really write.
struct EncodingLabel {
    /// The name for ``Iconv``.
    let name: String

    init(_ label: String) {
        let label = label.lowercased()
        name =
            switch label {
            case "utf8", "unicode-1-1-utf-8", "utf-8": "utf-8"
            case "utf-16", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode": "utf-16le"
            case "utf-32", "utf32", "ucs-4": "utf-32le"
            case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii",
                "ascii", "cp1252", "windows-1252", "x-cp1252", "iso-8859-1:1987", "ansi":
                "windows-1252"
            case "iso-8859-9", "latin5", "iso8859-9": "windows-1254"
            case "iso-8859-11", "tis-620": "windows-874"
            case "gb2312", "gbk", "gb_2312-80", "x-gbk", "csgb2312", "chinese": "gb18030"
            case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j": "cp932"
            case "euc-kr", "ks_c_5601-1987", "korean", "ksc5601", "windows-949": "cp949"
            case "big5", "x-x-big5", "cn-big5": "big5-hkscs"
            case "x-mac-roman", "mac", "macroman": "macintosh"
            default: label
            }
    }

    var isUTF8: Bool { name == "utf-8" }
    var isLatin: Bool { name == "windows-1252" }
    var isWide: Bool { name.hasPrefix("utf-16") || name.hasPrefix("utf-32") }
    var isStateful: Bool { name.hasPrefix("iso-2022") || name == "utf-7" || name == "hz-gb-2312" }
}
