import Messages

/// A place in the event log: everything up to it is done with.
struct Cursor: Codable, Hashable, Sendable {
    /// The log's epoch.
    var epoch: String
    /// The last sequence that is done with; 0 before the first.
    var sequence: Int64

    init(epoch: String, sequence: Int64) {
        self.epoch = epoch
        self.sequence = sequence
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case epoch, sequence }

    init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder)
        epoch = try fields.value(.epoch)
        sequence = try fields.value(.sequence)
        guard (1...64).contains(epoch.utf8.count) else {
            throw fields.reject(.epoch, "not 1 to 64 bytes")
        }
        guard sequence >= 0 else { throw fields.reject(.sequence, "negative") }
    }
}
