internal import Messages
internal import Model

/// Statuses that undo an act, which a sentence must have a word for.
extension ActGround {
    private static let depth = 3
    /// Words that deny what hangs from them or stands beside them.
    private static let denials: Set<String> = [
        "not", "n't", "n’t", "no", "never", "without", "nor", "neither", "none", "nothing",
        "nobody", "few", "hardly", "barely", "cannot",
    ]
    /// Verbs whose content has not been done, or so it is said.
    private static let undoing: Set<String> = [
        "deny", "refuse", "fail", "stop", "prevent", "rule", "reject", "decline", "dismiss",
        "refute", "avoid", "cease", "block", "stall",
    ]
    /// Beginnings of words by which something is put off or called off.
    private static let offs = [
        "postpon", "delay", "defer", "cancel", "scrap", "shelv", "suspen", "abort", "halt", "drop",
        "ditch", "freez", "froze", "abandon", "reschedul", "paus", "adjourn", "revok", "stop",
        "axe", "axing",
    ]
    private static let offWords: Set<String> = ["off", "later", "back"]

    /// The statuses among those that undo an act for which the sentence has no word.
    var unsaid: [EventStatus] {
        var found: [EventStatus] = []
        if !trigger.contains(where: isUndone) { found.append(.negated) }
        let isOff = read.reading.forms.indices.contains { word in
            let form = read.form(word)
            return ActGround.offWords.contains(form)
                || ActGround.offs.contains { form.hasPrefix($0) }
        }
        if !isOff { found += [.cancelled, .postponed] }
        return found
    }

    /// Whether a word that denies stands with a word or with what it hangs from.
    private func isUndone(_ word: Int) -> Bool {
        var place = word
        var isJoined = false
        for _ in 0...ActGround.depth {
            let isDenial = read.dependents(of: place).contains { child in
                ActGround.denials.contains(read.form(child))
                    || read.dependents(of: child).contains {
                        read.label($0) == "det" && ActGround.denials.contains(read.form($0))
                    }
            }
            if isDenial || ActGround.denials.contains(read.form(place)) { return true }
            // What is only joined to a verb that undoes is not undone by it.
            if !isJoined, place != word, read.isForm(place, of: ActGround.undoing) { return true }
            guard let governor = read.governor(of: place) else { return false }
            isJoined = read.label(place) == "conj"
            place = governor
        }
        return false
    }
}
