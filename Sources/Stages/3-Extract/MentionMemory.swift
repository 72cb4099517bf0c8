internal import Knowledge
internal import Language
internal import Messages

/// Who was mentioned so far in an article, so that later words can refer back.
struct MentionMemory {
    /// A surname, and the mention that bore it last.
    struct Surname {
        var text: String
        var mention: Int
    }

    /// Who holds which office, of those who were mentioned with one or by name.
    struct Holder {
        var person: String?
        var office: String?
    }

    /// What a sentence told as history.
    struct Past {
        var sentence: Int
        /// The nouns it was told with.
        var words: Set<String>
    }

    /// The country in which what the article tells takes place, if it is one.
    let theatre: String?
    /// What the whole article tells of whom.
    let foreseen: Foreseen
    private(set) var all: [ActorMention] = []
    private var holders: [Int: Holder] = [:]
    /// The codes of the countries mentioned, as actors or places.
    private(set) var codes: Set<String> = []
    private(set) var surnames: [Surname] = []
    /// By abbreviation, whom the words before it in brackets name.
    var abbreviations: [String: Int] = [:]
    /// Surnames of persons named in full whom no table knows, so that the bare surname is theirs.
    private var strangers: Set<String> = []
    private var byHead: [Int32: Int] = [:]
    private var byNoun: [Int32: [Int]] = [:]
    private(set) var countries: [(code: String, mention: Int)] = []
    private var lastGroup: [Int] = []
    private var salience = Salience()
    /// The first parts of the entities mentioned.
    private var bodies: Set<String> = []
    /// The country mentioned last in the sentences before.
    private(set) var earlierCountry: Int?
    /// The country where a paragraph says that it takes place.
    var scene: String?
    /// The first sentence of the paragraph.
    var paragraph = 0
    private(set) var parties: [Int] = []
    private(set) var trio: [Int] = []
    /// What was told of whom so far, for "the move", "the accusations".
    var acts = ActMemory()
    /// What was told as history last.
    var past: Past?
    static let surnameLimit = 200

    init(theatre: String? = nil, foreseen: Foreseen = Foreseen()) {
        (self.theatre, self.foreseen) = (theatre, foreseen)
    }

    /// The mention's number, after it is remembered.
    mutating func record(_ found: FoundMention, _ data: LanguageData) -> Int {
        let number = all.count
        all.append(found.mention)
        if found.person != nil || found.office != nil {
            holders[number] = Holder(person: found.person, office: found.office)
        }
        if let country = found.mention.country { codes.insert(country) }
        remember(found, number)
        return number
    }

    /// Takes a mention for words that only tell where.
    mutating func turnToPlace(_ number: Int) {
        guard all.indices.contains(number) else { return }
        all[number].kind = .place
    }

    /// Takes a mention that was recorded without an entity and has one now.
    mutating func settle(_ found: FoundMention) {
        all[found.number] = found.mention
        remember(found, found.number)
    }

    /// Remembers who was mentioned, for words that refer back.
    private mutating func remember(_ found: FoundMention, _ number: Int) {
        guard found.mention.entity != nil, !found.isPlace else { return }
        if let entity = found.mention.entity { bodies.insert(String(entity.prefix { $0 != "/" })) }
        if let country = found.mention.country {
            countries.removeAll { $0.code == country }
            countries.append((country, number))
            if countries.count > 12 { countries.removeFirst() }
        }
        guard !found.isModifier else { return }
        for head in [found.head, found.officeHead] where head >= 0 {
            // "The president" is hardly one of former times, if another was told.
            if found.mention.sectors == ["ELI"], byHead[head] != nil { continue }
            byHead[head] = number
        }
    }

    /// Who the mention with that number is and what office is held, as far as it or the one that it
    /// refers back to tells.
    func holder(of number: Int) -> Holder {
        var number = number
        while true {
            if let holder = holders[number] { return holder }
            let mention = all[number]
            guard let earlier = mention.antecedent, earlier < number,
                mention.resolvedBy != "article:country"
            else { return Holder() }
            number = earlier
        }
    }

    /// Says who the mention with that number is.
    mutating func note(_ holder: Holder, of number: Int) { holders[number] = holder }

    /// Replaces a mention that was resolved later.
    mutating func replace(_ number: Int, by mention: ActorMention) {
        all[number] = mention
    }

    /// Changes what a mention resolves to, without making it the one "he" means.
    mutating func update(_ number: Int, to mention: ActorMention) { all[number] = mention }

    /// Adds a mention that only refers back, as a pronoun does.
    mutating func append(_ mention: ActorMention) -> Int {
        all.append(mention)
        return all.count - 1
    }

    /// A party of an act told before whom no words of this sentence name: it keeps the words that did.
    mutating func recalled(_ number: Int) -> Int {
        var mention = all[number]
        mention.antecedent = number
        mention.resolvedBy = "article:act"
        mention.score = min(0.6, mention.score ?? 0.6)
        return append(mention)
    }

    /// Remembers the nouns that may stand for the organisation mentioned.
    mutating func remember(nouns: [Int32], for number: Int) {
        for noun in nouns { byNoun[noun] = (byNoun[noun] ?? []).suffix(3) + [number] }
    }

    /// Remembers a person's surname, for bare and differently spelt mentions later.
    mutating func remember(surname: String, for number: Int) {
        guard surname.utf8.count >= 3, surnames.count < MentionMemory.surnameLimit else { return }
        if let known = surnames.firstIndex(where: { $0.text == surname }) {
            surnames[known].mention = number
        } else {
            surnames.append(Surname(text: surname, mention: number))
        }
    }

    /// Remembers the surname of somebody unknown who was named in full.
    mutating func remember(stranger surname: String) {
        guard strangers.count < MentionMemory.surnameLimit else { return }
        strangers.insert(MentionMemory.withoutArticle(surname))
    }

    /// Whether somebody unknown bears this surname.
    func isStranger(_ surname: String) -> Bool {
        strangers.contains(MentionMemory.withoutArticle(surname))
    }

    /// "hariri" for "al-hariri".
    private static func withoutArticle(_ surname: String) -> String {
        surname.hasPrefix("al-") || surname.hasPrefix("el-")
            ? String(surname.dropFirst(3)) : surname
    }

    /// Who bears a surname spelt like this.
    func person(surname: String) -> Int? {
        if let exact = surnames.last(where: { $0.text == surname }) { return exact.mention }
        let length = surname.utf8.count
        guard length >= 5, length <= 30 else { return nil }
        let limit = length >= 8 ? 2 : 1
        return surnames.last {
            $0.text.utf8.first == surname.utf8.first
                && Folding.distance($0.text, surname, limit: limit) <= limit
        }?.mention
    }

    /// Whom "the …" with this noun refers back to: of several who may be called so the subject of the
    /// sentence, else who was named in it, else of whom the sentence before spoke, else the last; never
    /// `own`, who acts in its clause.
    func description(noun: Int32, in view: SentenceView, except own: Int? = nil) -> Int? {
        guard let called = byNoun[noun], !called.isEmpty else { return byHead[noun] }
        let entity = own.flatMap { all[$0].entity }
        let named = called.filter { entity == nil || all[$0].entity != entity }
        return named.last.flatMap { description(of: named, $0, in: view) }
    }

    private func description(of named: [Int], _ last: Int, in view: SentenceView) -> Int? {
        let near = named.filter { all[$0].sentence == view.number }
        let subject = near.first { number in
            view.mentions.contains { found in
                found.number == number
                    && (found.first...found.last).contains {
                        view.subjects?.contains($0) ?? false
                    }
            }
        }
        if let subject { return subject }
        if near.isEmpty, let body = salience.body,
            let same = named.last(where: { all[$0].entity == all[body].entity })
        {
            return same
        }
        return last
    }

    /// Whether states were mentioned, and all of them are one.
    var knowsOneState: Bool {
        countries.count { !CountryFinder.groups.contains($0.code) } == 1
    }

    /// Whether the country with that code was mentioned.
    func knows(country code: String) -> Bool { countries.contains { $0.code == code } }

    /// Whether the organisation with that id was mentioned.
    func knows(organisation id: String) -> Bool { bodies.contains(id) }

    /// The parties of the talks told last, for "the talks".
    var lastParties: [Int] { parties }

    /// Remembers the parties of talks.
    mutating func remember(parties: [Int]) { if parties.count >= 2 { self.parties = parties } }

    /// Remembers a subject of several actors, for "they".
    mutating func remember(group: [Int]) { if group.count >= 2 { lastGroup = group } }

    /// Begins a sentence.
    mutating func beginSentence() {
        earlierCountry = countries.last { !CountryFinder.groups.contains($0.code) }?.mention
        // "they" reaches back no further than one sentence.
        lastGroup = []
    }

    /// Ends a sentence: remembers of whom it spoke.
    mutating func endSentence(_ view: SentenceView, _ finder: AntecedentFinder) {
        let group = lastGroup
        if let list = MentionFinder.lists(in: view).last { trio = list }
        salience.note(view, self, finder)
        if salience.group.isEmpty { salience.group = group }
    }

    /// Of whom the sentences before spoke, the first first; `isQuoted`: in quotation marks.
    func spokenOf(isQuoted: Bool) -> [AntecedentFinder.Candidate] {
        isQuoted ? salience.quoted : salience.persons
    }

    /// Who spoke last.
    func speaker(isPerson: Bool) -> AntecedentFinder.Candidate? {
        isPerson ? salience.speaker : salience.speakingBody
    }

    /// The body that the sentence before was about.
    var body: Int? { salience.body }

    /// The several that the sentence before was about.
    var group: [Int] { salience.group }

    /// Whom a pronoun refers back to, in the sentences before.
    func pronoun(_ word: String) -> [Int] {
        switch word {
        case "he", "his", "him", "she", "her":
            let gender = Gender(pronoun: word)
            let fitting = salience.persons.first { $0.gender == nil || $0.gender == gender }
            return fitting?.number.map { [$0] } ?? []
        case "it", "its": return salience.body.map { [$0] } ?? []
        case "they", "their", "them": return salience.group
        default: return []
        }
    }
}
