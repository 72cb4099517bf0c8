internal import FoundationEssentials
internal import Glibc
internal import Tensors

/// A model, loaded: its weights, its labels and its vocabulary. Never written again, so that all
/// instances of a process share one.
public final class LanguageModel: Sendable {
    /// The files of a model, in its folder.
    public enum File {
        /// The weights.
        public static let weights = "model.safetensors"
        /// What class numbers mean.
        public static let labels = "labels.json"
        /// The word pieces.
        public static let vocabulary = "vocab.txt"
        /// What it was made of, for people; and the digests of the other files.
        public static let manifest = "manifest.json"
    }

    /// The folder it was loaded from.
    public let folder: String
    /// A name that tells its weights from others: `minilm-` and the head of their digest, as its
    /// manifest states it.
    public let name: String
    /// What class numbers mean.
    public let labels: Labels
    let layout: Layout
    let encoder: Encoder
    let heads: Heads
    let eventHeads: EventHeads
    let antecedents: AntecedentWeights
    private let vocabulary: PieceVocabulary
    /// The numbers of `[UNK]`, `[CLS]` and `[SEP]`.
    let unknown: Int32
    let start: Int32
    let end: Int32

    /// Loads the model in `folder`, to compute in `precision` if this processor can.
    public init(folder: String, precision: Precision = .fp32) throws(ModelError) {
        self.folder = folder
        name = LanguageModel.name(folder)
        guard access(folder + "/" + File.weights, F_OK) == 0 else {
            throw ModelError(
                .absent, file: folder, "holds no \(File.weights); is a language model installed?")
        }
        let file: TensorFile
        do { file = try TensorFile(path: folder + "/" + File.weights) } catch {
            throw ModelError(error)
        }
        layout = try Layout(file.metadata, file: file.path)
        labels = try Labels(
            path: folder + "/" + File.labels, order: layout.features)
        vocabulary = try PieceVocabulary(path: folder + "/" + File.vocabulary)
        do throws(TensorError) {
            try Matrix.load()
            encoder = try Encoder(
                file, precision: ByteMatrix.instructions == nil ? .fp32 : precision)
            heads = try Heads(file, layout, labels, encoder)
            eventHeads = try EventHeads(file, layout, labels.events, encoder)
            antecedents = try AntecedentWeights(
                file, width: encoder.width, types: labels.entities.count)
        } catch {
            throw ModelError(error)
        }
        let path = folder + "/" + File.vocabulary
        guard vocabulary.count == encoder.pieces else {
            throw ModelError(
                .malformed, file: path,
                "has \(vocabulary.count) pieces, but the weights \(encoder.pieces)")
        }
        guard let unknown = vocabulary.number("[UNK]"), let start = vocabulary.number("[CLS]"),
            let end = vocabulary.number("[SEP]")
        else { throw ModelError(.malformed, file: path, "lacks [UNK], [CLS] or [SEP]") }
        self.unknown = unknown
        self.start = start
        self.end = end
    }

    private static func name(_ folder: String) -> String {
        struct Manifest: Decodable { var sha256: [String: String] }
        let path = folder + "/" + File.manifest
        guard let data = try? Data(contentsOf: URL(filePath: path)), data.count < 1 << 20,
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data),
            let digest = manifest.sha256[File.weights], digest.count == 64
        else { return "minilm" }
        return "minilm-" + digest.prefix(8)
    }

    /// A cutter into word pieces, for one instance.
    public func wordPieces() -> WordPieces { WordPieces(vocabulary, unknown: unknown) }

    /// In what numbers it computes.
    public var precision: Precision { encoder.precision }

    /// One line if it computes otherwise than was asked for; nil if not.
    public func note(asked: Precision) -> String? {
        LanguageModel.note(asked: asked, computed: precision)
    }

    static func note(asked: Precision, computed: Precision) -> String? {
        asked == computed
            ? nil
            : "this processor cannot compute in \(asked): the language model computes in \(computed)"
    }

    /// Most word pieces of a sentence that is read in one go.
    public var pieceLimit: Int { encoder.positions - 2 }
}
