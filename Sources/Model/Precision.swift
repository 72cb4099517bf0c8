/// In what numbers the large products are made. Everything else is computed in fp32.
public enum Precision: String, Sendable, Hashable, CaseIterable {
    /// Floats, as the weights were trained and as the specification says.
    case fp32
    /// Whole numbers of one byte: the encoder's linear maps and the projections of heads. Faster by
    /// far where the processor has instructions for it (AVX-512 VNNI or AVX-VNNI); where it has
    /// none, fp32 is used instead. Scores differ a little.
    case int8

    /// What is used where nobody asks for another.
    public static let usual = fp32
}
