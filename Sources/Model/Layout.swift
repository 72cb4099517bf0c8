internal import FoundationEssentials

/// How the numbers of a model are laid out, as its weights' metadata say.
struct Layout: Sendable {
    /// How a word is read from its pieces.
    enum Pooling: String, Decodable, Sendable {
        /// Its first piece.
        case first
        /// The mean of its first and its last.
        case ends
        /// The mean of all.
        case mean
    }

    /// Which columns of the scores of acts belong to what.
    struct Events: Sendable {
        let act: Range<Int>
        let status: Range<Int>
        let mode: Range<Int>
        let context: Range<Int>

        /// How many scores a word has.
        var count: Int {
            max(max(act.upperBound, status.upperBound), max(mode.upperBound, context.upperBound))
        }
    }

    /// The format of files that can be read.
    static let format = "chancery.language/3"
    static let families: Set = ["morphology", "syntax", "roles", "entities", "events"]

    let pooling: Pooling
    /// The rows of the mixture, by family.
    let families: [String]
    /// Which of the scores of acts belong to what.
    let events: Events
    /// Which of the tags' scores belong to what.
    let tags: [String: Range<Int>]
    /// The names of features, in the order of their scores.
    let features: [String]
    /// Most words of a mention.
    let widestMention: Int
    /// What projections multiply negative values by.
    let slope: Float

    /// How many scores of tags a word has.
    var tagCount: Int { tags.values.map(\.upperBound).max() ?? 0 }

    /// Reads the metadata of the weights in `file`.
    init(_ metadata: [String: String], file: String) throws(ModelError) {
        let format = metadata["format"]
        guard format == Layout.format else {
            throw ModelError(
                .foreign, file: file, "is of format \(format ?? "none"), not \(Layout.format)")
        }
        let malformed = ModelError(.malformed, file: file, "its metadata have no usable layout")
        guard let text = metadata["layout"],
            let raw = try? JSONDecoder().decode(Raw.self, from: Data(text.utf8)),
            raw.leaky_slope.isFinite, (0...1).contains(raw.leaky_slope),
            (1...512).contains(raw.widest_mention),
            Set(raw.families) == Layout.families, raw.families.count == Layout.families.count
        else { throw malformed }
        func ranges(_ raw: [String: [Int]]) throws(ModelError) -> [String: Range<Int>] {
            var ranges: [String: Range<Int>] = [:]
            for (name, ends) in raw {
                guard ends.count == 2, 0 <= ends[0], ends[0] < ends[1], ends[1] <= 65_536 else {
                    throw malformed
                }
                ranges[name] = ends[0]..<ends[1]
            }
            return ranges
        }
        let tags = try ranges(raw.tags)
        let columns = try ranges(raw.events)
        guard tags["upos"] != nil, tags["lemma"] != nil, let act = columns["act"],
            let status = columns["status"], let mode = columns["mode"],
            let context = columns["context"]
        else { throw malformed }
        events = Events(act: act, status: status, mode: mode, context: context)
        pooling = raw.pooling
        self.families = raw.families
        self.tags = tags
        features = tags.filter { $0.key != "upos" && $0.key != "lemma" }
            .sorted { $0.value.lowerBound < $1.value.lowerBound }.map(\.key)
        widestMention = raw.widest_mention
        slope = raw.leaky_slope
    }

    // The names are the file's.
    private struct Raw: Decodable {
        var families: [String]
        var pooling: Pooling
        var tags: [String: [Int]]
        var widest_mention: Int
        var leaky_slope: Float
        var events: [String: [Int]]
    }
}
