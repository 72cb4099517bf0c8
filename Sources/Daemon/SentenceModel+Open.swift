public import Extract
internal import Glibc
internal import Language
internal import Model

extension SentenceModel {
    /// The language model that extraction reads with: the one in `folder`, else in the data
    /// directory; none if `folder` is "none".
    ///
    /// - Returns: the model, or none and one line that says why the lexicon works alone, if nobody
    ///   asked for that.
    /// - Throws: ``DaemonError`` if there is a model that cannot be used, or none where one was asked
    ///   for.
    public static func open(
        data: String, folder: String?
    ) throws(DaemonError) -> (model: SentenceModel?, note: String?) {
        if folder == "none" { return (nil, nil) }
        let place = folder ?? data + "/model"
        let model: LanguageModel
        do {
            model = try LanguageModel(folder: place)
        } catch {
            guard error.code == .absent, folder == nil else {
                throw DaemonError(.configuration, "\(error)")
            }
            return (nil, "no language model in \(place): the lexicon codes alone")
        }
        do {
            let words = try TreebankWords(path: data + "/language/treebank.tsv")
            return (SentenceModel(model, words), nil)
        } catch {
            throw DaemonError(.configuration, "\(error)")
        }
    }
}
