import Language

/// What an element is, by the words in its class, id and role.
struct ElementRole: OptionSet, Hashable {
    let rawValue: UInt16

    /// Navigation, notices, advertising: no part of an article.
    static let furniture = ElementRole(rawValue: 1)
    /// Perhaps furniture, perhaps a part of the article.
    static let slight = ElementRole(rawValue: 2)
    /// What readers wrote.
    static let comments = ElementRole(rawValue: 4)
    /// Live commentary, which is an article although it looks like comments.
    static let live = ElementRole(rawValue: 8)
    /// The article's own text.
    static let body = ElementRole(rawValue: 16)
    /// The lines between title and text.
    static let lead = ElementRole(rawValue: 32)
    /// When it was published.
    static let date = ElementRole(rawValue: 64)
    /// Who wrote it.
    static let byline = ElementRole(rawValue: 128)
    /// Not shown when the page opens.
    static let hidden = ElementRole(rawValue: 256)

    /// The roles as tables spell them.
    static let named: [String: ElementRole] = [
        "furniture": .furniture, "slight": .slight, "comments": .comments, "live": .live,
        "body": .body, "lead": .lead, "date": .date, "byline": .byline,
    ]
}

/// The roles that names give, by hashes of one to three neighbouring words.
struct ElementNames: Sendable {
    private var roles: [UInt64: ElementRole] = [:]
    private static let span = 3
    /// Bytes of one attribute that are read.
    private static let limit = 512

    init(_ table: Table) throws(LanguageError) {
        for row in table.rows {
            guard let role = ElementRole.named[try row.text(0)] else {
                throw row.error("\(row.fields[0]) is no role")
            }
            for name in row.list(1, separator: " ") {
                let words = name.utf8.split(separator: UInt8(ascii: "+"))
                guard !words.isEmpty, words.count <= Self.span,
                    words.allSatisfy({ $0.allSatisfy { (0x61...0x7A).contains($0) } })
                else { throw row.error("\(name) is not up to three words of lower-case letters") }
                roles[words.map(Self.hash).reduce(0, Self.joined), default: []].insert(role)
            }
        }
    }

    /// The roles that the attribute value at `text`, which ends with a zero byte, gives.
    func roles(of text: UnsafePointer<UInt8>) -> ElementRole {
        var found: ElementRole = []
        var before: (UInt64, UInt64) = (0, 0)
        var hash: UInt64 = Self.seed
        var isOpen = false
        var wasLower = false
        var position = 0
        while true {
            let byte = position < Self.limit ? text[position] : 0
            let isUpper = (0x41...0x5A).contains(byte)
            let isLetter = isUpper || (0x61...0x7A).contains(byte)
            if isOpen, !isLetter || (isUpper && wasLower) {
                take(hash, &before, &found)
                (hash, isOpen) = (Self.seed, false)
            }
            // Names of two elements are not neighbours.
            if byte <= 0x20 { before = (0, 0) }
            if byte == 0 { return found }
            if isLetter {
                hash = (hash ^ UInt64(byte | 0x20)) &* Self.prime
                isOpen = true
            }
            wasLower = isLetter && !isUpper
            position += 1
        }
    }

    private func take(
        _ hash: UInt64, _ before: inout (UInt64, UInt64), _ found: inout ElementRole
    ) {
        // `no-sidebar`, `has-comments`: about something else on the page.
        if !Self.particles.contains(before.1) {
            if let role = roles[Self.joined(0, hash)] { found.formUnion(role) }
        }
        if before.1 != 0 {
            let pair = Self.joined(Self.joined(0, before.1), hash)
            if let role = roles[pair] { found.formUnion(role) }
            if before.0 != 0 {
                let three = Self.joined(Self.joined(Self.joined(0, before.0), before.1), hash)
                if let role = roles[three] { found.formUnion(role) }
            }
        }
        before = (before.1, hash)
    }

    private static let particles = Set(
        ["no", "has", "with", "without", "not", "is"].map { hash(Array($0.utf8)[...]) })
    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01B3

    private static func hash(_ word: some Sequence<UInt8>) -> UInt64 {
        word.reduce(seed) { ($0 ^ UInt64($1)) &* prime }
    }

    private static func joined(_ hash: UInt64, _ next: UInt64) -> UInt64 {
        (hash &* 0x9E37_79B9_7F4A_7C15 &+ next) ^ hash >> 29
    }
}
