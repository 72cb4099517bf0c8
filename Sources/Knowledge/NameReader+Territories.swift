internal import Language
internal import Messages

extension NameReader {
    mutating func readCountry(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let code = try row.text(0)
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw row.error("\"\(code)\" is not an alpha-3 code")
        }
        let number = countries.count
        countries.append(Country(code: code, name: try row.text(1), origin: origin))
        for column in [1, 2] {
            try insertSpelt(column: column, row, &builder) { .country(number, $0) }
        }
        try insert(column: 3, .adjective(number), .adjective, row, &builder)
        try insert(column: 4, .nationals(number), .noun, row, &builder)
        var isCapital = true
        try row.forEachPart(5) { name throws(LanguageError) in
            try insert(name, .metonym(number, isCapital: isCapital), .noun, row, &builder)
            isCapital = false
        }
        try insert(column: 6, .city(number), .noun, row, &builder)
    }

    mutating func readTerritory(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = countries.count
        let code = try row.text(5)
        guard let sector = row.optional(6), sector == "GOV" || sector == "PRE" else {
            throw row.error("the sector is not GOV or PRE")
        }
        try checkCountry(code, row)
        countries.append(
            Country(
                code: code, name: try row.text(0), sector: sector, isTerritory: true,
                origin: origin))
        try readForms(row, number, &builder)
        try insert(column: 4, .city(number), .noun, row, &builder)
    }

    mutating func readFormer(
        _ row: Table.Row, _ origin: Origin, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let number = countries.count
        let code = try row.text(4)
        try checkCountry(code, row)
        guard let from = Day(try row.text(5)), let until = Day(try row.text(6)), from <= until
        else { throw row.error("the days are not two days in order, as 1949-10-07") }
        countries.append(
            Country(
                code: code, name: try row.text(0), isTerritory: true, until: until,
                origin: origin))
        try readForms(row, number, &builder)
    }

    private func checkCountry(_ code: String, _ row: Table.Row) throws(LanguageError) {
        guard codes[code] != nil else {
            throw row.error("\"\(code)\" is not the code of a country")
        }
    }

    /// The names, adjectives and nationals in columns 1 to 4.
    private mutating func readForms(
        _ row: Table.Row, _ number: Int, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        for column in [0, 1] {
            try insertSpelt(column: column, row, &builder) { .country(number, $0) }
        }
        try insert(column: 2, .adjective(number), .adjective, row, &builder)
        try insert(column: 3, .nationals(number), .noun, row, &builder)
    }

    mutating func readRegions(
        _ row: Table.Row, _ origin: Origin, _ removed: Set<String>,
        _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let kinds = ["region", "adjective", "sea", "river", "phrase"]
        guard kinds.contains(try row.text(0)) else {
            throw row.error("\"\(row.fields[0])\" is not \(kinds.joined(separator: ", "))")
        }
        for name in row.list(1) where !removed.contains(name) {
            names.insert(builder.phrase(name), .region(origin))
        }
    }

    mutating func readSharedNames(
        _ row: Table.Row, _ removed: Set<String>, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let words = row.list(1).filter { !removed.contains($0) }.flatMap { builder.phrase($0) }
        switch try row.text(0) {
        case "given":
            placeGivenNames.formUnion(words)
            peopleNames.formUnion(words)
        case "surname": peopleNames.formUnion(words)
        default: throw row.error("\"\(row.fields[0])\" is not given or surname")
        }
    }
}
