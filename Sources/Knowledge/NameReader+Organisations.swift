internal import Language
internal import Ontology

extension NameReader {
    mutating func readOrganisation(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = organisations.count
        let id = try row.text(0)
        guard codes[id] != id else {
            throw row.error("the id \"\(id)\" is the code of a country")
        }
        let country = try row.text(3)
        guard codes[country] == country || ontology.groups.contains(country) else {
            throw row.error(
                "\"\(country)\" is not the code of a country, nor one of "
                    + ontology.groups.sorted().joined(separator: ", "))
        }
        let name = try row.text(1)
        organisations.append(
            Organisation(
                id: id, name: name.hasSuffix("?") ? String(name.dropLast()) : name,
                country: country, sectors: try sectors(row, 4),
                nouns: row.list(5).flatMap { builder.phrase($0) }, origin: origin))
        codes[id] = country
        for column in [1, 2] {
            try row.forEachPart(column) { marked throws(LanguageError) in
                // With "?" it counts only where its organisation is being told of.
                guard marked.last == UInt8(ascii: "?") else {
                    let spelling = NameReader.spelling(marked)
                    try insert(marked, .organisation(number, spelling), .noun, row, &builder)
                    return
                }
                let name = UnsafeBufferPointer(rebasing: marked.dropLast())
                let spelling = NameReader.spelling(name)
                try insert(name, .shared(number, spelling), .noun, row, &builder)
            }
        }
    }

    mutating func readAgent(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        guard let kind = Agent.Kind(rawValue: try row.text(3)) else {
            throw row.error("\"\(row.fields[3])\" is not person, body, group or peer")
        }
        let alone = try row.text(4)
        guard alone == "yes" || alone == "no" else {
            throw row.error("\"\(alone)\" is not yes or no")
        }
        let phrase = try row.text(0)
        row.withBytes(0) { builder.read($0) }
        guard let head = head(of: builder.words, builder) else {
            throw row.error("the phrase has no words")
        }
        let number = agents.count
        agents.append(
            Agent(
                phrase: phrase, sector: try sectors(row, 2)[0], kind: kind, alone: alone == "yes",
                head: head, origin: origin))
        try insert(column: 0, .agent(number, plural: kind == .group), .noun, row, &builder)
        let plural = row.optional(1) ?? Inflection.plural(phrase)
        guard plural != "=" else { return }
        var bytes = plural
        let outcome = bytes.withUTF8 { bytes -> Result<Void, LanguageError> in
            do throws(LanguageError) {
                return .success(
                    try insert(bytes, .agent(number, plural: true), .noun, row, &builder))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
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
