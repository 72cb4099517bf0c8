internal import Model

/// The numbers of the labels that grammar is asked by, looked up once.
struct Grammar: Sendable {
    let labels: Labels
    let events: EventLabels
    /// Relations by what they are for, subtypes included.
    let subjects, passiveSubjects, objects, obliques, agents: Set<Int>
    let conjuncts, appositions, possessors, modifiers, clauses, openClauses,
        relativeClauses: Set<Int>
    let cases, marks, expletives: Set<Int>
    let verbs, nouns, names, pronouns: Int
    /// Nouns, names and pronouns.
    let nominals: Set<Int>
    /// Roles that name who acts and who is acted upon, in the order that they are tried.
    let actorRoles, patientRoles: [Int]
    let persons: Int

    init(_ labels: Labels) {
        func relations(_ names: String...) -> Set<Int> {
            Set(
                labels.relations.indices.filter { number in
                    names.contains { name in
                        let label = labels.relations[number]
                        return label == name || !name.contains(":") && label.hasPrefix(name + ":")
                    }
                })
        }
        self.labels = labels
        events = labels.events
        passiveSubjects = relations("nsubj:pass", "csubj:pass")
        subjects = relations("nsubj", "csubj").subtracting(passiveSubjects)
        objects = relations("obj", "iobj")
        obliques = relations("obl")
        agents = relations("obl:agent")
        conjuncts = relations("conj")
        appositions = relations("appos")
        possessors = relations("nmod:poss")
        modifiers = relations("amod", "compound", "nmod", "flat", "nummod")
        clauses = relations("advcl")
        openClauses = relations("xcomp")
        relativeClauses = relations("acl")
        cases = relations("case")
        marks = relations("mark")
        expletives = relations("expl")
        func upos(_ name: String) -> Int { labels.upos.firstIndex(of: name) ?? -1 }
        (verbs, nouns, names, pronouns) = (upos("VERB"), upos("NOUN"), upos("PROPN"), upos("PRON"))
        nominals = [nouns, names, pronouns]
        func role(_ name: String) -> [Int] { labels.roles.firstIndex(of: name).map { [$0] } ?? [] }
        actorRoles = role("ARG0")
        patientRoles = role("ARG1") + role("ARG2")
        persons = labels.entities.firstIndex(of: "person") ?? -1
    }
}
