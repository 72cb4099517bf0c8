internal import Web

extension Scalar where Value == String {
    /// An address on the web, in the form that is asked for.
    static var webAddress: Scalar {
        Scalar(
            expectation: "a web address like https://news.example/feed.xml",
            read: { text, _ in
                do throws(WebAddress.Refusal) {
                    _ = try WebAddress(text)
                    return .value(text)
                } catch {
                    return .refused("\(error)")
                }
            },
            write: { YAMLText.scalar($0) })
    }

    /// An address of a proxy.
    static var proxy: Scalar {
        Scalar(
            expectation: "a proxy like http://127.0.0.1:3128",
            read: { text, _ in
                guard let address = try? WebAddress(text), address.target == "/" else {
                    return .mismatch
                }
                return .value(text)
            },
            write: { YAMLText.scalar($0) })
    }

    /// An address, or a block of addresses.
    static var addressRange: Scalar {
        Scalar(
            expectation: "an address, or a block like 10.20.0.0/16 without bits beyond its length",
            read: { text, _ in AddressRange(text) == nil ? .mismatch : .value(text) },
            write: { YAMLText.scalar($0) })
    }

    /// What can stand in the comment of a User-Agent: a page, or a mail address.
    static var contact: Scalar {
        Scalar(
            expectation: "a page or a mail address, without spaces, brackets and quotes",
            read: { text, _ in
                let isPlain = text.utf8.allSatisfy {
                    $0 > 0x20 && $0 < 0x7F && !"()\"\\;".utf8.contains($0)
                }
                let isReachable = text.contains("@") || (try? WebAddress(text)) != nil
                return isPlain && isReachable && text.utf8.count <= 200 ? .value(text) : .mismatch
            },
            write: { YAMLText.scalar($0) })
    }
}
