/// Where the faults of tables go while they are read: the first one ends the reading, or all of them
/// are kept for whoever mends the files.
public struct FaultLog: Sendable {
    /// More are only counted.
    public static let limit = 100

    private let keepsAll: Bool
    /// The faults, in the order they were found.
    public private(set) var faults: [LanguageError] = []
    /// How many more there are.
    public private(set) var omitted = 0

    /// A log that keeps all faults, or one that throws the first.
    public init(keepsAll: Bool = false) { self.keepsAll = keepsAll }

    /// Puts the faults of each file in the order of its lines.
    public mutating func sort() {
        var order: [String: Int] = [:]
        for fault in faults where order[fault.file] == nil { order[fault.file] = order.count }
        faults.sort { left, right in
            (order[left.file] ?? 0, left.line) < (order[right.file] ?? 0, right.line)
        }
    }

    /// Takes a fault.
    ///
    /// - Throws: the fault, unless all are kept.
    public mutating func take(_ fault: LanguageError) throws(LanguageError) {
        guard keepsAll else { throw fault }
        if faults.count < FaultLog.limit { faults.append(fault) } else { omitted += 1 }
    }
}
