import Extract
import Fetch
import Messages

/// A line that asks whom words name, and the line that answers it.
enum ResolveLine {
    /// Longest line, in bytes.
    static let sizeLimit = 256 << 10

    /// What is asked.
    private struct Question: Decodable {
        var text: String
        var date: String?
        var context: String?
    }

    /// What is answered.
    struct Answer: Encodable {
        /// Whom the text names as a whole.
        var whole: Resolution?
        /// The text, and whom it tells of if they are several.
        var text: String?
        var actors: [Resolution]?
        /// Why there is no answer.
        var error: String?

        private enum CodingKeys: String, CodingKey { case text, actors, error }

        func encode(to encoder: any Encoder) throws {
            try whole?.encode(to: encoder)
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encodeIfPresent(text, forKey: .text)
            try fields.encodeIfPresent(actors, forKey: .actors)
            try fields.encodeIfPresent(error, forKey: .error)
        }
    }

    /// The answer to `line`, on `day` and in `context` unless the line says otherwise.
    static func answer(
        _ line: LineSplitter.Line, _ resolver: ActorResolver, _ day: Day, _ context: String?
    ) -> Answer {
        switch line {
        case .tooLong(let number, let size):
            return Answer(
                error: "line \(number): has \(size) bytes; \(sizeLimit) are taken")
        case .bytes(let number, let bytes):
            guard !bytes.isEmpty else { return Answer(error: "line \(number): is empty") }
            let question: Question
            do {
                question = try JSON.decode(Question.self, from: bytes, at: "line \(number)")
            } catch {
                return Answer(error: "\(error)")
            }
            let text = question.text
            guard text.contains(where: { !$0.isWhitespace }) else {
                return Answer(text: text, error: "line \(number): text is empty")
            }
            var asked = day
            if let date = question.date {
                guard let day = LanguagePlace.day(date) else {
                    return Answer(
                        text: text,
                        error: "line \(number): date: \"\(date)\" is not a date as 2020-06-15, "
                            + "2020-06 or 2020")
                }
                asked = day
            }
            switch resolver.answer(text, on: asked, in: question.context ?? context) {
            case .one(let resolution): return Answer(whole: resolution)
            case .several(let actors): return Answer(text: text, actors: actors)
            }
        }
    }
}
