internal import CCurl

/// An absolute `http` or `https` URL, without its fragment, as libcurl understands it: what is
/// checked is what is asked for.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    /// Longest URL that is taken, in bytes.
    public static let longest = 8192

    /// The URL, without fragment, user and password.
    public let text: String
    /// `http` or `https`.
    public let scheme: String
    /// The host in lower case, an IPv6 address in brackets.
    public let host: String
    /// The port.
    public let port: Int
    /// Path and query, as they stand in a request.
    public let target: String
    /// `user:password` for the host itself, if the URL had them.
    public let credentials: String?

    /// Why something is no such URL.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// `is not …`, to stand after the URL.
        public let description: String
    }

    /// Reads an absolute URL.
    public init(_ text: String) throws(Refusal) {
        try self.init(text, base: nil)
    }

    /// Reads `reference`, which stands in a document at `base`. Credentials travel on only within
    /// the origin of `base`; those in a reference count for nothing.
    public init(_ reference: String, relativeTo base: WebAddress) throws(Refusal) {
        try self.init(reference, base: base)
    }

    private init(_ text: String, base: WebAddress?) throws(Refusal) {
        let trimmed = WebAddress.trimmed(text)
        guard !trimmed.isEmpty else { throw Refusal(description: "is empty") }
        guard trimmed.utf8.count <= WebAddress.longest else {
            throw Refusal(description: "is longer than \(WebAddress.longest) bytes")
        }
        guard let handle = curl_url() else { throw Refusal(description: "cannot be read") }
        defer { curl_url_cleanup(handle) }
        if let base { curl_url_set(handle, CURLUPART_URL, base.text, 0) }
        let flags = UInt32(CURLU_URLENCODE)
        let code = curl_url_set(handle, CURLUPART_URL, trimmed, flags)
        guard code == CURLUE_OK else {
            throw Refusal(
                description: code == CURLUE_UNSUPPORTED_SCHEME
                    ? "begins with neither http:// nor https://"
                    : "is not a URL: \(String(cString: curl_url_strerror(code)).lowercased())")
        }
        func part(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var found: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &found, flags) == CURLUE_OK, let found else {
                return nil
            }
            defer { curl_free(found) }
            return String(cString: found)
        }
        let scheme = (part(CURLUPART_SCHEME) ?? "").lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw Refusal(description: "begins with neither http:// nor https://")
        }
        // A dot at the end names the same host and would have rules of its own.
        var host = (part(CURLUPART_HOST) ?? "").lowercased()
        while host.hasSuffix(".") { host.removeLast() }
        guard !host.isEmpty, host.utf8.count <= 255 else {
            throw Refusal(description: "has no host")
        }
        let user = part(CURLUPART_USER, UInt32(CURLU_URLDECODE))
        let password = part(CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE))
        curl_url_set(handle, CURLUPART_HOST, host, 0)
        for unwanted in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT]
        {
            curl_url_set(handle, unwanted, nil, 0)
        }
        self.scheme = scheme
        self.host = host
        port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT)).flatMap { Int($0) } ?? 0
        guard let whole = part(CURLUPART_URL, UInt32(CURLU_NO_DEFAULT_PORT)),
            whole.utf8.count <= WebAddress.longest, (1...65_535).contains(port)
        else { throw Refusal(description: "cannot be asked for") }
        self.text = whole
        target = (part(CURLUPART_PATH) ?? "/") + (part(CURLUPART_QUERY).map { "?" + $0 } ?? "")
        if let base {
            let origin = "\(scheme)://\(host):\(port)"
            credentials = base.origin == origin ? base.credentials : nil
        } else {
            credentials = user.map { $0 + ":" + (password ?? "") }
        }
    }

    /// Scheme, host and port: what robots.txt and credentials hold for.
    public var origin: String { "\(scheme)://\(host):\(port)" }

    /// The URL; never with a password.
    public var description: String { text }

    /// Without what white space and control characters people and feeds put around URLs.
    private static func trimmed(_ text: String) -> String {
        let isSpace = { (byte: UInt8) in byte <= 0x20 || byte == 0x7F }
        let kept = text.utf8.drop(while: isSpace)
        guard let end = kept.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(
            decoding: kept[...end].filter { $0 > 0x1F && $0 != 0x7F }, as: UTF8.self)
    }
}
