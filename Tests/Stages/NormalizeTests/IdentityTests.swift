import Messages
import Normalize
import Testing

struct IdentityTests {
    static let languages = [
        (
            "en",
            "The talks were postponed after the minister said that it was not the time for them."
        ),
        ("fr", "Le ministre a dit que les pourparlers sont reportés et que la France ne cède pas."),
        (
            "de",
            "Der Minister hat gesagt, dass die Gespräche verschoben werden und nicht im Mai sind."
        ),
        (
            "es",
            "El ministro dijo que las conversaciones se aplazan y que no es el momento para los dos."
        ),
        (
            "it",
            "Il ministro ha detto che i colloqui sono rinviati e che non è il momento della pace."
        ),
        (
            "pt",
            "O ministro disse que as conversas não são para já e que também foi uma decisão do país."
        ),
        ("nl", "De minister heeft gezegd dat het overleg wordt uitgesteld en niet in mei is."),
        ("ru", "Министр сказал, что переговоры были отложены на более поздний срок."),
        ("uk", "Міністр сказав, що переговори відкладено на пізніший термін і їх ще буде багато."),
        ("ar", "قال الوزير إن المحادثات تأجلت إلى موعد لاحق في الشهر المقبل"),
        ("fa", "وزیر گفت که گفتگوها به زمان دیگری موکول شد و پایان جنگ نزدیک است چرا که"),
        ("zh", "部长表示会谈已推迟到以后的日期举行"), ("ja", "大臣は会談が延期されたと述べました"),
        ("ko", "장관은 회담이 연기되었다고 말했다 그리고 다시"),
        ("bn", "মন্ত্রী বলেছেন আলোচনা স্থগিত করা হয়েছে"), ("und", "მინისტრმა თქვა რომ მოლაპარაკებები გადაიდო"),
        ("el", "Ο υπουργός είπε ότι οι συνομιλίες αναβλήθηκαν."),
    ]

    @Test("a language is told from a sentence, and only English is coded", arguments: languages)
    func language(code: String, text: String) throws {
        let article = try article(text)
        #expect(article.info.language == code)
        let isTooShort = code == "zh" || code == "ja"
        if !isTooShort { #expect(article.outcome == (code == "en" ? nil : .languageUnsupported)) }
    }

    @Test("too little to tell is undetermined and goes on")
    func undetermined() throws {
        let article = try article("Turkey attacks Syria again")
        #expect(article.info.language == "und")
        #expect(article.outcome == nil)
    }

    @Test("much text in an unknown language is not coded")
    func unknownLanguage() throws {
        let sentence = "Bakan görüşmelerin ertelendiğini söyledi ancak yeni tarih vermedi. "
        let article = try article(String(repeating: sentence, count: 6))
        #expect(article.info.language == "und")
        #expect(article.outcome == .languageUnsupported)
    }

    @Test(
        "a stated language is believed unless the script excludes it",
        arguments: [("en-GB", "en"), ("ENG", "en"), ("fr", "fr"), ("nonsense", "und")])
    func statedLanguage(stated: String, code: String) throws {
        let raw = document(Array("Turkey attacks Syria again".utf8), language: stated)
        #expect(try Normalizer.shipped().article(from: raw).info.language == code)
        let russian = document(Array("Министр сказал, что переговоры".utf8), language: "en")
        #expect(try Normalizer.shipped().article(from: russian).info.language == "ru")
    }

    @Test(
        "fewer than three words are no article",
        arguments: ["", "\n\n", "Login", "Not found", "\0"])
    func notAnArticle(text: String) throws {
        let article = try article(text)
        #expect(article.outcome == .notAnArticle)
        #expect(try Article(payload: article.payload()) == article)
    }

    @Test("the id is the submitter's, else made of the text")
    func identity() throws {
        let bytes = Array("The talks have ended.".utf8)
        let anonymous = try Normalizer.shipped().article(from: document(bytes))
        let named = try Normalizer.shipped().article(from: document(bytes, id: " a-17 "))
        #expect(named.info.id == " a-17 ")
        #expect(anonymous.info.id == "ar1-" + anonymous.info.contentHash.prefix(26))
        // printf 'The talks have ended.' | sha256sum
        #expect(
            anonymous.info.contentHash
                == "eae934802caa43bae7996ff0496339f1696210d874036d0df4408a159016c528")
    }

    @Test("similar texts have similar hashes and different ones do not")
    func similarity() throws {
        let words = (0..<300).map { "word\($0 * 7 % 101)x\($0 % 13)" }
        var changed = words
        changed[150] = "other"
        let hash = try simHash(words)
        #expect((hash ^ (try simHash(changed))).nonzeroBitCount <= 8)
        #expect((hash ^ (try simHash(words.map { $0 + "y" }))).nonzeroBitCount >= 16)
        #expect(try article("").info.simHash == "0000000000000000")
    }

    private func simHash(_ words: [String]) throws -> UInt64 {
        try #require(UInt64(article(words.joined(separator: " ")).info.simHash, radix: 16))
    }
}
