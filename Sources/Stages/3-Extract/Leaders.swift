internal import Knowledge
internal import Language
internal import Messages

/// Of whom those are who speak for or lead somebody told before: "the spokesman of the militia", "a
/// commander of the group", "Omar Khalidi, the head of the movement's political wing".
struct Leaders {
    let data: LanguageData

    /// Gives them whom they stand for.
    func join(_ view: inout SentenceView, _ memory: inout MentionMemory) {
        for index in view.mentions.indices {
            let found = view.mentions[index]
            let body =
                isLeader(found)
                ? self.body(after: found.last + 1, view)
                : isStranger(found) ? self.body(beside: found, view) : nil
            guard let body else { continue }
            var mention = found.mention
            mention.entity = body.entity
            mention.country = body.country
            mention.sectors = body.sectors
            mention.resolvedBy = "article:owner"
            mention.score = 0.7
            view.mentions[index].mention = mention
            memory.settle(view.mentions[index])
            guard isStranger(found) else { continue }
            let name = view.tokens[found.last]
            memory.remember(
                surname: Folding.fold(view.text.scalars[name.start..<name.end]), for: found.number)
        }
    }

    /// Whether somebody may speak for others and nothing but the text around tells for whom.
    private func isLeader(_ found: FoundMention) -> Bool {
        guard found.isPerson || found.isPlural, found.mention.kind == .description,
            let sector = found.mention.sectors.first
        else { return false }
        return ["GOV", "PTY", "REB", "OPP", "MIL"].contains(sector)
            && [nil, "article:country", "article:theatre"].contains(found.mention.resolvedBy)
    }

    private func isStranger(_ found: FoundMention) -> Bool {
        found.mention.entity == nil && found.mention.kind == .name && found.isPerson
            && !found.isModifier
    }

    /// The group or body that "of" or "for" leads to, if it was told before.
    private func body(after index: Int, _ view: SentenceView) -> ActorMention? {
        guard index + 1 < view.tokens.count, ["of", "for"].contains(view.folded(index)) else {
            return nil
        }
        var place = index + 1
        while place + 1 < view.tokens.count, view.tags[place] == .determiner { place += 1 }
        let covering = view.mentionAt[place]
        guard covering >= 0 else { return nil }
        let found = view.mentions[covering]
        guard found.first == place, isBody(found) else { return nil }
        return found.mention
    }

    private func isBody(_ found: FoundMention) -> Bool {
        guard found.mention.entity != nil, !found.isPerson, !found.isPlace,
            let sector = found.mention.sectors.first
        else { return false }
        return ["article:description", "model:coreference", "lexicon:organisation"]
            .contains(found.mention.resolvedBy) && sector != "CVL"
    }

    /// The group or body that a stranger leads by the words in commas behind the name: "the head of the
    /// group's political wing".
    private func body(beside found: FoundMention, _ view: SentenceView) -> ActorMention? {
        guard view.isComma(found.last + 1) else { return nil }
        let limit = min(found.last + 8, view.tokens.count - 1)
        var index = found.last + 2
        while index < limit {
            if view.tags[index] == .mark || view.tags[index] == .verb { return nil }
            if Leaders.heads.contains(view.folded(index)) {
                return body(after: index + 1, view)
            }
            index += 1
        }
        return nil
    }

    /// Nouns for those who lead or speak for somebody.
    private static let heads: Set<String> = [
        "head", "leader", "chief", "spokesman", "spokeswoman", "spokesperson", "commander",
        "chairman", "chairwoman", "chair", "founder", "secretary", "director", "representative",
        "official", "member", "negotiator",
    ]
}

extension MentionFinder {
    /// "the group's political leader": whoever leads a body told before is of it.
    func led(_ found: FoundMention, _ view: SentenceView) -> FoundMention {
        let next = found.last + 1
        guard found.mention.resolvedBy == "article:description", !found.isPerson, !found.isPlural,
            next + 1 < view.tokens.count, view.tags[next] == .possessive
        else { return found }
        let reader = AgentReader(data: data, day: day)
        guard let agent = reader.agent(after: found.last, view),
            data.agents[agent.number].kind == .person, data.agents[agent.number].speaks
        else { return found }
        var led = found
        led.last = agent.last
        led.mention.span = Span(found.mention.span.start, view.span(agent.last, agent.last).end)
        led.isPerson = !agent.plural
        led.isPlural = agent.plural
        led.office = agent.plural ? nil : data.agents[agent.number].phrase
        led.head = data.agents[agent.number].head
        led.isModifier = isModifier(agent.last, view)
        return reader.named(led, view)
    }
}
