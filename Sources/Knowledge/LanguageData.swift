public import Language
public import Messages
public import Ontology

/// Everything the language stages know, read once from the data directory.
public struct LanguageData: Sendable {
    /// The words.
    public let vocabulary: Vocabulary
    /// Types, modes, codes.
    public let ontology: OntologyTables
    /// The countries.
    public let countries: [Country]
    /// The organisations.
    public let organisations: [Organisation]
    /// The persons.
    public let persons: [Person]
    /// The agent nouns.
    public let agents: [Agent]
    /// All their names.
    public let names: PhraseTree<Name>
    /// Persons by the number of the last word of their names.
    public let surnames: NumberLists
    /// Persons by the number of the first word of their names.
    public let givenNames: NumberLists
    /// Persons by how their names sound.
    let sounds: [UInt64: [Int32]]
    /// The places.
    public let gazetteer: Gazetteer
    /// Names that places share with people, and with ordinary words.
    public let peopleNames: Set<Int32>
    /// Names of countries and cities that people bear as given names.
    public let placeGivenNames: Set<Int32>
    /// Organisations by id.
    public let organisationNumbers: [String: Int]
    /// Organisations by the nouns that refer back to them.
    public let organisationNouns: Set<Int32>
    /// Nouns that stand for a state told before, by its code: "the kingdom".
    public let stateNouns: [String: [Int32]]
    /// All of them.
    public let allStateNouns: Set<Int32>
    /// What words tell which events.
    public let predicates: PredicateLexicon
    /// Words of a mode; kinds are `TYPE mode`.
    public let modeWords: PhraseSet
    /// Words of a context.
    public let contextWords: PhraseSet
    /// Words of blame; kinds are `noun`, `adjective`, `verb`, `threat`, and `call` and `deed`, which count
    /// only where the tree makes them the predicate.
    public let blame: PhraseSet
    /// Words that tell how an act was carried out; kinds are numbers of ``channels``.
    public let channelWords: PhraseSet
    /// The channels, the most telling first, each with the types that it goes with; none for any.
    public let channels: [(channel: Channel, types: [EventType])]
    /// Words of harm beside a number; kinds are `killed after` and so on.
    public let casualties: PhraseSet
    /// Words that speak against an event; kinds as `sport`.
    public let rejections: PhraseSet
    /// Types of the acts that a noun for an act can stand for, by the noun in the singular.
    public let contents: [String: Set<EventType>]
    /// Words for what is asked for, refused or threatened, by the type of the act.
    public let asked: [EventType: AskedWords]
    /// What verbs say of the reality of what they govern, by lemma.
    public let governors: [Int32: String]
    /// How sure a coding is.
    public let confidence: ConfidenceWeights
    /// What tells whom an act is done to where its sentence does not.
    public let counterparts: CounterpartWeights
    /// The version of the lexicons; with a user's files their digest stands behind a plus sign.
    public let version: String
    /// The files of names, as ``Origin`` numbers them.
    public let files: [String]
    /// How many rows of each table count.
    let rowCounts: [KnowledgeTable: Int]

    /// Reads the data directory, the folders `ontology`, `knowledge`, `predicates` and `language`,
    /// and a user's files.
    ///
    /// - Throws: the first fault, with its file and line.
    public static func load(
        directory: String, files: [KnowledgeFile] = []
    ) throws(LanguageError) -> LanguageData {
        var faults = FaultLog()
        var idle: [LanguageError] = []
        return try LanguageData(directory: directory, files, &faults, &idle)
    }

    /// Reads the same, and tells all that is wrong with the tables that users may add to: faults, which keep the
    /// tables from being used, and remarks, which do not.
    ///
    /// - Throws: the first fault of other files.
    public static func check(
        directory: String, files: [KnowledgeFile] = []
    ) throws(LanguageError) -> (faults: FaultLog, remarks: [LanguageError]) {
        var faults = FaultLog(keepsAll: true)
        var idle: [LanguageError] = []
        let data = try LanguageData(directory: directory, files, &faults, &idle)
        faults.sort()
        return (faults, idle + (faults.faults.isEmpty ? try data.sharedNames(in: files) : []))
    }

    private init(
        directory: String, _ own: [KnowledgeFile], _ faults: inout FaultLog,
        _ idle: inout [LanguageError]
    ) throws(LanguageError) {
        var builder = try VocabularyBuilder(directory: directory + "/language")
        ontology = try OntologyTables(directory: directory + "/ontology")
        var reader = NameReader(directory: directory, own, ontology, faults)
        try reader.read(&builder)
        let rows = try reader.rows(.predicates)
        predicates = try PredicateLexicon(rows, ontology, &builder, &reader.faults)
        faults = reader.faults
        idle = reader.idle
        files = reader.files
        rowCounts = reader.rowCounts
        countries = reader.countries
        organisations = reader.organisations
        persons = reader.persons
        agents = reader.agents
        names = reader.names
        surnames = reader.surnames
        givenNames = reader.givenNames
        sounds = reader.sounds
        gazetteer = try Gazetteer(
            path: directory + "/knowledge/places.tsv", reader.ownPlaces)
        peopleNames = reader.peopleNames
        placeGivenNames = reader.placeGivenNames
        organisationNumbers = reader.organisationNumbers
        stateNouns = try LanguageData.stateNouns(directory, reader.countries, &builder)
        allStateNouns = Set(stateNouns.values.joined())
        organisationNouns = Set(reader.organisations.flatMap(\.nouns))

        let folder = directory + "/predicates"
        var modeWords = PhraseSet()
        for row in try Table(path: folder + "/modes.tsv", columns: 3...3).rows {
            guard let type = EventType(rawValue: try row.text(0)),
                ontology.mode(try row.text(1), of: type) != nil
            else { throw row.error("\(row.fields[0]) has no mode \"\(row.fields[1])\"") }
            modeWords.add("\(type.rawValue) \(row.fields[1])", row.list(2), &builder)
        }
        self.modeWords = modeWords
        var contextWords = PhraseSet()
        for context in ontology.contexts {
            contextWords.add(context.name, context.words, &builder)
        }
        self.contextWords = contextWords
        blame = try LanguageData.set(folder + "/evaluative.tsv", &builder, verbs: ["verb", "deed"])
        rejections = try LanguageData.set(folder + "/rejections.tsv", &builder)
        contents = try LanguageData.contents(folder + "/contents.tsv")
        asked = try AskedWords.read(folder + "/asked.tsv")
        var channelWords = PhraseSet()
        var channels: [(channel: Channel, types: [EventType])] = []
        for row in try Table(path: folder + "/channels.tsv", columns: 3...3).rows {
            guard let channel = Channel(rawValue: try row.text(0)) else {
                throw row.error("\"\(row.fields[0])\" is not a channel")
            }
            var types: [EventType] = []
            for name in row.list(1, separator: ",") {
                guard let type = EventType(rawValue: name) else {
                    throw row.error("\"\(name)\" is not an event type")
                }
                types.append(type)
            }
            channelWords.add(String(channels.count), row.list(2), &builder)
            channels.append((channel, types))
        }
        self.channelWords = channelWords
        self.channels = channels
        var casualties = PhraseSet()
        for row in try Table(path: folder + "/casualties.tsv", columns: 3...3).rows {
            let kind = try row.text(0)
            let side = try row.text(1)
            guard ["killed", "injured", "arrested"].contains(kind),
                side == "before" || side == "after"
            else { throw row.error("\"\(kind) \(side)\" is no kind of harm and no side") }
            casualties.add("\(kind) \(side)", row.list(2), &builder)
        }
        self.casualties = casualties
        var governors: [Int32: String] = [:]
        for row in try Table(path: folder + "/governors.tsv", columns: 2...2).rows {
            for verb in row.list(1, separator: " ") {
                governors[builder.verb(verb)] = try row.text(0)
            }
        }
        self.governors = governors
        confidence = try ConfidenceWeights(
            Table(path: folder + "/confidence.tsv", columns: 3...3))
        counterparts = try CounterpartWeights(
            Table(path: folder + "/counterparts.tsv", columns: 2...2))
        vocabulary = builder.vocabulary
        let digest = Digest.sha256(reader.ownBytes).prefix(5)
        version = "english-1" + (reader.ownBytes.isEmpty ? "" : "+" + Digest.base32(digest))
    }

    private static func contents(
        _ path: String
    ) throws(LanguageError) -> [String: Set<EventType>] {
        let words: Set<EventType> = [.consult, .statement, .accuse, .reject]
        let deeds = Set(EventType.allCases).subtracting(words)
        var contents: [String: Set<EventType>] = [:]
        for row in try Table(path: path, columns: 2...2).rows {
            var types: Set<EventType> = []
            for name in row.list(0, separator: ",") {
                guard name != "any" else {
                    types.formUnion(deeds)
                    continue
                }
                guard let type = EventType(rawValue: name) else {
                    throw row.error("\"\(name)\" is not an event type")
                }
                types.insert(type)
            }
            for noun in row.list(1) { contents[noun, default: []].formUnion(types) }
        }
        return contents
    }

    private static func stateNouns(
        _ directory: String, _ countries: [Country], _ builder: inout VocabularyBuilder
    ) throws(LanguageError) -> [String: [Int32]] {
        let codes = Set(countries.map(\.code))
        var nouns: [String: [Int32]] = [:]
        for row in try Table(path: directory + "/knowledge/state-nouns.tsv", columns: 2...2).rows {
            let words = builder.phrase(try row.text(0))
            guard words.count == 1 else { throw row.error("the noun is more than one word") }
            for code in row.list(1) {
                guard codes.contains(code) else { throw row.error("\"\(code)\" is no country") }
                nouns[code, default: []] += words
            }
        }
        return nouns
    }

    private static func set(
        _ path: String, _ builder: inout VocabularyBuilder, verbs: Set<String> = []
    ) throws(LanguageError) -> PhraseSet {
        var set = PhraseSet()
        for row in try Table(path: path, columns: 2...2).rows {
            let kind = try row.text(0)
            guard verbs.contains(kind) else {
                set.add(kind, row.list(1), &builder)
                continue
            }
            for phrase in row.list(1) {
                let first = phrase.prefix { $0 != " " }
                // Whether a word of "deed" is a verb, the tree says.
                if kind == "verb" {
                    builder.vocabulary.add(.base, to: builder.verb(String(first)))
                }
                for form in Inflection.forms(of: String(first), nil) {
                    set.add(kind, [form.text + phrase.dropFirst(first.count)], &builder)
                }
            }
        }
        return set
    }
}
