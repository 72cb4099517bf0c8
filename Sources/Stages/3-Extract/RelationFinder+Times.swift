internal import Knowledge
internal import Messages
internal import Model

extension RelationFinder {
    /// Adds the date and the place that belong to a trigger: the nearest in the tree, else in the
    /// text; without a tree the next place.
    func complete(
        _ relation: inout Relation, near index: Int, _ view: SentenceView, _ read: SentenceReading?
    ) {
        let dates = view.dates(of: index, data.vocabulary)
        if let read, let anchor = read.word(of: index) {
            func distance(_ first: Int, _ last: Int) -> (Int, Int) {
                let words = read.words(of: first...max(first, last))
                let steps = words.map { read.distance(anchor, read.head(of: $0)) } ?? Int.max
                return (steps, abs(first - index))
            }
            relation.date =
                dates.filter { date in
                    guard let words = read.words(of: date.first...max(date.first, date.last)),
                        let link = ActorLink(read.head(of: words), [anchor], read)
                    else { return true }
                    return link.dates
                        && distance(date.first, date.last).0 <= RelationFinder.dateReach
                }.min { distance($0.first, $0.last) < distance($1.first, $1.last) }?.number
            relation.place =
                view.places.min { distance($0.first, $0.last) < distance($1.first, $1.last) }?
                .number
            return
        }
        relation.date = dates.min { abs($0.first - index) < abs($1.first - index) }?.number
        relation.place = view.places.first { $0.first > index }?.number ?? view.places.first?.number
    }
}
