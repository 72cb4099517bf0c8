internal import Messages

/// Finds articles of the event log that tell the same story in nearly the same words.
///
/// The index lies in the log's database and changes in the log's transactions, so it survives
/// restarts and agrees with what was committed. It is bounded: each article that is added also
/// removes up to four that are too old or too many.
struct NearDuplicates {
    let rule: DuplicateRule
    let database: Database

    /// The id of the first article that tells what `info`'s article tells; nil if there is none.
    func original(of info: ArticleInfo) throws(StorageError) -> String? {
        guard rule.window > .zero, let sketch = info.sketch, sketch.filled > 0,
            let hash = UInt64(info.simHash, radix: 16)
        else { return nil }
        let (from, to) = span(around: info.published)
        var seen: Set<Int64> = []
        var best: (id: String, similarity: Double, number: Int64)?
        let least = sketch.filled < rule.longFill ? rule.shortSimilarity : rule.similarity
        for band in sketch.bands where seen.count < rule.candidates {
            try database.forEach(
                """
                SELECT article.number, article.id, article.original, article.simHash,
                    article.sketch
                FROM band JOIN article ON article.number = band.article
                WHERE band.key = ? AND article.published BETWEEN ? AND ?
                ORDER BY band.article DESC LIMIT ?
                """, [.integer(band), .integer(from), .integer(to), .integer(rule.candidates)]
            ) { (row) throws(StorageError) in
                let number = row.integer(0)
                guard seen.insert(number).inserted else { return true }
                let other = UInt64(bitPattern: row.integer(3))
                guard (hash ^ other).nonzeroBitCount <= rule.hashDistance,
                    let known = TextSketch(bytes: row.bytes(4))
                else { return seen.count < rule.candidates }
                let similarity = sketch.similarity(to: known)
                let needed = known.filled < rule.longFill ? rule.shortSimilarity : least
                if similarity >= needed {
                    let id = row.isNull(2) ? row.text(1) : row.text(2)
                    let isBetter =
                        best.map { (similarity, -number) > ($0.similarity, -$0.number) } ?? true
                    if isBetter { best = (id, similarity, number) }
                }
                return seen.count < rule.candidates
            }
        }
        // A later version under the same id is no other article.
        return best.flatMap { $0.id == info.id ? nil : $0.id }
    }

    /// Adds `info`'s article to those that are compared.
    func add(
        _ info: ArticleInfo, _ outcome: Outcome, original: String?, now: Int64
    ) throws(StorageError) {
        guard rule.window > .zero, outcome == .events || outcome == .noEvent,
            let sketch = info.sketch, sketch.filled > 0,
            let hash = UInt64(info.simHash, radix: 16)
        else { return }
        let number = try database.first(
            """
            INSERT INTO article (id, original, published, at, simHash, sketch)
            VALUES (?, ?, ?, ?, ?, ?) RETURNING number
            """,
            [
                .text(info.id), original.map { .text($0) } ?? .null,
                .integer(Self.seconds(info.published)), .integer(now),
                .integer(Int64(bitPattern: hash)), .bytes(sketch.bytes),
            ]
        ) { $0.integer(0) }
        guard let number else { return }
        for band in sketch.bands {
            try database.execute(
                "INSERT INTO band (key, article) VALUES (?, ?)",
                [.integer(band), .integer(number)])
        }
        try forget(before: now - Int64(rule.window.components.seconds), newest: number)
    }

    /// Removes some that are too old or too many. Articles are numbered as they are committed, so
    /// the least numbers are the oldest.
    private func forget(before seconds: Int64, newest: Int64) throws(StorageError) {
        let old = try database.query(
            """
            SELECT number, sketch
            FROM (SELECT number, sketch, at FROM article ORDER BY number LIMIT 4)
            WHERE at < ? OR number <= ?
            """,
            [.integer(seconds), .integer(newest - Int64(rule.capacity))]
        ) { ($0.integer(0), $0.bytes(1)) }
        for (number, bytes) in old {
            for band in TextSketch(bytes: bytes)?.bands ?? [] {
                try database.execute(
                    "DELETE FROM band WHERE key = ? AND article = ?",
                    [.integer(band), .integer(number)])
            }
            try database.execute("DELETE FROM article WHERE number = ?", [.integer(number)])
        }
    }

    private func span(around published: Timestamp) -> (Int64, Int64) {
        let seconds = Self.seconds(published)
        let window = rule.window.components.seconds
        return (seconds - window, seconds + window)
    }

    /// A day without a time counts from its noon.
    private static func seconds(_ time: Timestamp) -> Int64 {
        time.seconds ?? Int64(time.day.number) * 86_400 + 43_200
    }
}
