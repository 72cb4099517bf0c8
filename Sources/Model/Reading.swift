/// What was read in one sentence. Words count from 0; labels are numbers of ``Labels``.
public struct Reading: Hashable, Sendable {
    /// What was read of a word.
    public struct Word: Hashable, Sendable {
        /// Its dictionary form.
        public var lemma: String
        /// Its part of speech.
        public var upos: Int
        /// The values of its features, in the order of ``Labels/features``.
        public var features: SIMD16<UInt8>
        /// The number from 1 of the word that governs it; 0 for the root.
        public var head: Int
        /// Its relation to that.
        public var relation: Int
    }

    /// A phrase that plays a role, by its head.
    public struct Argument: Hashable, Sendable {
        /// The phrase's head in the tree.
        public var word: Int
        /// Its role.
        public var role: Int
    }

    /// A word that tells what happens.
    public struct Predicate: Hashable, Sendable {
        /// The word.
        public var word: Int
        /// What it means, as PropBank numbers it: `sign.01`. Empty if it was given, not found.
        public var roleset: String
        /// Who does what in it, in the order of words.
        public var arguments: [Argument]
        /// Whether the model took it for one; otherwise the caller did.
        public var isFound: Bool
    }

    /// A phrase that names something.
    public struct Mention: Hashable, Sendable {
        /// Its first word.
        public var first: Int
        /// Its last word.
        public var last: Int
        /// What it is.
        public var type: Int
        /// Its first word that a word outside governs.
        public var head: Int
        /// Mentions of one text with the same number name the same thing.
        public var entity: Int
    }

    /// The words, as they were given.
    public var forms: [String] = []
    /// What was read of them.
    public var words: [Word] = []
    /// Predicates, in order.
    public var predicates: [Predicate] = []
    /// Mentions, by first word, longer before shorter.
    public var mentions: [Mention] = []
    /// Events, by their anchors; weak ones too, see ``Reader/eventThreshold``.
    public var events: [Event] = []
    /// How likely an event's trigger begins at each word.
    public var eventChances: [Float] = []
    /// What was asked about pairs of phrases, in the order of the questions.
    public var pairs: [PairAnswer?] = []
    /// In how many parts it was read, because it was too long for one; the roots of the later parts
    /// hang from the first's.
    public var parts = 1

    /// Nothing.
    public init() {}
}

extension Labels {
    /// The features of a word that it has, `Number=Sing` and so on, by name.
    public func features(_ word: Reading.Word) -> [(name: String, value: String)] {
        features.indices.compactMap { number in
            let value = Int(word.features[number])
            return value == 0 ? nil : (features[number].name, features[number].values[value])
        }
        .sorted { $0.0 < $1.0 }
    }
}
