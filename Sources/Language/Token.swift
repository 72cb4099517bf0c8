/// One word or mark.
public struct Token: Hashable, Sendable {
    /// What a token looks like.
    public struct Shape: OptionSet, Hashable, Sendable {
        /// One bit a property.
        public let rawValue: UInt16
        /// The properties of these bits.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// It has letters.
        public static let word = Shape(rawValue: 1)
        /// It begins with a capital letter.
        public static let capital = Shape(rawValue: 2)
        /// It has at least two letters, all of them capitals.
        public static let capitals = Shape(rawValue: 4)
        /// It is a number.
        public static let number = Shape(rawValue: 8)
        /// It is a mark.
        public static let mark = Shape(rawValue: 16)
        /// It opens a quotation.
        public static let opens = Shape(rawValue: 32)
        /// It closes a quotation.
        public static let closes = Shape(rawValue: 64)
        /// It is the `'s` of a possessor.
        public static let possessive = Shape(rawValue: 128)
        /// It stands between quotation marks.
        public static let quoted = Shape(rawValue: 256)
        /// It ends with a period of its own: `Mr.`, `U.S.`.
        public static let period = Shape(rawValue: 512)
    }

    /// Where it starts, in Unicode scalars of the text.
    public var start: Int
    /// Where it ends.
    public var end: Int
    /// Its number in the vocabulary; -1 if the vocabulary does not know it.
    public var word: Int32
    /// What it looks like.
    public var shape: Shape

    /// A token; see the properties.
    public init(start: Int, end: Int, word: Int32, shape: Shape) {
        self.start = start
        self.end = end
        self.word = word
        self.shape = shape
    }
}
