import Messages

/// An HTML page read as an article: the paragraphs of its main part, and what it says of itself.
struct HTMLPage {
    let blocks: [Block]
    let findings: Findings
    let isCut: Bool
    /// Whether it is a list of articles, a form to log in, or says that something is wrong.
    let isNoArticle: Bool

    /// Reads `page`, whose encoding is told from its bytes.
    init(
        _ page: [UInt8], address: String?, lexicon: PageLexicon, checkpoint: () throws -> Void
    ) throws {
        let tree: HTMLTree
        if let charset = Self.foreignCharset(page) {
            // libxml2 converts what we do not know.
            tree = try HTMLTree(
                page, encoding: charset, names: lexicon.names, checkpoint: checkpoint)
        } else {
            tree = try HTMLTree(
                Array(TextDecoder.string(from: page).utf8), encoding: "UTF-8",
                names: lexicon.names, checkpoint: checkpoint)
        }
        try checkpoint()
        let outline = HTMLOutline(tree)
        try checkpoint()
        var reader = HTMLBlockReader(tree, outline, lexicon.phrases)
        let read = try reader.read(checkpoint)
        isCut = tree.isCut || reader.isCut
        try checkpoint()
        let (findings, linked) = PageFindings(
            tree: tree, outline: outline, lexicon: lexicon, address: address
        ).findings()
        self.findings = findings
        let stated = linked?.body.map(Self.stated) ?? []
        blocks = Self.isBetter(stated, than: read) ? stated : read
        let kind = PageKind(
            tree: tree, outline: outline, blocks: blocks, linked: linked, phrases: lexicon.phrases)
        isNoArticle = kind.isNoArticle
    }

    /// The paragraphs of a text that the page's linked data holds.
    private static func stated(_ body: String) -> [Block] {
        // Some hold HTML, twice escaped: it is no plain text then.
        guard !body.contains("</"), !body.contains("&lt;") else { return [] }
        let lines = TextCleaner.lines(body, limit: Normalizer.textBound).lines
        return lines.filter { !$0.isEmpty }.map { Block(.body, $0) }
    }

    /// Whether the text of the linked data is the article and what was read from the page is not:
    /// it is long, and little of it was found.
    private static func isBetter(_ stated: [Block], than read: [Block]) -> Bool {
        let size = stated.reduce(0) { $0 + $1.text.utf8.count }
        guard size >= 500 else { return false }
        let wanted = SimHash.runs(of: Words(stated.map(\.text).joined(separator: "\n")))
        let found = Set(SimHash.runs(of: Words(read.map(\.text).joined(separator: "\n"))))
        return wanted.count { found.contains($0) } * 2 < wanted.count
    }

    /// The encoding that libxml2 must convert from; nil for what ``TextDecoder`` reads itself.
    ///
    /// A byte order mark comes first, then whether the bytes are UTF-8, which nothing else is by
    /// accident, then what the prolog or a `<meta>` states, then the letters.
    private static func foreignCharset(_ page: [UInt8]) -> String? {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
        if marks.contains(where: { page.starts(with: $0) }) { return nil }
        let stated = statedCharset(page)
        if let stated, stated.hasPrefix("iso-2022") { return stated }
        if String(validating: page, as: UTF8.self) != nil { return nil }
        if let stated { return known.contains(stated) ? nil : aliases[stated] ?? stated }
        return TextDecoder.cyrillicCharset(page)
    }

    /// The name after `charset=` or, in an XML prolog, `encoding=`.
    private static func statedCharset(_ page: [UInt8]) -> String? {
        let head = page.prefix(8192).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        let prolog = Array("encoding=".utf8)
        if head.starts(with: Array("<?xml".utf8)), let name = name(after: prolog, in: head) {
            return name
        }
        return name(after: Array("charset=".utf8), in: head)
    }

    private static func name(after sign: [UInt8], in head: [UInt8]) -> String? {
        var position = 0
        while position + sign.count < head.count {
            guard head[position] == sign[0], head[position...].starts(with: sign) else {
                position += 1
                continue
            }
            position += sign.count
            let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "'"), 0x20]
            let name = head[position...].drop { quotes.contains($0) }.prefix {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
                    || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
            }
            if !name.isEmpty, name.count <= 30 { return String(decoding: name, as: UTF8.self) }
        }
        return nil
    }

    /// What ``TextDecoder`` tells from the bytes.
    private static let known: Set<String> = [
        "utf-8", "utf8", "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1",
        "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "utf-7", "unicode",
    ]

    /// Names that pages use and iconv does not know, or means too narrowly.
    private static let aliases = [
        "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "x-sjis": "shift_jis",
        "windows-31j": "cp932", "shift-jis": "shift_jis", "x-euc-jp": "euc-jp",
        "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "windows-949": "cp949", "big5-hkscs": "big5",
        "x-x-big5": "big5", "tis-620": "cp874", "windows-874": "cp874", "iso-8859-9": "cp1254",
        "win-1251": "cp1251", "windows1251": "cp1251", "koi8r": "koi8-r", "cp-1251": "cp1251",
        "iso-8859-8-i": "iso-8859-8", "dos-866": "cp866", "x-mac-cyrillic": "mac-cyrillic",
    ]
}
