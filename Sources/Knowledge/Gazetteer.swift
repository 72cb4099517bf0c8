internal import FoundationEssentials
public import Language

/// The places of the world by name, searched where they lie on disk.
///
/// The file is sorted by the bytes of its first column, so nothing is read when it is opened and a
/// look-up touches some 18 lines; the system keeps what is used in memory. Source of the facts:
/// the file's header.
public struct Gazetteer: Sendable {
    /// One place.
    public struct Entry: Sendable, Hashable {
        /// What a place is.
        public enum Kind: String, Sendable, CaseIterable {
            case populated = "P"
            case division = "A"
            case country = "C"
            case region = "R"
            case water = "W"
            case site = "S"
        }

        /// Its name.
        public var name: String
        /// ISO 3166-1 alpha-3; absent for waters of no one state.
        public var country: String?
        /// The first-level division.
        public var admin1: String?
        /// Degrees north.
        public var latitude: Double?
        /// Degrees east.
        public var longitude: Double?
        /// How many people live there.
        public var population: Int
        /// What it is.
        public var kind: Kind
        /// The id in GeoNames.
        public var geonameId: Int?
        /// Where it stands, if that is a user's file.
        public var origin: Origin?
    }

    private let bytes: Data
    /// Where the file is.
    let path: String
    private let own: OwnPlaces
    private static let sizeLimit = 64 << 20
    private static let columns = 9

    /// The gazetteer in the file at `path`.
    public init(path: String) throws(LanguageError) { try self.init(path: path, OwnPlaces()) }

    /// The gazetteer in the file at `path`, with a user's places.
    init(path: String, _ own: OwnPlaces) throws(LanguageError) {
        self.own = own
        self.path = path
        do {
            bytes = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        } catch {
            throw LanguageError(.unreadable, file: path, "cannot be read; is the data complete?")
        }
        guard bytes.count <= Gazetteer.sizeLimit else {
            throw LanguageError(
                .unreadable, file: path, "is larger than \(Gazetteer.sizeLimit) bytes")
        }
    }

    /// The bytes of the file.
    var size: Int { bytes.count }

    /// The places whose key is `key`: folded words parted by one space. Damaged lines are none.
    public func entries(_ key: String) -> [Entry] {
        guard !key.isEmpty else { return [] }
        guard !own.isEmpty else { return bundled(key) }
        let removed = own.removed[key] ?? []
        let rest =
            own.removedKeys.contains(key)
            ? [] : bundled(key).filter { !($0.geonameId.map(removed.contains) ?? false) }
        return (own.entries[key] ?? []) + rest
    }

    /// The places of the file whose key is `key`.
    private func bundled(_ key: String) -> [Entry] {
        var key = key + "\t"
        return key.withUTF8 { wanted in
            bytes.withUnsafeBytes { text in
                var found: [Entry] = []
                var position = Gazetteer.first(wanted, in: text)
                while position < text.count, Gazetteer.order(text, position, wanted) == 0 {
                    let end = Gazetteer.lineEnd(text, position)
                    if let entry = Gazetteer.entry(text[position..<end]) { found.append(entry) }
                    position = end + 1
                }
                return found
            }
        }
    }

    /// Where the first line begins that is not before `key`.
    private static func first(
        _ key: UnsafeBufferPointer<UInt8>, in text: UnsafeRawBufferPointer
    ) -> Int {
        var low = 0
        var high = text.count
        while low < high {
            var start = low + (high - low) / 2
            while start > low, text[start - 1] != newline { start -= 1 }
            if order(text, start, key) < 0 {
                low = lineEnd(text, start) + 1
            } else {
                high = start
            }
        }
        return low
    }

    /// Below, at or above 0 as the line at `start` comes before, begins with or comes after `key`.
    private static func order(
        _ text: UnsafeRawBufferPointer, _ start: Int, _ key: UnsafeBufferPointer<UInt8>
    ) -> Int {
        for offset in 0..<key.count {
            guard start + offset < text.count else { return -1 }
            let difference = Int(text[start + offset]) - Int(key[offset])
            if difference != 0 { return difference }
        }
        return 0
    }

    private static func lineEnd(_ text: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var end = start
        while end < text.count, text[end] != newline { end += 1 }
        return end
    }

    private static func entry(_ line: Slice<UnsafeRawBufferPointer>) -> Entry? {
        let fields = line.split(separator: tab, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard fields.count == columns, let population = Int(fields[6]),
            let kind = Entry.Kind(rawValue: fields[7])
        else { return nil }
        func optional(_ column: Int) -> String? { fields[column] == "-" ? nil : fields[column] }
        return Entry(
            name: fields[1], country: optional(2), admin1: optional(3),
            latitude: Double(fields[4]), longitude: Double(fields[5]), population: population,
            kind: kind, geonameId: Int(fields[8]))
    }

    private static let newline = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")
}
