import Messages
import Model

/// Who stands with those who act, though a phrase has him among those acted upon, and who suffers, though a
/// phrase has him among those who act.
extension Sides {
    /// Types of acts that one does to another against his will.
    private static let harms: Set<EventType> = [.assault, .coerce, .mobilize, .sanction]
    /// Types of acts that are told in the passive of whom they are done to.
    private static let suffered: Set<EventType> = [
        .assault, .coerce, .sanction, .accuse, .threaten, .aid,
    ]
    private static let fellows: Set<String> = [
        "allies", "ally", "partners", "proxies", "auxiliaries", "backers", "comrades",
    ]

    /// The sides with allies and leaders among those who act: "an offensive spearheaded by its rebel
    /// allies", "an incursion by troops and their allies".
    func allied(_ actors: Actors, _ type: EventType?, _ memory: MentionMemory) -> Actors {
        guard let type, Sides.harms.contains(type), !actors.sources.isEmpty else { return actors }
        var (sources, targets) = actors
        for number in actors.targets {
            let verb = participle(by: number, memory)
            let isFellow = isFellow(number, of: actors.sources, memory)
            guard verb != nil || isFellow else { continue }
            targets.removeAll { $0 == number }
            let leads = verb.map { Sides.leading.contains($0) } ?? true
            if type == .assault, leads { sources.append(number) }
        }
        return (sources, targets)
    }

    private static let leading: Set<String> = [
        "led", "spearheaded", "headed", "conducted", "mounted", "launched", "carried",
    ]

    /// What somebody does to the act, by a participle that hangs from it or from what it governs: "led" of
    /// "an offensive led by"; nil if no such word is told of him.
    private func participle(by number: Int, _ memory: MentionMemory) -> String? {
        guard let link = link(of: number, memory), link.down.isEmpty,
            (2...3).contains(link.up.count), link.up[0].relation == "obl:agent",
            ["acl", "advcl"].contains(link.up[1].relation)
        else { return nil }
        return link.up[1].form
    }

    /// Whether somebody is told as an ally of who acts, joined to him by "and": "troops and their allies".
    private func isFellow(_ number: Int, of sources: [Int], _ memory: MentionMemory) -> Bool {
        guard var word = head(of: number, memory) else { return false }
        while ["compound", "amod", "flat", "nmod:desc", "appos"].contains(read.label(word)),
            let noun = read.governor(of: word)
        {
            word = noun
        }
        guard Sides.fellows.contains(read.form(word)), read.label(word) == "conj",
            let first = read.governor(of: word)
        else { return false }
        return sources.contains { words(of: $0, memory)?.contains(first) ?? false }
    }

    /// The sides without those among who acts who are told with whom it is done to: "two soldiers and an
    /// official were killed".
    func suffering(_ actors: Actors, _ type: EventType?, _ memory: MentionMemory) -> Actors {
        guard let type, Sides.suffered.contains(type),
            actors.targets.contains(where: {
                link(of: $0, memory)?.up.last?.relation == "nsubj:pass"
            })
        else { return actors }
        let suffering = actors.sources.filter { number in
            guard let link = link(of: number, memory), link.down.isEmpty,
                link.up.last?.relation == "nsubj:pass"
            else { return false }
            return link.up.dropLast().allSatisfy { ["compound", "amod"].contains($0.relation) }
        }
        return (actors.sources.filter { !suffering.contains($0) }, actors.targets)
    }

    /// Whether a source only tells of something whose subject the act is: "the envoy says fighting has
    /// driven them out".
    func tellsOfSubject(_ number: Int, _ type: EventType?, _ memory: MentionMemory) -> Bool {
        guard let type, Sides.harms.contains(type), let link = link(of: number, memory),
            link.up.map(\.relation) == ["nsubj"], link.down.count == 2
        else { return false }
        return link.down[1].relation == "ccomp"
            && ["nsubj", "nsubj:pass", "csubj"].contains(link.down[0].relation)
    }
}
