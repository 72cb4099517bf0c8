/// What a robots.txt asks of one kind of visitor (RFC 9309).
public struct RobotsRules: Hashable, Sendable {
    /// Most bytes of a robots.txt that are read; the standard asks for 500 KiB at least.
    public static let limit = 512 << 10
    /// Most redirects to a robots.txt that are followed; the standard asks for five at least.
    public static let redirects = 5

    /// Whether a path may be asked for, if a pattern matches.
    struct Rule: Hashable, Sendable {
        let allows: Bool
        /// Parts of the pattern between its stars.
        let parts: [[UInt8]]
        /// Whether it must match to the end.
        let isAnchored: Bool
        /// How specific it is: bytes of the pattern.
        let length: Int
    }

    let rules: [Rule]
    /// What the group asks for between two requests; nil if it says nothing.
    public let delay: Duration?
    /// Sitemaps that the file names, for everybody.
    public let sitemaps: [String]

    /// Everything is allowed: there is no file.
    public static let everything = RobotsRules(rules: [], delay: nil, sitemaps: [])

    /// Nothing is allowed: the server cannot say what it wants.
    public static let nothing = RobotsRules(
        rules: [Rule(allows: false, parts: [[UInt8(ascii: "/")]], isAnchored: false, length: 1)],
        delay: nil, sitemaps: [])

    private init(rules: [Rule], delay: Duration?, sitemaps: [String]) {
        self.rules = rules
        self.delay = delay
        self.sitemaps = sitemaps
    }

    /// The rules in `file` for the visitor called `product`: those of all groups that name it, or
    /// if there is none, those for everybody. What cannot be understood is passed over.
    public init(_ file: some Collection<UInt8>, product: String) {
        var own = Group()
        var general = Group()
        var sitemaps: [String] = []
        // The group that is being read: whom it is for, and whether its rules have begun.
        var isOwn = false
        var isGeneral = false
        var inRules = true
        var bytes = Array(file.prefix(RobotsRules.limit))
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let (key, value) = RobotsRules.field(line) else { continue }
            switch key {
            case "user-agent":
                if inRules {
                    (isOwn, isGeneral) = (false, false)
                    inRules = false
                }
                let name = RobotsRules.product(value)
                if name == "*" {
                    isGeneral = true
                } else if name == product.lowercased() {
                    isOwn = true
                    own.exists = true
                }
            case "allow", "disallow":
                inRules = true
                if let rule = Rule(allows: key == "allow", pattern: value) {
                    if isOwn { own.rules.append(rule) }
                    if isGeneral { general.rules.append(rule) }
                }
            case "crawl-delay":
                inRules = true
                let delay = RobotsRules.seconds(value)
                if isOwn { own.delay = own.delay ?? delay }
                if isGeneral { general.delay = general.delay ?? delay }
            case "sitemap":
                if sitemaps.count < 1000 { sitemaps.append(String(decoding: value, as: UTF8.self)) }
            default: break
            }
        }
        let group = own.exists ? own : general
        self.init(rules: group.rules, delay: group.delay, sitemaps: sitemaps)
    }

    /// Whether `target`, path and query of a URL, may be asked for: the longest pattern that
    /// matches decides, and of two as long the one that allows.
    public func allows(_ target: String) -> Bool {
        let path = RobotsRules.normalized(Array(target.utf8))
        // The file itself can always be asked for.
        if path == Array("/robots.txt".utf8) { return true }
        var longest = -1
        var verdict = true
        for rule in rules where rule.length >= longest && rule.matches(path) {
            verdict = rule.length == longest ? verdict || rule.allows : rule.allows
            longest = rule.length
        }
        return verdict
    }

    private struct Group {
        var exists = false
        var rules: [Rule] = []
        var delay: Duration?
    }

    /// `key: value`, without comment and white space; nil if the line is no such thing.
    private static func field(_ line: some BidirectionalCollection<UInt8>) -> (String, [UInt8])? {
        let content = line.prefix { $0 != UInt8(ascii: "#") }
        guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let key = String(decoding: trimmed(content[..<colon]), as: UTF8.self).lowercased()
        return (key, trimmed(content[content.index(after: colon)...]))
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
        let isSpace = { (byte: UInt8) in byte <= 0x20 }
        let kept = bytes.drop(while: isSpace)
        guard let end = kept.lastIndex(where: { !isSpace($0) }) else { return [] }
        return Array(kept[...end])
    }

    /// The product token at the start of a user-agent line, in lower case.
    private static func product(_ value: [UInt8]) -> String {
        if value.first == UInt8(ascii: "*") { return "*" }
        let token = value.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        return String(decoding: token, as: UTF8.self).lowercased()
    }

    /// Seconds, perhaps with a fraction; nil for anything else.
    private static func seconds(_ value: [UInt8]) -> Duration? {
        guard let number = Double(String(decoding: value, as: UTF8.self)), number.isFinite,
            number >= 0
        else { return nil }
        return .milliseconds(Int64(min(number, 86_400) * 1000))
    }

    /// The bytes of a path in one spelling: what need not be escaped is not, what must be is, and
    /// digits of escapes are capital.
    static func normalized(_ path: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        result.reserveCapacity(path.count)
        func escape(_ byte: UInt8) {
            result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        var index = 0
        while index < path.count {
            let byte = path[index]
            if byte == UInt8(ascii: "%"), index + 2 < path.count,
                let high = value(path[index + 1]), let low = value(path[index + 2])
            {
                let meant = high << 4 | low
                if isUnreserved(meant) { result.append(meant) } else { escape(meant) }
                index += 3
                continue
            }
            if byte <= 0x20 || byte >= 0x7F { escape(byte) } else { result.append(byte) }
            index += 1
        }
        return result
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

extension RobotsRules.Rule {
    /// The rule of a pattern; nil if it is empty, which means nothing.
    init?(allows: Bool, pattern: [UInt8]) {
        guard !pattern.isEmpty else { return nil }
        self.allows = allows
        length = pattern.count
        var body = pattern[...]
        isAnchored = body.last == UInt8(ascii: "$")
        if isAnchored { body = body.dropLast() }
        parts = body.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
            .map { RobotsRules.normalized(Array($0)) }
    }

    /// Whether the pattern matches the beginning of `path`, or all of it if it is anchored. Each
    /// part is looked for once, from where the one before it ended, so it takes no more than
    /// length times length of a part.
    func matches(_ path: [UInt8]) -> Bool {
        guard let first = parts.first, path.starts(with: first) else { return false }
        var position = first.count
        if parts.count == 1 { return !isAnchored || position == path.count }
        for (index, part) in parts.enumerated().dropFirst() {
            if isAnchored && index == parts.count - 1 {
                return path.count - position >= part.count && path.suffix(part.count) == part[...]
            }
            guard let found = RobotsRules.Rule.find(part, in: path, from: position) else {
                return false
            }
            position = found + part.count
        }
        return true
    }

    private static func find(_ part: [UInt8], in path: [UInt8], from start: Int) -> Int? {
        if part.isEmpty { return start }
        guard path.count >= part.count + start else { return nil }
        return (start...(path.count - part.count)).first { offset in
            path[offset] == part[0] && path[offset..<(offset + part.count)] == part[...]
        }
    }
}

extension RobotsRules {
    /// What Chancery is called in a robots.txt.
    public static let productToken = "chancery"
}
