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

    /// The format of files that this reads.
    static let format = "chancery.language/1"

    let pooling: Pooling
    /// The rows of the mixture, by family: morphology, syntax, roles, entities.
    let families: [String]
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
        guard metadata["format"] == Layout.format else {
            throw ModelError(
                .foreign, file: file,
                "is of format \(metadata["format"] ?? "none"), not \(Layout.format)")
        }
        let malformed = ModelError(.malformed, file: file, "its metadata have no usable layout")
        guard let text = metadata["layout"],
            let raw = try? JSONDecoder().decode(Raw.self, from: Data(text.utf8)),
            raw.leaky_slope.isFinite, (0...1).contains(raw.leaky_slope),
            (1...512).contains(raw.widest_mention),
            Set(raw.families) == ["morphology", "syntax", "roles", "entities"],
            raw.families.count == 4
        else { throw malformed }
        var tags: [String: Range<Int>] = [:]
        for (name, ends) in raw.tags {
            guard ends.count == 2, 0 <= ends[0], ends[0] < ends[1], ends[1] <= 65_536 else {
                throw malformed
            }
            tags[name] = ends[0]..<ends[1]
        }
        guard tags["upos"] != nil, tags["lemma"] != nil else { throw malformed }
        pooling = raw.pooling
        families = raw.families
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
    }
}
