import Testing

@testable import Feeds

@Suite("A relative address") struct URLReferenceTests {
    @Test(
        "is resolved as RFC 3986, section 5.4, has it",
        arguments: [
            ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
            ("g#s", "http://a/b/c/g#s"),
            ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
            ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"),
            ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
            ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
        ])
    func resolves(reference: String, address: String) {
        #expect(URLReference.resolve(reference, against: "http://a/b/c/d;p?q") == address)
    }

    @Test("stays as it is without a base, or with one that is none")
    func stays() {
        #expect(URLReference.resolve("a/b", against: nil) == "a/b")
        #expect(URLReference.resolve("a/b", against: "c/d") == "a/b")
        #expect(URLReference.resolve("a/b", against: "mailto:x@y") == "a/b")
        #expect(URLReference.resolve(" a\n/b ", against: "http://h") == "http://h/a/b")
    }
}
