import Language

/// Parameters of addresses that follow readers.
struct TrackingParameters: Sendable {
    private var names: Set<String> = []
    private var prefixes: [String] = []

    init(_ table: Table) throws(LanguageError) {
        for row in table.rows {
            let name = try row.text(0).lowercased()
            if name.hasSuffix("*") {
                prefixes.append(String(name.dropLast()))
            } else {
                names.insert(name)
            }
        }
    }

    /// Whether `name` is one of them.
    func contains(_ name: some StringProtocol) -> Bool {
        let name = name.lowercased()
        return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }
}

/// The one spelling of a page's address.
enum CanonicalURL {
    /// `address` with scheme and host in lower case, without the standard port, the fragment, and
    /// parameters that only follow readers; nil if it is no address on the web.
    ///
    /// - Parameter base: what a relative address is relative to.
    static func of(
        _ address: String, base: String? = nil, without tracking: TrackingParameters
    ) -> String? {
        var text = String(address.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F })
        if text.hasPrefix("//"), let base { text = (base.prefix { $0 != ":" }) + ":" + text }
        if text.hasPrefix("/"), let base, let origin = parts(base) {
            text = origin.scheme + "://" + origin.host + text
        }
        guard let parts = parts(text) else { return nil }
        var host = parts.host
        for (scheme, port) in [("http", ":80"), ("https", ":443")]
        where parts.scheme == scheme && host.hasSuffix(port) {
            host.removeLast(port.utf8.count)
        }
        var rest = parts.rest.prefix { $0 != "#" }
        var query = ""
        if let mark = rest.firstIndex(of: "?") {
            let kept = rest[rest.index(after: mark)...].split(separator: "&").filter {
                !tracking.contains($0.prefix { $0 != "=" })
            }
            if !kept.isEmpty { query = "?" + kept.joined(separator: "&") }
            rest = rest[..<mark]
        }
        return parts.scheme + "://" + host + (rest.isEmpty ? "/" : rest) + query
    }

    /// The host of an address, without `www.`; nil if it is none on the web.
    static func site(_ address: String) -> String? {
        parts(address).map { $0.host.hasPrefix("www.") ? String($0.host.dropFirst(4)) : $0.host }
    }

    /// Whether it names a site rather than a page on it.
    static func isFrontPage(_ address: String) -> Bool {
        parts(address).map { $0.rest.isEmpty || $0.rest == "/" } ?? false
    }

    private static func parts(_ text: String) -> (scheme: String, host: String, rest: Substring)? {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            return nil
        }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let after = text[text.index(colon, offsetBy: 3)...]
        var host = after.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let rest = after[host.endIndex...]
        // Names and passwords belong into no log.
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        guard !host.isEmpty, host.utf8.count <= 255 else { return nil }
        return (scheme, host.lowercased(), rest)
    }
}

extension String {
    fileprivate init(_ scalars: String.UnicodeScalarView.SubSequence) {
        self = String(Substring(scalars))
    }
}
