import Testing

@testable import Web

@Suite("robots.txt")
struct RobotsRulesTests {
    private func rules(_ text: String) -> RobotsRules {
        RobotsRules(Array(text.utf8), product: "chancery")
    }

    @Test(
        "The longest pattern decides, and of two as long the one that allows",
        arguments: [
            ("/page", true), ("/private", false), ("/private/", false), ("/private/open", true),
            ("/private/open/x", true), ("/private/opener", true), ("/both", true),
            ("/robots.txt", true),
        ])
    func longest(_ path: String, _ allowed: Bool) {
        let rules = rules(
            """
            User-agent: *
            Disallow: /private
            Allow: /private/open
            Disallow: /both
            Allow: /both
            """)
        #expect(rules.allows(path) == allowed)
    }

    @Test(
        "Stars stand for anything, a dollar for the end",
        arguments: [
            ("/a.php", false), ("/dir/a.php?x=1", false), ("/x.gif", false), ("/x.gif?y", true),
            ("/fish/salmon/eat", false), ("/fish/eat", true), ("/fish//eat", false), ("/php", true),
        ])
    func patterns(_ path: String, _ allowed: Bool) {
        let rules = rules(
            "User-agent: *\nDisallow: /*.php\nDisallow: /*.gif$\nDisallow: /fish/*/eat\n")
        #expect(rules.allows(path) == allowed)
    }

    @Test("Own groups count, all of them together, and the general one then does not")
    func groups() {
        let rules = rules(
            """
            user-agent: other
            user-agent: Chancery/2.0
            disallow: /a
            User-Agent: *
            Disallow: /
            Crawl-delay: 60
            User-agent: chancery
            Disallow: /b # not this one
            Crawl-delay: 2.5
            Sitemap: https://example.org/news.xml
            """)
        #expect(!rules.allows("/a"))
        #expect(!rules.allows("/b"))
        #expect(rules.allows("/c"))
        #expect(rules.delay == .milliseconds(2500))
        #expect(rules.sitemaps == ["https://example.org/news.xml"])
    }

    @Test("A group without rules allows everything; an empty Disallow does, too")
    func empty() {
        #expect(rules("").allows("/x"))
        #expect(rules("User-agent: *\nDisallow:").allows("/x"))
        #expect(rules("User-agent: chancery\n\nUser-agent: *\nDisallow: /").allows("/x") == false)
        #expect(rules("Disallow: /").allows("/x"), "rules before any group are nobody's")
    }

    @Test("Escapes are compared by what they mean")
    func escapes() {
        let rules = rules("User-agent: *\nDisallow: /%7Ejoe\nDisallow: /ä\nDisallow: /a%2fb")
        #expect(!rules.allows("/~joe/x"))
        #expect(!rules.allows("/%7ejoe"))
        #expect(!rules.allows("/%C3%A4"))
        #expect(!rules.allows("/a%2Fb"))
        #expect(rules.allows("/a/b"))
    }

    @Test("Lines end in any manner, and a byte order mark does no harm")
    func lines() {
        #expect(!rules("\u{FEFF}User-agent: *\r\nDisallow: /x\r\n").allows("/x"))
        #expect(!rules("User-agent: *\rDisallow: /x").allows("/x"))
    }

    @Test("At least 500 KiB are read, and no more than is said")
    func long() {
        let padding = String(repeating: "# nothing\n", count: 51_000)
        #expect(!rules(padding + "User-agent: *\nDisallow: /x").allows("/x"))
        let more = String(repeating: "# nothing\n", count: 60_000)
        #expect(rules(more + "User-agent: *\nDisallow: /x").allows("/x"))
    }

    @Test("A hostile pattern takes no time")
    func hostile() {
        let stars = String(repeating: "*a", count: 4000)
        let rules = rules("User-agent: *\nDisallow: /\(stars)$\nDisallow: /b")
        #expect(rules.allows("/" + String(repeating: "a", count: 3999)))
        #expect(!rules.allows("/b"))
    }

    @Test("A server that cannot say what it wants wants nothing")
    func nothing() {
        #expect(!RobotsRules.nothing.allows("/x"))
        #expect(RobotsRules.everything.allows("/x"))
    }
}
