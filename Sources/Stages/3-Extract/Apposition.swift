internal import Knowledge
internal import Language
internal import Messages

/// Joins an office and a name that stand side by side: "the foreign minister, Omar Khalidi",
/// "Sergey Lavrov, the Russian foreign minister".
enum Apposition {
    static func join(
        _ view: inout SentenceView, _ memory: inout MentionMemory, _ data: LanguageData
    ) {
        guard view.mentions.count > 1 else { return }
        for index in 1..<view.mentions.count {
            let left = view.mentions[index - 1]
            let right = view.mentions[index]
            guard left.isPerson, right.isPerson, !left.isModifier, !left.isPlural else { continue }
            guard gap(left.last, right.first, view, data) else { continue }
            let leftNamed = isName(left, view)
            let rightNamed = isName(right, view)
            if leftNamed == rightNamed { continue }
            // A name of the tables tells more than "the secretary of state" of some country.
            let isSurer =
                right.mention.entity != nil
                && right.mention.score ?? 0 > left.mention.score ?? 0
            if right.mention.entity == nil
                || rightNamed && !leftNamed && left.mention.entity != nil && !isSurer
            {
                share(from: index - 1, to: index, &view, &memory)
            } else if left.mention.entity == nil || isSurer && rightNamed {
                share(from: index, to: index - 1, &view, &memory)
            }
        }
    }

    /// Whether only a comma and a determiner stand between.
    private static func gap(
        _ left: Int, _ right: Int, _ view: SentenceView, _ data: LanguageData
    ) -> Bool {
        guard right - left <= 3, right - left >= 2 else { return false }
        guard view.isComma(left + 1) else { return false }
        return right - left == 2 || view.tags[left + 2] == .determiner
    }

    private static func isName(_ found: FoundMention, _ view: SentenceView) -> Bool {
        found.mention.name != nil && found.mention.kind == .name
            || found.mention.entity == nil && found.head < 0
    }

    private static func share(
        from: Int, to: Int, _ view: inout SentenceView, _ memory: inout MentionMemory
    ) {
        let giver = view.mentions[from].mention
        guard let entity = giver.entity else { return }
        var mention = view.mentions[to].mention
        mention.entity = entity
        mention.country = giver.country
        mention.sectors = giver.sectors
        mention.name = mention.name ?? giver.name
        mention.resolvedBy = "apposition:" + (giver.resolvedBy ?? "")
        // What is only taken from around is no surer for the name beside it.
        let isLoose = CountryFinder.loose.contains(giver.resolvedBy ?? "")
        mention.score = isLoose ? giver.score : 0.9
        view.mentions[to].mention = mention
        memory.replace(view.mentions[to].number, by: mention)
        let name = view.mentions[to].mention.kind == .name && view.mentions[to].head < 0 ? to : from
        // Each of the two tells something: the one a name, the other an office.
        let holders = [from, to].map { memory.holder(of: view.mentions[$0].number) }
        let holder = MentionMemory.Holder(
            person: holders.lazy.compactMap(\.person).first
                ?? view.text[view.mentions[name].mention.span],
            office: holders.lazy.compactMap(\.office).first)
        for index in [from, to] { memory.note(holder, of: view.mentions[index].number) }
        let token = view.tokens[view.mentions[name].last]
        if token.shape.contains(.capital) {
            memory.remember(
                surname: Folding.fold(view.text.scalars[token.start..<token.end]),
                for: view.mentions[to].number)
        }
    }
}
