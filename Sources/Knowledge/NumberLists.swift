/// Lists of numbers by the number of a word: who bears a surname. Filled once and then read.
public struct NumberLists: Sendable {
    /// For each word the place of its newest entry; -1 for none.
    private var newest: [Int32] = []
    private var entries: [(number: Int32, older: Int32)] = []

    init() {}

    /// The numbers of a word, in the order they were added; none for -1.
    public subscript(word: Int32) -> [Int] {
        guard contains(word) else { return [] }
        var found: [Int] = []
        var place = newest[Int(word)]
        while place >= 0 {
            found.append(Int(entries[Int(place)].number))
            place = entries[Int(place)].older
        }
        found.reverse()
        return found
    }

    /// Whether a word has any number.
    public func contains(_ word: Int32) -> Bool {
        word >= 0 && word < newest.count && newest[Int(word)] >= 0
    }

    /// Adds a number to a word's, unless it is the one added last.
    mutating func add(_ number: Int, to word: Int32) {
        let place = Int(word)
        if place >= newest.count {
            newest += repeatElement(-1, count: max(place + 1 - newest.count, newest.count))
        }
        let last = newest[place]
        if last >= 0, entries[Int(last)].number == Int32(number) { return }
        entries.append((Int32(number), last))
        newest[place] = Int32(entries.count - 1)
    }
}
