internal import Language

/// Reads the files of names into one tree.
struct NameReader {
    var countries: [Country] = []
    var organisations: [Organisation] = []
    var persons: [Person] = []
    var agents: [Agent] = []
    var names = PhraseTree<Name>()
    var surnames: [Int32: [Int]] = [:]
    var givenNames: [Int32: [Int]] = [:]
    /// The numbers of persons.
    var personNumbers: [PersonKey: Int] = [:]
    /// The persons who reign, or did.
    var reigning: Set<PersonKey> = []

    /// What tells a person from namesakes.
    struct PersonKey: Hashable {
        var name: String
        var body: String
    }
    var peopleNames: Set<Int32> = []
    var placeGivenNames: Set<Int32> = []

    mutating func read(
        directory: String, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        for row in try Table(path: directory + "/countries.tsv", columns: 7...7).rows {
            try readCountry(row, &builder)
        }
        for row in try Table(path: directory + "/territories.tsv", columns: 7...7).rows {
            try readTerritory(row, &builder)
        }
        for row in try Table(path: directory + "/former.tsv", columns: 7...7).rows {
            try readFormer(row, &builder)
        }
        for row in try Table(path: directory + "/regions.tsv", columns: 2...2).rows {
            try readRegions(row, &builder)
        }
        for row in try Table(path: directory + "/shared-names.tsv", columns: 2...2).rows {
            try readSharedNames(row, &builder)
        }
        for row in try Table(path: directory + "/organisations.tsv", columns: 6...6).rows {
            try readOrganisation(row, &builder)
        }
        for row in try Table(path: directory + "/agents.tsv", columns: 5...5).rows {
            try readAgent(row, &builder)
        }
        try readPersons(directory: directory, &builder)
    }

    mutating func insert(
        _ phrase: String, _ name: Name, _ wordClass: WordClass, _ builder: inout VocabularyBuilder
    ) {
        let words = builder.phrase(phrase)
        names.insert(words, name)
        if words.count == 1 { builder.vocabulary.add(wordClass, to: words[0]) }
    }

    /// How a name must be written to be meant: "US" not "us".
    static func spelling(_ phrase: String) -> Name.Case {
        let letters = phrase.unicodeScalars.filter { $0.properties.isAlphabetic }
        return phrase.utf8.count <= 6 && letters.allSatisfy { $0.properties.isUppercase }
            ? .capitals : .capital
    }

    private mutating func readCountry(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let code = try row.text(0)
        guard code.utf8.count == 3 else { throw row.error("\"\(code)\" is not an alpha-3 code") }
        let number = countries.count
        countries.append(Country(code: code, name: try row.text(1)))
        for name in [try row.text(1)] + row.list(2) {
            insert(name, .country(number, NameReader.spelling(name)), .noun, &builder)
        }
        for name in row.list(3) { insert(name, .adjective(number), .adjective, &builder) }
        for name in row.list(4) { insert(name, .nationals(number), .noun, &builder) }
        for (index, name) in row.list(5).enumerated() {
            insert(name, .metonym(number, isCapital: index == 0), .noun, &builder)
        }
        for name in row.list(6) { insert(name, .city(number), .noun, &builder) }
    }

    private mutating func readOrganisation(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = organisations.count
        let name = NameReader.unmarked(try row.text(1)).name
        let nouns = row.list(5).flatMap { builder.phrase($0) }
        organisations.append(
            Organisation(
                id: try row.text(0), name: name, country: try row.text(3),
                sectors: row.list(4), nouns: nouns))
        guard !row.list(4).isEmpty else { throw row.error("there is no sector") }
        for marked in [try row.text(1)] + row.list(2) {
            let (name, isShared) = NameReader.unmarked(marked)
            let spelling = NameReader.spelling(name)
            insert(
                name, isShared ? .shared(number, spelling) : .organisation(number, spelling),
                .noun, &builder)
        }
    }

    /// A name without the "?" that says that it counts only in its organisation's context.
    private static func unmarked(_ text: String) -> (name: String, isShared: Bool) {
        text.hasSuffix("?") ? (String(text.dropLast()), true) : (text, false)
    }

    private mutating func readAgent(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        guard let kind = Agent.Kind(rawValue: try row.text(3)) else {
            throw row.error("\"\(row.fields[3])\" is not person, body or group")
        }
        let phrase = try row.text(0)
        let words = builder.phrase(phrase)
        guard let head = head(of: words, builder) else {
            throw row.error("the phrase has no words")
        }
        let number = agents.count
        agents.append(
            Agent(
                phrase: phrase, sector: try row.text(2), kind: kind,
                alone: try row.text(4) == "yes", head: head))
        insert(phrase, .agent(number, plural: kind == .group), .noun, &builder)
        guard row.fields[1] != "=" else { return }
        let plural = row.optional(1) ?? Inflection.plural(phrase)
        insert(plural, .agent(number, plural: true), .noun, &builder)
    }

    /// The word by which "the …" refers back: "ministry" of "ministry of the interior".
    private func head(of words: [Int32], _ builder: VocabularyBuilder) -> Int32? {
        let link = words.dropFirst().firstIndex { word in
            let text = builder.vocabulary.text(word)
            return text == "of" || text == "for" || text == "to" || text == "without"
        }
        return link.map { words[$0 - 1] } ?? words.last
    }
}
