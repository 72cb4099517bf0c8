internal import Language
internal import Messages

extension NameReader {
    mutating func readTerritory(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = countries.count
        let code = try row.text(5)
        guard let sector = row.optional(6), sector == "GOV" || sector == "PRE" else {
            throw row.error("the sector is not GOV or PRE")
        }
        guard countries.contains(where: { $0.code == code }) else {
            throw row.error("\"\(code)\" is not the code of a country")
        }
        countries.append(
            Country(code: code, name: try row.text(0), sector: sector, isTerritory: true))
        try readForms(row, number, &builder)
        for name in row.list(4) { insert(name, .city(number), .noun, &builder) }
    }

    mutating func readFormer(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = countries.count
        let code = try row.text(4)
        guard countries.contains(where: { $0.code == code }) else {
            throw row.error("\"\(code)\" is not the code of a country")
        }
        guard let from = Day(try row.text(5)), let until = Day(try row.text(6)), from <= until
        else { throw row.error("the days are not two days in order, as 1949-10-07") }
        countries.append(
            Country(code: code, name: try row.text(0), isTerritory: true, until: until))
        try readForms(row, number, &builder)
    }

    /// The names, adjectives and nationals in columns 1 to 4.
    private mutating func readForms(
        _ row: Table.Row, _ number: Int, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        for name in [try row.text(0)] + row.list(1) {
            insert(name, .country(number, NameReader.spelling(name)), .noun, &builder)
        }
        for name in row.list(2) { insert(name, .adjective(number), .adjective, &builder) }
        for name in row.list(3) { insert(name, .nationals(number), .noun, &builder) }
    }

    mutating func readRegions(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let kinds = ["region", "adjective", "sea", "river", "phrase"]
        guard kinds.contains(try row.text(0)) else {
            throw row.error("\"\(row.fields[0])\" is not \(kinds.joined(separator: ", "))")
        }
        for name in row.list(1) {
            names.insert(builder.phrase(name), .region)
        }
    }

    mutating func readSharedNames(
        _ row: Table.Row, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let words = row.list(1).flatMap { builder.phrase($0) }
        switch try row.text(0) {
        case "given":
            placeGivenNames.formUnion(words)
            peopleNames.formUnion(words)
        case "surname": peopleNames.formUnion(words)
        default: throw row.error("\"\(row.fields[0])\" is not given or surname")
        }
    }
}
