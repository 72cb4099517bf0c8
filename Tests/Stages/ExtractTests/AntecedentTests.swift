import Extract
import Messages
import Testing

/// Whom pronouns stand for.
@Suite("Pronouns") struct AntecedentTests {
    private func pronouns(_ text: String) throws -> [String] {
        try Extractor(data: LanguageFixture.data.get())
            .candidates(from: LanguageFixture.article(text)).mentions
            .filter { $0.kind == .pronoun }.compactMap(\.entity)
    }

    @Test(
        "who was the subject is meant, in the sentence and in the one before",
        arguments: [
            ("Vladimir Putin hosted Emmanuel Macron. He condemned Israel.", "RUS/GOV"),
            ("Vladimir Putin told Emmanuel Macron he condemned Israel.", "RUS/GOV"),
            ("Vladimir Putin said Emmanuel Macron knew he condemned Israel.", "FRA/GOV"),
            ("Norway met Sweden. It condemned Israel.", "NOR/GOV"),
            (
                "After a call with Emmanuel Macron, Vladimir Putin left. He condemned Israel.",
                "RUS/GOV"
            ),
        ])
    func subjects(text: String, entity: String) throws {
        #expect(Set(try pronouns(text)) == [entity])
    }

    @Test("the one who speaks goes on speaking, whoever he spoke of")
    func speakers() throws {
        let text = """
            Emmanuel Macron left Paris, Vladimir Putin said. "He wants war with Mali." He accused Israel.
            """
        #expect(try pronouns(text).last == "RUS/GOV")
    }

    @Test(
        "a woman is not him, nor a man her",
        arguments: [
            ("Erna Solberg hosted Vladimir Putin. He condemned Israel.", "RUS/GOV"),
            ("The French presidency said that it was late. She condemned Israel.", "FRA/GOV"),
            ("Vladimir Putin hosted Erna Solberg. She condemned Israel.", "NOR/GOV"),
        ])
    func genders(text: String, entity: String) throws {
        #expect(Set(try pronouns(text)) == [entity])
    }

    @Test(
        "somebody unknown who was the subject is meant, and not who is known",
        arguments: [
            "Vladimir Putin left. Mathilde Sand replied. She condemned Israel.",
            "Vladimir Putin left. Torvald Sand met Emmanuel Macron. He condemned Israel.",
        ])
    func strangers(text: String) throws {
        #expect(try pronouns(text) == [])
    }

    @Test(
        "who speaks is \"we\" and \"I\", but who holds no office speaks for nobody",
        arguments: [
            ("\"We condemned Israel,\" Emmanuel Macron said.", ["FRA/GOV"]),
            ("Emmanuel Macron spoke. \"I condemned Israel.\"", []),
            ("Emmanuel Macron said no. \"I condemned Israel.\"", ["FRA/GOV"]),
            ("\"We condemned Israel,\" Mathilde Sand said.", []),
            ("We condemned Israel.", []),
        ] as [(String, [String])])
    func speaker(text: String, entities: [String]) throws {
        #expect(try pronouns(text) == entities)
    }

    @Test("what is clear or likely is nobody")
    func empty() throws {
        #expect(try pronouns("Norway left. It is clear that Sweden condemned Israel.") == [])
    }
}
