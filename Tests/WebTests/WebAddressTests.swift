import Testing

@testable import Web

@Suite("URLs")
struct WebAddressTests {
    @Test(
        "A URL is brought into one form",
        arguments: [
            ("http://Example.ORG", "http://example.org/"),
            (" https://example.org/a b ", "https://example.org/a%20b"),
            ("http://example.org:80/x#part", "http://example.org/x"),
            ("https://user:secret@example.org/x", "https://example.org/x"),
            ("http://example.org./", "http://example.org/"),
            ("http://example.org/a/../b", "http://example.org/b"),
            ("http://exa\nmple.org/", "http://example.org/"),
            ("http://0x7f.1/", "http://127.0.0.1/"),
            ("http://[::1]:8080/", "http://[::1]:8080/"),
        ])
    func normal(_ given: String, _ expected: String) throws {
        #expect(try WebAddress(given).text == expected)
    }

    @Test(
        "What is no web address is refused",
        arguments: [
            "", "example.org/x", "ftp://example.org/", "file:///etc/passwd",
            "gopher://example.org/",
            "http://", "javascript:alert(1)", "http://exa mple.org/", "data:text/html,x",
            "http://example.org:99999/",
            "http://example.org/" + String(repeating: "x", count: 9000),
        ])
    func refused(_ given: String) {
        #expect(throws: WebAddress.Refusal.self) { try WebAddress(given) }
    }

    @Test(
        "A reference is read where it stands",
        arguments: [
            ("/news", "https://example.org/news"), ("b", "https://example.org/a/b"),
            ("//other.org/x", "https://other.org/x"), ("?q=1", "https://example.org/a/?q=1"),
            ("http://third.org", "http://third.org/"),
        ])
    func relative(_ reference: String, _ expected: String) throws {
        let base = try WebAddress("https://example.org/a/?p=2")
        #expect(try WebAddress(reference, relativeTo: base).text == expected)
    }

    @Test("Credentials stay with their origin and are never shown")
    func credentials() throws {
        let base = try WebAddress("https://user:sec%20ret@example.org/a")
        #expect(base.credentials == "user:sec ret")
        #expect(!"\(base)".contains("sec"))
        #expect(try WebAddress("/b", relativeTo: base).credentials == "user:sec ret")
        for other in ["https://other.org/", "http://example.org/", "https://example.org:444/"] {
            #expect(try WebAddress(other, relativeTo: base).credentials == nil)
        }
        let planted = try WebAddress("https://a:b@other.org/", relativeTo: base)
        #expect(planted.credentials == nil)
    }

    @Test("A relative reference to another scheme is refused")
    func otherScheme() throws {
        let base = try WebAddress("https://example.org/")
        for reference in ["file:///etc/passwd", "ftp://example.org/x", "javascript:0"] {
            #expect(throws: WebAddress.Refusal.self) {
                try WebAddress(reference, relativeTo: base)
            }
        }
    }

    @Test(
        "Hosts belong to whoever registered the domain",
        arguments: [
            ("www.example.co.uk", "example.co.uk"), ("a.b.example.com", "example.com"),
            ("example.com", "example.com"), ("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"),
            ("[::1]", "[::1]"), ("www.city.kobe.jp", "city.kobe.jp"),
            ("News.Example.ORG", "example.org"),
        ])
    func domains(_ host: String, _ expected: String) {
        #expect(RegistrableDomain.of(host) == expected)
    }
}
