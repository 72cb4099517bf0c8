internal import Knowledge
internal import Language
internal import Messages

/// Peoples who live in several states and have none.
extension AgentReader {
    /// By a people's adjective or name, the countries it lives in.
    static let homes: [String: [String]] = [
        "kurdish": ["SYR", "IRQ", "TUR", "IRN"], "kurd": ["SYR", "IRQ", "TUR", "IRN"],
        "tuareg": ["MLI", "NER", "DZA", "LBY"], "hutu": ["RWA", "BDI", "COD"],
        "tutsi": ["RWA", "BDI", "COD"], "pashtun": ["AFG", "PAK"], "hazara": ["AFG"],
        "baloch": ["PAK", "IRN"], "baluch": ["PAK", "IRN"], "yazidi": ["IRQ"],
    ]

    /// Makes those of a people those of the country where things happen, if they live there: of
    /// "Kurdish forces" in an article on Syria Syria's. Forces and leaders of a people without a state
    /// are no state's.
    func settle(
        _ mention: inout ActorMention, _ agent: Agent, _ phrase: NounPhrase, _ first: Int,
        _ last: Int, _ view: SentenceView, _ memory: MentionMemory
    ) {
        if agent.isPeople, phrase.word == "the", mention.sectors == ["CVL"],
            let country = mention.country, mention.entity == "\(country)/CVL",
            isToldArmed([agent.phrase.lowercased()], country, view, memory)
        {
            (mention.entity, mention.sectors) = ("\(country)/REB", ["REB"])
            return
        }
        // Neither "the Kurdish Workers' Party" nor "a Kurdish state" is a people's crowd.
        guard mention.entity == nil, agent.kind != .body,
            agent.isPeople || !view.tokens[last].shape.contains(.capital)
        else { return }
        let words =
            (phrase.start..<first).map(view.folded)
            + agent.phrase.lowercased().split(separator: " ").map(String.init)
        guard let homes = words.lazy.compactMap({ AgentReader.homes[$0] }).first else { return }
        var country = memory.theatre
        if country == nil {
            // Of the one home that the sentence tells of, and that does not act upon them.
            let finder = AntecedentFinder(data: data)
            let others = view.mentions.filter { !finder.isSubject($0, view) }
            let told = Set(others.compactMap(\.mention.country)).intersection(homes)
            country = told.count == 1 ? told.first : nil
        }
        guard let country, homes.contains(country) else { return }
        let sector = mention.sectors.first ?? agent.sector
        let isArmed =
            ["MIL", "PRM", "UAF"].contains(sector) || sector == "GOV" && country != "IRQ"
            || agent.isPeople && phrase.word == "the" && isToldArmed(words, country, view, memory)
        mention.take(
            CountryFinder.answer(country, isArmed ? "REB" : sector, "article:theatre", 0.5))
    }

    /// Whether the article told of a people's forces: after "the Kurdish militia" and "Kurdish fighters" those
    /// who are attacked, armed or asked to leave as "the Kurds" are these.
    private func isToldArmed(
        _ words: [String], _ country: String, _ view: SentenceView, _ memory: MentionMemory
    ) -> Bool {
        let stems = Set(
            words.compactMap { word in
                ["kurd", "tuareg", "hutu", "tutsi"].first { word.hasPrefix($0) }
            })
        return memory.all.contains { mention in
            guard mention.country == country, mention.sectors == ["REB"] else { return false }
            let text = view.text[mention.span].lowercased()
            return stems.contains { text.contains($0) }
        }
    }
}
