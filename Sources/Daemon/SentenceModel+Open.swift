internal import Configuration
public import Extract
internal import Glibc
internal import Language
public import Model

extension SentenceModel {
    /// The language model that `settings` ask for; see below.
    static func open(
        data: String, _ settings: Settings
    ) throws(DaemonError) -> (model: SentenceModel?, note: String?) {
        let precision: Precision =
            switch settings.precision {
            case .fp32: .fp32
            case .int8: .int8
            }
        return try open(data: data, folder: settings.model, precision: precision)
    }

    /// The language model that extraction reads with: the one in `folder`, else in the data
    /// directory; none if `folder` is "none".
    ///
    /// - Returns: the model, or none and one line that says why the lexicon works alone, if nobody
    ///   asked for that; a line with a model says that it computes otherwise than was asked for.
    /// - Throws: ``DaemonError`` if there is a model that cannot be used, or none where one was asked
    ///   for.
    public static func open(
        data: String, folder: String?, precision: Precision = .usual
    ) throws(DaemonError) -> (model: SentenceModel?, note: String?) {
        if folder == "none" { return (nil, nil) }
        let place = folder ?? data + "/model"
        let model: LanguageModel
        do {
            model = try LanguageModel(folder: place, precision: precision)
        } catch {
            guard error.code == .absent, folder == nil else {
                throw DaemonError(.configuration, "\(error)")
            }
            return (nil, "no language model in \(place): the lexicon codes alone")
        }
        do {
            let words = try TreebankWords(path: data + "/language/treebank.tsv")
            return (SentenceModel(model, words), model.note(asked: precision))
        } catch {
            throw DaemonError(.configuration, "\(error)")
        }
    }
}
