internal import Language
internal import Messages

extension NameReader {
    /// Reads who held which office (`tenures.tsv`) and other persons of note (`people.tsv`).
    mutating func readPersons(_ builder: inout VocabularyBuilder) throws(LanguageError) {
        let tenures = try rows(.tenures)
        let people = try rows(.people)
        names.reserve(2 * tenures.rows.count)
        builder.vocabulary.reserve(2 * tenures.rows.count)
        persons.reserveCapacity(tenures.rows.count)
        var reader = PersonReader(codes: codes, removedBodies: removedBodies)
        // Who reigns in one row has no bare given name in any other.
        for (row, _) in tenures.rows { reader.noteReign(row) }
        try each(tenures) { names, row, origin throws(LanguageError) in
            try names.readPerson(row, origin, dates: 6, &reader, &builder)
        }
        try each(people) { names, row, origin throws(LanguageError) in
            try names.readPerson(row, origin, dates: 5, &reader, &builder)
        }
    }

    /// Reads one row: name, other names, body, sector, office, perhaps a role, then the dates.
    private mutating func readPerson(
        _ row: Table.Row, _ origin: Origin, dates: Int, _ reader: inout PersonReader,
        _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        guard let office = try reader.office(row, origin, dates: dates, ontology) else { return }
        let key = reader.key(row)
        if let known = reader.person(key, row, persons) {
            let isNew = !persons[known].offices.contains { $0.title == office.title }
            persons[known].offices.append(office)
            if isNew { try insertTitled(row, office.title, known, &builder) }
            if !office.isTenure {
                // The tables of persons of note may know other forms of the name.
                try row.forEachPart(1) { form throws(LanguageError) in
                    try insertForms(form, known, reigns: reader.reigns(key), row, &builder)
                }
            }
            return
        }
        let name = try row.text(0)
        let number = persons.count
        row.withBytes(0) { builder.read($0) }
        guard let last = builder.words.last, let first = builder.words.first else {
            throw row.error("the name has no words")
        }
        reader.add(number, key)
        persons.append(
            Person(name: name, surname: builder.vocabulary.text(last), offices: [office]))
        if builder.words.count > 1 {
            givenNames.add(number, to: first)
            let key = NameSound.key(
                given: builder.vocabulary.text(first), surname: builder.vocabulary.text(last))
            if let key { sounds[key, default: []].append(Int32(number)) }
        }
        let reigns = reader.reigns(key)
        for column in [0, 1] {
            try row.forEachPart(column) { form throws(LanguageError) in
                try insertForms(form, number, reigns: reigns, row, &builder)
            }
        }
        try insertTitled(row, office.title, number, &builder)
    }

    /// Makes a form of a person's name known, and what is derived from it.
    private mutating func insertForms(
        _ form: UnsafeBufferPointer<UInt8>, _ number: Int, reigns: Bool, _ row: Table.Row,
        _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        try insert(form, person: number, reigns: reigns, row, &builder)
        guard let other = PersonalName.other(form) else { return }
        let outcome = other.withUnsafeBufferPointer { other -> Result<Void, LanguageError> in
            do throws(LanguageError) {
                return .success(
                    try insert(other, person: number, reigns: reigns, row, &builder))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    private mutating func insert(
        _ form: UnsafeBufferPointer<UInt8>, person number: Int, reigns: Bool, _ row: Table.Row,
        _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        // A king's bare given name is anybody's.
        guard !reigns || form.contains(UInt8(ascii: " ")) else { return }
        try insert(form, .person(number), .noun, row, &builder)
        if let last = builder.words.last { surnames.add(number, to: last) }
    }

    /// Makes "King Salman" and "Pope Francis" known, which are names more than titles.
    private mutating func insertTitled(
        _ row: Table.Row, _ title: String, _ number: Int, _ builder: inout VocabularyBuilder
    ) throws(LanguageError) {
        guard PersonalName.reigns(title) else { return }
        for form in PersonalName.titled([persons[number].name] + row.list(1), title) {
            let words = builder.phrase(form)
            guard words.count <= phraseLimit else { continue }
            names.insert(words, .person(number))
        }
    }
}
