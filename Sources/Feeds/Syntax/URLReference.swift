/// Resolves references against a base (RFC 3986, section 5.2).
struct URLReference {
    private var scheme: Substring?
    private var authority: Substring?
    private var path: Substring
    private var query: Substring?
    private var fragment: Substring?

    /// `text` as an absolute address, if `base` lets it become one; as it is otherwise. White space
    /// around it and line breaks within it are left out, as browsers do.
    static func resolve(_ text: String, against base: String?) -> String {
        let text = clean(text)
        guard text.utf8.count <= FeedLimits.url, let base, !base.isEmpty,
            base.utf8.count <= FeedLimits.url
        else { return text }
        let reference = URLReference(text)
        guard reference.scheme == nil else { return text }
        let parent = URLReference(base)
        guard parent.scheme != nil, parent.authority != nil || parent.path.hasPrefix("/") else {
            return text
        }
        return reference.resolved(against: parent)
    }

    private static func clean(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 <= 0x20 }) else { return text }
        let trimmed = Ascii.trimmed(text)
        guard trimmed.utf8.contains(where: { $0 < 0x20 }) else { return trimmed }
        return String(trimmed.unicodeScalars.filter { $0.value >= 0x20 })
    }

    private init(_ text: String) {
        var rest = text[...]
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
            fragment = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = rest[rest.utf8.index(after: mark)...]
            rest = rest[..<mark]
        }
        if let mark = rest.utf8.firstIndex(of: UInt8(ascii: ":")), Self.isScheme(rest[..<mark]) {
            scheme = rest[..<mark]
            rest = rest[rest.utf8.index(after: mark)...]
        }
        if rest.hasPrefix("//") {
            rest = rest.dropFirst(2)
            let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            authority = rest[..<end]
            rest = rest[end...]
        }
        path = rest
    }

    private static func isScheme(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, Ascii.isLetter(first) else { return false }
        return text.utf8.allSatisfy {
            Ascii.isAlphanumeric($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
        }
    }

    private func resolved(against base: URLReference) -> String {
        var result = base
        result.fragment = fragment
        if let authority {
            result.authority = authority
            result.path = Substring(Self.withoutDots(path))
            result.query = query
        } else if path.isEmpty {
            if query != nil { result.query = query }
        } else {
            let merged: Substring =
                path.hasPrefix("/") ? path : Substring(base.directory + path)
            result.path = Substring(Self.withoutDots(merged))
            result.query = query
        }
        return result.text
    }

    /// The path up to its last slash.
    private var directory: Substring {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else {
            return authority == nil ? "" : "/"
        }
        return path[...slash]
    }

    /// `path` with its segments `.` and `..` carried out.
    private static func withoutDots(_ path: Substring) -> String {
        guard path.contains("/.") || path.hasPrefix(".") else { return String(path) }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        var kept: [Substring] = []
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { kept.append("") }
            case "..":
                // The empty segment before the first slash stays.
                if kept.count > 1 { kept.removeLast() }
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return kept.joined(separator: "/")
    }

    private var text: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return text
    }
}
