internal import Language

extension NameReader {
    /// Reads who held which office (`tenures.tsv`) and other persons of note (`people.tsv`).
    mutating func readPersons(
        directory: String, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        var codes: [String: String] = [:]
        for country in countries { codes[country.code] = country.code }
        for organisation in organisations { codes[organisation.id] = organisation.country }
        let tenures = try Table(path: directory + "/tenures.tsv", columns: 10...10).rows
        names.reserve(2 * tenures.count)
        builder.vocabulary.reserve(2 * tenures.count)
        persons.reserveCapacity(tenures.count)
        personNumbers.reserveCapacity(tenures.count)
        for row in tenures where PersonalName.reigns(try row.text(4)) {
            reigning.insert(PersonKey(name: try row.text(0), body: try row.text(2)))
        }
        for row in tenures {
            // A head's role comes first where an office has two.
            let role = try row.text(5)
            let rank =
                role.utf8.starts(with: "head-of-state".utf8)
                ? 4 : role == "head-of-government" ? 3 : role == "head" ? 2 : 1
            try readPerson(row, codes, title: 4, dates: 6, rank: rank, &builder)
        }
        for row in try Table(path: directory + "/people.tsv", columns: 7...7).rows {
            try readPerson(row, codes, title: 4, dates: 5, rank: 0, &builder)
        }
    }

    /// Reads one row: name, other names, body, sector, then the columns named.
    private mutating func readPerson(
        _ row: Table.Row, _ codes: [String: String], title: Int, dates: Int, rank: Int,
        _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        let name = try row.text(0)
        let body = try row.text(2)
        guard let country = codes[body] else {
            throw row.error("\"\(body)\" is no country or organisation of these tables")
        }
        let office = Person.Office(
            body: body, country: country, sector: try row.text(3), title: try row.text(title),
            rank: rank, from: try date(row, dates).first,
            to: row.optional(dates + 1) == nil ? nil : try date(row, dates + 1).last)
        if let to = office.to, to < office.from {
            throw row.error("\(name) leaves before \(row.fields[dates])")
        }
        let key = PersonKey(name: name, body: body)
        if let known = personNumbers[key] {
            let isNew = !persons[known].offices.contains { $0.title == office.title }
            persons[known].offices.append(office)
            if isNew { insertTitled(row, office.title, known, &builder) }
            return
        }
        let words = builder.phrase(name)
        guard let last = words.last else { throw row.error("the name has no words") }
        let number = persons.count
        personNumbers[key] = number
        persons.append(
            Person(name: name, surname: builder.vocabulary.text(last), offices: [office]))
        if words.count > 1, let given = words.first {
            givenNames[given, default: []].append(number)
        }
        let reigns = reigning.contains(key)
        for form in PersonalName.forms([name] + row.list(1)) {
            // A king's bare given name is anybody's.
            guard !reigns || form.utf8.contains(UInt8(ascii: " ")) else { continue }
            let words = form == name ? words : builder.phrase(form)
            names.insert(words, .person(number))
            guard let last = words.last else { continue }
            if words.count == 1 { builder.vocabulary.add(.noun, to: last) }
            if surnames[last]?.last != number { surnames[last, default: []].append(number) }
        }
        insertTitled(row, office.title, number, &builder)
    }

    /// Makes "King Salman" and "Pope Francis" known, which are names more than titles.
    private mutating func insertTitled(
        _ row: Table.Row, _ title: String, _ number: Int, _ builder: inout VocabularyBuilder
    ) {
        guard PersonalName.reigns(title) else { return }
        for form in PersonalName.titled([persons[number].name] + row.list(1), title) {
            insert(form, .person(number), .noun, &builder)
        }
    }

    private func date(_ row: Table.Row, _ column: Int) throws(LanguageError) -> PartialDate {
        guard let date = PartialDate(try row.text(column)) else {
            throw row.error(
                "\"\(row.fields[column])\" is not a date as 2020-06-15, 2020-06 or 2020")
        }
        return date
    }
}
