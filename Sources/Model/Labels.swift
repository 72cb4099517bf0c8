internal import FoundationEssentials

/// What the class numbers of the heads mean, from `labels.json`.
public struct Labels: Sendable {
    /// A feature of words, such as Tense, and its values; value 0 means that a word has none.
    public struct Feature: Sendable {
        /// Its name.
        public var name: String
        /// Its values by number.
        public var values: [String]
    }

    /// The rolesets of a word that was seen as a predicate.
    struct Roleset: Sendable {
        var frame: String
        /// How often each sense was seen.
        var senses: [String: Int]
    }

    /// A word by its text and its part of speech.
    struct Key: Hashable, Sendable {
        var text: String
        var upos: Int
    }

    /// Universal parts of speech.
    public let upos: [String]
    /// Features, in the order that the model has them.
    public let features: [Feature]
    /// Universal dependency relations, with subtypes.
    public let relations: [String]
    /// PropBank roles; role 0 means none.
    public let roles: [String]
    /// Types of entities; type 0 means none.
    public let entities: [String]
    /// What the heads for events tell.
    public let events: EventLabels
    /// The number of the relation `root`.
    public let root: Int
    let lemmaRules: [LemmaRule]
    let senses: [String]
    let exceptions: [Key: String]
    let rolesets: [Key: Roleset]
    /// Roles that a predicate gives to one word only.
    let core: Set<Int>

    /// Largest file, in bytes.
    static let sizeLimit = 16 << 20
    /// Most features, because a word keeps them in sixteen bytes.
    static let featureLimit = 16

    /// The number of the part of speech `name`; -1 if there is none.
    func number(ofUpos name: String) -> Int { upos.firstIndex(of: name) ?? -1 }

    /// Reads the file at `path`; `order` names the features in the order of the layout.
    init(path: String, order: [String]) throws(ModelError) {
        func malformed(_ reason: String) -> ModelError {
            ModelError(.malformed, file: path, reason)
        }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ModelError(.unreadable, file: path, "cannot be read; is the model complete?")
        }
        guard data.count <= Labels.sizeLimit else {
            throw malformed("is larger than \(Labels.sizeLimit) bytes")
        }
        let raw: Raw
        do {
            raw = try JSONDecoder().decode(Raw.self, from: data)
        } catch {
            throw malformed("is not the JSON of a model's labels")
        }
        upos = raw.upos
        relations = raw.relations
        senses = raw.senses
        roles = raw.roles
        entities = raw.entities
        guard order.count <= Labels.featureLimit, Set(order) == Set(raw.features.keys) else {
            throw malformed("its features are not those of the weights")
        }
        features = order.map { Feature(name: $0, values: raw.features[$0] ?? []) }
        guard let root = raw.relations.firstIndex(of: "root"), raw.relations.count > 1 else {
            throw malformed("has no relation root beside others")
        }
        self.root = root
        guard raw.roles.count > 1, raw.entities.count > 1, !raw.senses.isEmpty, !raw.upos.isEmpty
        else { throw malformed("lacks labels") }
        guard max(raw.relations.count, raw.roles.count, raw.upos.count, raw.entities.count) < 256,
            raw.features.values.allSatisfy({ (1..<256).contains($0.count) })
        else { throw malformed("has a list of more than 255 labels, or an empty one") }
        var rules: [LemmaRule] = []
        for text in raw.lemma_rules {
            guard let rule = LemmaRule(text) else { throw malformed("\(text) is no lemma rule") }
            rules.append(rule)
        }
        guard !rules.isEmpty else { throw malformed("has no lemma rule") }
        lemmaRules = rules
        let numbers = Dictionary(
            raw.upos.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var exceptions: [Key: String] = [:]
        for row in raw.lemma_exceptions {
            guard row.count == 3, let number = numbers[row[1]] else {
                throw malformed("a lemma exception is not a form, a part of speech and a lemma")
            }
            exceptions[Key(text: row[0], upos: number)] = row[2]
        }
        self.exceptions = exceptions
        var rolesets: [Key: Roleset] = [:]
        for row in raw.rolesets {
            guard let number = numbers[row.upos] else {
                throw malformed(
                    "\(row.lemma) has rolesets as \(row.upos), which is no part of speech")
            }
            rolesets[Key(text: row.lemma, upos: number)] = Roleset(
                frame: row.frame, senses: row.senses)
        }
        self.rolesets = rolesets
        events = try EventLabels(raw, malformed: malformed)
        let once: Set<String> = ["ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARG5"]
        core = Set(raw.roles.indices.filter { once.contains(raw.roles[$0]) })
    }

    // The names are the file's.
    struct Raw: Decodable {
        var acts: [String]
        var statuses: [String]
        var modes: [String]
        var contexts: [String]
        var parts: [String]
        var upos: [String]
        var features: [String: [String]]
        var lemma_rules: [String]
        var relations: [String]
        var senses: [String]
        var roles: [String]
        var entities: [String]
        var lemma_exceptions: [[String]]
        var rolesets: [RawRoleset]
    }

    struct RawRoleset: Decodable {
        var lemma: String
        var upos: String
        var frame: String
        var senses: [String: Int]

        init(from decoder: any Decoder) throws {
            var row = try decoder.unkeyedContainer()
            lemma = try row.decode(String.self)
            upos = try row.decode(String.self)
            frame = try row.decode(String.self)
            senses = try row.decode([String: Int].self)
        }
    }
}

extension Labels {
    /// The lemma of a word: what is listed for it, else the best rule that applies, else its
    /// lower-cased form. `scores` are those of the rules.
    func lemma(_ form: String, upos: Int, scores: UnsafeBufferPointer<Float>) -> String {
        let lowered = form.lowercased()
        if let exception = exceptions[Key(text: lowered, upos: upos)] { return exception }
        var refused: [Int] = []
        while refused.count < scores.count {
            var best = -1
            for place in scores.indices where !refused.contains(place) {
                if best < 0 || scores[place] > scores[best] { best = place }
            }
            if let lemma = lemmaRules[best].lemma(form, lowered: lowered) { return lemma }
            refused.append(best)
        }
        return lowered
    }

    /// The roleset of a predicate, `frame.sense`. `scores` are those of the senses.
    func roleset(lemma: String, upos: Int, scores: UnsafeBufferPointer<Float>) -> String {
        let known = rolesets[Key(text: lemma, upos: upos)]
        var best = -1
        for place in scores.indices {
            if let known, known.senses[senses[place]] == nil { continue }
            if best < 0 || scores[place] > scores[best] { best = place }
        }
        guard let known else { return lemma + "." + senses[best] }
        if best >= 0 { return known.frame + "." + senses[best] }
        let usual = known.senses.max { ($0.value, $0.key) < ($1.value, $1.key) }
        return known.frame + "." + (usual?.key ?? senses[0])
    }
}
