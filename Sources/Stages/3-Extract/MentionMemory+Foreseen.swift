internal import Messages

/// Whom an article names in full, for its headings and abbreviations.
extension MentionMemory {
    /// Remembers what a body named in full is abbreviated to.
    mutating func remember(abbreviation: String, for number: Int) {
        guard abbreviations.count < MentionMemory.surnameLimit else { return }
        abbreviations[abbreviation] = number
    }

    /// Which body is abbreviated so.
    func body(abbreviated word: String) -> Int? { abbreviations[word] }

    /// Whom was named in full so far, for the headings of the same article: by surnames that one
    /// person alone bears, and by abbreviations.
    func foreseen(home: String?) -> Foreseen {
        var members: [String: Foreseen.Member] = [:]
        for surname in surnames where !isStranger(surname.text) {
            guard all[surname.mention].kind == .name, all[surname.mention].entity != nil else {
                continue
            }
            members[surname.text] = Foreseen.Member(
                mention: all[surname.mention], holder: holder(of: surname.mention))
        }
        let bodies = abbreviations.mapValues {
            Foreseen.Member(mention: all[$0], holder: holder(of: $0))
        }
        return Foreseen(home: home, members: members, bodies: bodies)
    }

    /// Who was mentioned in a sentence.
    func told(in sentence: Int) -> [ActorMention] {
        all.suffix(MentionMemory.near).filter { $0.sentence == sentence }
    }

    /// So many mentions back the sentence before is looked for.
    static let near = 200

    /// Begins a paragraph with a sentence of that number.
    mutating func beginParagraph(at sentence: Int) {
        (scene, paragraph) = (nil, sentence)
    }

    /// Of which state those are whom the text names without one: of where the paragraph takes place,
    /// else of the article's home, unless the paragraph told of another state before.
    var local: String? {
        if let scene { return scene }
        guard let home = foreseen.home else { return nil }
        guard let earlier = earlierCountry, all[earlier].sentence >= paragraph else { return home }
        let isTold = all.suffix(MentionMemory.near).contains { mention in
            mention.sentence >= paragraph && mention.country == home
                && !CountryFinder.loose.contains(mention.resolvedBy ?? "")
        }
        return isTold ? home : nil
    }
}
