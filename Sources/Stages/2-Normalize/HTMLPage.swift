import Messages

/// An HTML page read as an article: the paragraphs of its main part, and what it says of itself.
struct HTMLPage {
    let blocks: [Block]
    let findings: Findings
    let isCut: Bool

    /// Reads `page`, whose encoding is told from its bytes.
    init(_ page: [UInt8], checkpoint: () throws -> Void) throws {
        let tree: HTMLTree
        if let charset = Self.foreignCharset(page) {
            // libxml2 converts what we do not know.
            tree = try HTMLTree(page, encoding: charset, checkpoint: checkpoint)
        } else {
            tree = try HTMLTree(
                Array(TextDecoder.string(from: page).utf8), encoding: "UTF-8",
                checkpoint: checkpoint)
        }
        try checkpoint()
        let outline = HTMLOutline(tree)
        try checkpoint()
        var reader = HTMLBlockReader(tree, outline)
        blocks = try reader.read(checkpoint)
        isCut = tree.isCut || reader.isCut
        findings = tree.metadata.findings
    }

    /// The character set a page that is not UTF-8 states, if it is one that libxml2 must convert.
    private static func foreignCharset(_ page: [UInt8]) -> String? {
        if page.starts(with: [0xFF, 0xFE]) || page.starts(with: [0xFE, 0xFF]) { return nil }
        let head = String(decoding: page.prefix(2048), as: UTF8.self).lowercased()
        guard let at = head.firstRange(of: "charset=")?.upperBound else { return nil }
        let name = head[at...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
            .prefix { ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") && $0.isASCII }
        let known: Set<Substring> = [
            "", "utf-8", "utf8", "windows-1252", "iso-8859-1", "latin1", "us-ascii", "ascii",
            "utf-16", "utf-16le", "utf-16be", "utf-7",
        ]
        guard !known.contains(name), name.utf8.count <= 30 else { return nil }
        let isWritten = name.hasPrefix("iso-2022") || String(validating: page, as: UTF8.self) == nil
        return isWritten ? String(name) : nil
    }
}
