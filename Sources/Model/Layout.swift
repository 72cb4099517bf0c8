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

    /// The format of files without heads for events.
    static let format = "chancery.language/1"
    /// The format of files with them.
    static let eventFormat = "chancery.language/2"
    /// The format of files whose mentions are found first and then typed.
    static let spanFormat = "chancery.language/3"

    let pooling: Pooling
    /// The rows of the mixture, by family: morphology, syntax, roles, entities, and events if it has
    /// them.
    let families: [String]
    /// The scores of acts; nil if the model has no heads for events.
    let events: Events?
    /// Which of the tags' scores belong to what.
    let tags: [String: Range<Int>]
    /// The names of features, in the order of their scores.
    let features: [String]
    /// Whether mentions are typed apart, once they are found.
    let typesSpansApart: Bool
    /// Most words of a mention.
    let widestMention: Int
    /// What projections multiply negative values by.
    let slope: Float

    /// How many scores of tags a word has.
    var tagCount: Int { tags.values.map(\.upperBound).max() ?? 0 }

    /// Reads the metadata of the weights in `file`.
    init(_ metadata: [String: String], file: String) throws(ModelError) {
        let format = metadata["format"]
        guard
            format == Layout.format || format == Layout.eventFormat || format == Layout.spanFormat
        else {
            throw ModelError(
                .foreign, file: file,
                "is of format \(format ?? "none"), not \(Layout.spanFormat)")
        }
        let hasEvents = format != Layout.format
        typesSpansApart = format == Layout.spanFormat
        let families =
            ["morphology", "syntax", "roles", "entities"] + (hasEvents ? ["events"] : [])
        let malformed = ModelError(.malformed, file: file, "its metadata have no usable layout")
        guard let text = metadata["layout"],
            let raw = try? JSONDecoder().decode(Raw.self, from: Data(text.utf8)),
            raw.leaky_slope.isFinite, (0...1).contains(raw.leaky_slope),
            (1...512).contains(raw.widest_mention),
            Set(raw.families) == Set(families), raw.families.count == families.count
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
        guard tags["upos"] != nil, tags["lemma"] != nil else { throw malformed }
        if hasEvents {
            let found = try ranges(raw.events ?? [:])
            guard let act = found["act"], let status = found["status"], let mode = found["mode"],
                let context = found["context"]
            else { throw malformed }
            events = Events(act: act, status: status, mode: mode, context: context)
        } else {
            events = nil
        }
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
        var events: [String: [Int]]?
    }
}
