import Messages
import Normalize
import Testing

struct PlainTextTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var outline: [String]
        var testDescription: String { name }
    }

    static let wrapped = """
        On Sunday the Libyan government called on the Security Council to assume
        its full responsibilities and to refer the matter of the mass graves to
        the court.

        Lavrov and Shoygo were scheduled to visit Istanbul for the talks that had
        been postponed.
        """

    static let samples = [
        Sample(
            name: "blank lines", text: "One came here.\n\n\n\nTwo left again.\n",
            outline: ["body: One came here.", "body: Two left again."]),
        Sample(
            name: "single lines", text: "Turkey spoke.\nGreece answered.\nBoth met.",
            outline: ["body: Turkey spoke.", "body: Greece answered.", "body: Both met."]),
        Sample(
            name: "wrapped lines", text: wrapped,
            outline: [
                "body: On Sunday the Libyan government called on the Security Council to assume "
                    + "its full responsibilities and to refer the matter of the mass graves to "
                    + "the court.",
                "body: Lavrov and Shoygo were scheduled to visit Istanbul for the talks that had "
                    + "been postponed.",
            ]),
        Sample(
            name: "wrapped lines without blank ones",
            text: String(wrapped.split(separator: "\n\n")[0]),
            outline: [
                "body: On Sunday the Libyan government called on the Security Council to assume "
                    + "its full responsibilities and to refer the matter of the mass graves to "
                    + "the court."
            ]),
        Sample(
            name: "a heading inside", text: "It began.\n\nParis is angry\n\nParis was angry.",
            outline: ["body: It began.", "heading: Paris is angry", "body: Paris was angry."]),
        Sample(
            name: "no heading at the end", text: "It began.\n\nThe end of it",
            outline: ["body: It began.", "body: The end of it"]),
        Sample(
            name: "a list",
            text:
                "They agreed on:\n\n- a truce\n• an exchange\n1. talks\n2) more talks\n\nSo it was.",
            outline: [
                "body: They agreed on:", "item: a truce", "item: an exchange", "item: 1. talks",
                "item: 2) more talks", "body: So it was.",
            ]),
        Sample(
            name: "a quotation",
            text: "“France cannot allow this.”\n\n\"We will\" or \"we will not\"\n\nHe left it so.",
            outline: [
                "quote: “France cannot allow this.”", "body: \"We will\" or \"we will not\"",
                "body: He left it so.",
            ]),
    ]

    @Test("plain text falls into paragraphs of a kind", arguments: samples)
    func paragraphs(sample: Sample) throws {
        #expect(try article(sample.text).outline == sample.outline)
    }

    @Test("normalising an article's own text changes nothing", arguments: samples)
    func idempotence(sample: Sample) throws {
        let once = try article(sample.text)
        let twice = try article(once.text)
        #expect(twice.texts == once.texts)
        #expect(twice.info.contentHash == once.info.contentHash)
    }

    @Test(
        "a byline is recognised and stays in the text",
        arguments: [
            ("By Marta Lindqvist", "Marta Lindqvist"),
            ("By Marta Lindqvist and Jan de Vries", "Marta Lindqvist and Jan de Vries"),
            ("Marta Lindqvist in Oslo", "Marta Lindqvist"),
            ("By the way, it rained", nil),
        ])
    func bylines(line: String, name: String?) throws {
        let article = try article("Talks end in Oslo\n\n\(line)\n\nThe talks ended on Monday.")
        #expect(article.info.byline == name)
        #expect(article.texts.contains(line))
        #expect(article.info.title == "Talks end in Oslo")
    }

    @Test(
        "a dateline is recognised",
        arguments: [
            ("OSLO, 3 March (Agency) — The talks ended.", "OSLO"),
            ("PARIS — The talks ended.", "PARIS"),
            ("WASHINGTON, March 3 (Wire) - The talks ended.", "WASHINGTON"),
            ("KYIV, Ukraine (Wire) — The talks ended.", "KYIV, Ukraine"),
            ("Oslo (Agency) – The talks ended.", "Oslo"),
            ("NEW YORK/GENEVA — The talks ended.", "NEW YORK/GENEVA"),
            ("Lavrov — a minister — ended the talks.", nil),
            ("The talks, which began in March – ended.", nil),
            ("Twenty-one delegates ended the talks.", nil),
        ])
    func datelines(text: String, place: String?) throws {
        let article = try article(text)
        #expect(article.info.dateline == place)
        #expect(article.text == text)
    }

    @Test(
        "a date on a line of its own is the publication date",
        arguments: [
            ("Published: 2026-03-03", "2026-03-03"), ("3 March 2026", "2026-03-03"),
            ("Tuesday, March 3, 2026", "2026-03-03"), ("Posted on 3 Mar. 2026", "2026-03-03"),
            ("Published 2026-03-03T10:15:00Z", "2026-03-03T10:15:00Z"),
            ("Published March 3rd, 2026 10:15 GMT", "2026-03-03"),
        ])
    func dates(line: String, date: String) throws {
        let article = try article("Talks end in Oslo\n\n\(line)\n\nThe talks ended on Monday.")
        #expect(article.info.published.text == date)
        #expect(article.info.publishedBasis == .stated)
    }

    @Test(
        "what is no publication date is not taken for one",
        arguments: [
            "On 3 March 2026 the talks began.", "3 March 2026 was a day of talks",
            "30 February 2026",
            "Published: 2031-01-01", "Updated: 2026-03-03",
        ])
    func noDates(line: String) throws {
        let article = try article("Talks end in Oslo\n\n\(line)\n\nThe talks ended on Monday.")
        #expect(article.info.publishedBasis == .fetched)
        #expect(article.info.published == article.info.fetched)
    }

    @Test("a stated title is kept and the first heading is not made one")
    func statedTitle() throws {
        let article = try article("Paris is angry\n\nParis was angry.", title: "Talks\u{A0}\n end")
        #expect(article.info.title == "Talks end")
    }

    @Test("a text over the limit is cut at a paragraph and marked")
    func cutting() throws {
        let paragraph = String(repeating: "The talks went on and on. ", count: 2000)
        let article = try article((0..<6).map { "\($0) \(paragraph)" }.joined(separator: "\n\n"))
        #expect(article.info.truncated)
        #expect(article.paragraphs.count == 3)
        #expect(article.text.utf8.count <= Limits.articleText)
    }

    @Test("a single paragraph over the limit is cut after a sentence")
    func cuttingOneParagraph() throws {
        let article = try article(String(repeating: "Zoë went on and on. ", count: 30_000))
        #expect(article.info.truncated)
        #expect(article.text.hasSuffix("on and on."))
        #expect((Limits.articleText - 100...Limits.articleText).contains(article.text.utf8.count))
    }
}
