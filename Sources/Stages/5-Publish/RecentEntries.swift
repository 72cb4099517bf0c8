import Storage

/// The last entries broadcast, so that live followers need no read each.
struct RecentEntries {
    /// Bytes kept.
    private static let most = 4 << 20

    private var entries: [LogEntry] = []
    private var size = 0

    mutating func append(_ entry: LogEntry) {
        entries.append(entry)
        size += entry.json.count
    }

    /// Drops the oldest entries beyond the bytes kept; the last one stays.
    mutating func trim() {
        var surplus = 0
        while size > Self.most, surplus < entries.count - 1 {
            size -= entries[surplus].json.count
            surplus += 1
        }
        entries.removeFirst(surplus)
    }

    /// What a follower at `sequence` is to see next; nil if that began before what is kept.
    func after(_ sequence: Int64) -> [LogEntry]? {
        guard let first = entries.first, sequence + 1 >= first.sequence else { return nil }
        let start = Int(sequence + 1 - first.sequence)
        return Array(entries.dropFirst(start).prefix(FollowerMachine.readLimit))
    }
}
