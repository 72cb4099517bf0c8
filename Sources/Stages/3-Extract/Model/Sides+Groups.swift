internal import Messages
internal import Model

/// Words for a group beside those whom they mean, and whom nobody can tell.
extension Sides {
    /// A side without words for a group whose members stand beside it ("her allies, Oman and Chad") and
    /// for the rest of a list that nobody can tell ("Chad and other countries").
    func named(_ side: [Int], _ memory: MentionMemory) -> [Int] {
        guard side.count > 1 else { return side }
        return side.filter { number in
            let mention = memory.all[number]
            guard mention.kind == .description, let group = head(of: number, memory),
                mention.entity == nil || isGroup(group)
            else { return true }
            return !side.contains { other in
                guard other != number, memory.all[other].entity != nil,
                    let word = head(of: other, memory)
                else { return false }
                return isMember(word, of: group)
                    || mention.entity == nil && isRest(group, of: word)
            }
        }
    }

    /// A side without pronouns that mean nobody ("will not expel anybody"), and beside others without
    /// pieces of their words and words that are no noun.
    func withoutNobody(_ side: [Int], _ memory: MentionMemory) -> [Int] {
        let known = side.filter { memory.all[$0].entity != nil }
        return side.filter { number in
            let mention = memory.all[number]
            guard mention.entity == nil, let words = words(of: number, memory) else { return true }
            let word = read.head(of: words)
            if Sides.nobodies.contains(read.form(word)) || isAll(word) {
                return false
            }
            guard !known.isEmpty, read.label(word) != "det" else { return true }
            return words.contains { read.grammar.nominals.contains(read.reading.words[$0].upos) }
                && !known.contains { memory.all[$0].span.overlaps(mention.span) }
        }
    }

    /// Whether only a common noun is told that no table knows for people: "the war", "boats", "posts".
    func isThing(_ number: Int, _ memory: MentionMemory) -> Bool {
        let mention = memory.all[number]
        guard mention.entity == nil, mention.kind == .description, mention.sectors.isEmpty,
            let word = head(of: number, memory),
            read.reading.words[word].upos == read.grammar.nouns
        else { return false }
        return !isGroup(word) && !PhraseResolver.relatives.contains(read.form(word))
            && read.mention(headedBy: word) == nil
    }

    /// "all parties": whoever there is.
    private func isAll(_ word: Int) -> Bool {
        ["parties", "sides"].contains(read.form(word))
            && read.dependents(of: word).contains {
                read.form($0) == "all"
            }
    }

    private static let nobodies: Set<String> = [
        "anybody", "anyone", "nobody", "somebody", "someone", "everybody", "everyone",
    ]
    private static let groups: Set<String> = [
        "allies", "backers", "partners", "neighbours", "neighbors", "rivals", "foes", "enemies",
        "powers", "supporters", "guarantors", "countries", "states", "nations", "members",
        "governments", "adversaries", "sponsors",
    ]
    private static let examples: Set<String> = ["such", "such as", "like", "including"]

    private func isGroup(_ word: Int) -> Bool {
        Sides.groups.contains(read.form(word))
    }

    /// Whether a word names one of the group that another word before it heads.
    private func isMember(_ word: Int, of group: Int) -> Bool {
        guard word > group else { return false }
        if isGroup(group), explains(word, group) { return true }
        var place = word
        for _ in 0..<12 {
            guard let governor = read.governor(of: place) else { return false }
            let label = read.label(place)
            if governor == group, label == "nmod" {
                let cases = read.dependents(of: place, read.grammar.cases)
                let words = cases.map { read.form($0) }
                return Sides.examples.contains(words.joined(separator: " "))
            }
            guard ["conj", "appos", "flat", "parataxis", "dep", "list"].contains(label) else {
                return false
            }
            if governor == group {
                // "allies and Chad" are more; "allies, Chad and Oman" are these.
                return label != "conj" || !isAdded(place)
                    || isGroup(group)
                        && read.dependents(of: group, read.grammar.conjuncts).first
                            .map { !isAdded($0) } ?? false
            }
            place = governor
        }
        return false
    }

    /// Whether "and" or "or" stands before a conjunct.
    private func isAdded(_ word: Int) -> Bool {
        read.dependents(of: word).contains { read.label($0) == "cc" }
    }

    /// Whether a name stands just behind words for a group and hangs from what they hang from: "by its
    /// allies Chad and Oman".
    private func explains(_ word: Int, _ group: Int) -> Bool {
        guard let governor = read.governor(of: group), read.label(word) == read.label(group) else {
            return false
        }
        return read.governor(of: word) == governor
            && read.nounPhrase(of: word).lowerBound == group + 1
    }

    /// Whether a group is what a list has besides those whom it names: "Chad, Oman and other countries".
    private func isRest(_ group: Int, of word: Int) -> Bool {
        guard word < group, read.label(group) == "conj" else { return false }
        let isOther = read.dependents(of: group).contains {
            ["other", "others"].contains(read.form($0))
        }
        guard isOther || read.form(group) == "others" else { return false }
        return top(of: group) == top(of: word)
    }

    /// The first of the list that a word stands in.
    private func top(of word: Int) -> Int {
        var place = word
        for _ in 0..<12 where read.label(place) == "conj" {
            guard let governor = read.governor(of: place) else { break }
            place = governor
        }
        return place
    }
}
