import TestSupport
import Testing

@testable import Language

@Suite("Text as treebanks cut it") struct TreebankTests {
    static let words: TreebankWords = {
        // Part of the checkout that the tests are part of.
        do {
            return try TreebankWords(path: Repository.path("Data/language/treebank.tsv"))
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    private func cut(_ text: String) -> [[String]] {
        let scalars = Array(text.unicodeScalars)
        let tokens = TreebankTokenizer(Self.words).tokens(of: scalars, in: 0..<scalars.count)
        return TreebankSentences(Self.words).sentences(tokens, in: scalars).map { sentence in
            tokens[sentence].map { token in
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[token])
                return String(view)
            }
        }
    }

    @Test(
        "words are divided where treebanks divide them",
        arguments: [
            ("It can't, cannot and won't.", "It ca n't , can not and wo n't ."),
            ("Cannot, GONNA gimme, a canal,", "Can not , GON NA gim me , a canal ,"),
            ("Ça coûte, naïve,x ,y Kcannot", "Ça coûte , naïve , x , y Kcannot"),
            ("Norway's co-operation is well-known.", "Norway 's co-operation is well - known ."),
            ("The workers’ pay fell 3.5% to $1,234.", "The workers ’ pay fell 3.5 % to $ 1,234 ."),
            ("We’ll see, they’re late; I'm not.", "We ’ll see , they ’re late ; I 'm not ."),
            (
                "U.S. envoys (e.g. Mr. Berg) met at 10:30am",
                "U.S. envoys ( e.g. Mr. Berg ) met at 10:30 am"
            ),
            ("and/or 9/11, AT&T, the 1990s and 3rd", "and / or 9/11 , AT&T , the 1990s and 3rd"),
            ("Wait... what?! No!!", "Wait ... what ?! No !!"),
            ("Write to a.berg@example.org.", "Write to a.berg@example.org ."),
            ("See https://example.org/a-b?c=1.", "See https://example.org/a-b?c=1 ."),
            ("“Peace”—he said—‘now’.", "“ Peace ” — he said — ‘ now ’ ."),
            ("rock 'n' roll, '90s, 'em", "rock ' n ' roll , '90s , 'em"),
            ("🇹🇷👍🏽 Erdoغğan", "🇹🇷 👍🏽 Erdoغğan"), ("gonna", "gon na"), ("", ""),
        ])
    func tokens(text: String, expected: String) {
        #expect(cut(text).flatMap { $0 }.joined(separator: " ") == expected)
    }

    @Test(
        "sentences end where they end",
        arguments: [
            ("Mr. Berg left. She stayed.", 2), ("It fell 3.5 per cent. Then it rose.", 2),
            ("He came from the U.S. The talks failed.", 2), ("He met U.S. envoys.", 1),
            ("“Go!” she said.", 1), ("“Go.” He went.", 2), ("J. R. Berg won.", 1),
            ("See No. 5 there.", 1), ("He left (late.) She stayed.", 2), ("What? No! Yes.", 3),
            ("no end at all", 1), ("Oslo, Bergen etc. are cities.", 1),
            ("He paused... then spoke.", 1), ("", 0),
            ("it broke. i called them! no answer", 3), ("“It broke.” he said.", 1),
            ("He wrote it in 1805. [17] She kept it.", 2), ("That was all. :) Bye.", 2),
            ("He said so. \"One reason is rain,\" he said.", 2),
            ("Others (e.g. The Hague) are near; c. 1818 they were not.", 1),
            ("Students at a fair Image: A. Berg", 2), ("The image: A. Berg saw it.", 1),
            ("Anna Berg 08/10/2000 08:28 AM Please call.", 3),
            ("It began on 08/10/2000 08:28 AM there.", 1),
            ("So it is ***** Read on", 3), ("Dear Ms Berg, We met.", 2), ("Dear, dear, We met.", 2),
            ("Call me. Best regards, Anna Berg", 3), ("However, Anna left", 1),
            ("See https://example.org/a https://example.org/b There it is.", 3),
            ("Figure 1.5 People of Oslo", 2), ("\"A\" <a@example.org> Yes, it is.", 2),
        ])
    func sentences(text: String, count: Int) {
        #expect(cut(text).count == count, "\(cut(text))")
    }

    @Test("hostile text is cut in one pass, and nothing of it is lost")
    func hostile() {
        for text in [
            String(repeating: "x", count: 100_000), String(repeating: "(", count: 100_000),
            String(repeating: "a.", count: 50_000), String(repeating: "1-", count: 50_000),
            String(repeating: "e\u{301}", count: 30_000), String(repeating: "'", count: 50_000),
            String(repeating: "👨‍👩‍👧", count: 10_000), String(repeating: "\u{202E}א ", count: 20_000),
        ] {
            let visible = text.unicodeScalars.count { !Scalars.isSpace($0) }
            let found = cut(text).reduce(0) { $0 + $1.reduce(0) { $0 + $1.unicodeScalars.count } }
            #expect(found == visible)
        }
    }

    @Test("a fault in the lists is named with its line")
    func faults() throws {
        let error = #expect(throws: LanguageError.self) {
            try TreebankWords(
                Table(text: "title\tmr\nfruit\tapple\n", file: "t.tsv", columns: 2...2))
        }
        #expect(error?.description == "t.tsv:2: \"fruit\" is no kind of words")
        #expect(throws: LanguageError.self) {
            try TreebankWords(Table(text: "contraction\tgonna\n", file: "t", columns: 2...2))
        }
    }
}
