import FoundationEssentials

/// Text to read: the sentences of the project's corpus.
enum SampleText {
    /// The sentences in paragraphs of so many, a line each.
    static func text(_ folder: String, paragraphs size: Int) throws -> String {
        var text = ""
        for (number, sentence) in try sentences(folder).enumerated() {
            text += sentence
            text += number % size == size - 1 ? "\n" : " "
        }
        return text
    }

    /// The sentences of the corpus, without their annotation.
    static func sentences(_ folder: String) throws -> [String] {
        var sentences: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            var isSentence = false
            for line in try contents(folder + "/" + file).split(separator: "\n") {
                if isSentence { sentences.append(bare(line)) }
                isSentence = line.hasPrefix("@ ")
            }
        }
        guard sentences.count > 1000 else { throw Failure("\(folder) holds no sentences") }
        return sentences
    }

    /// A sentence without the brackets of actors, `[a=FRA/GOV …]`, and triggers, `{1 …}`.
    private static func bare(_ line: Substring) -> String {
        var text = ""
        var isLabel = false
        for character in line {
            switch character {
            case "[", "{": isLabel = true
            case "]", "}": break
            case " " where isLabel: isLabel = false
            default: if !isLabel { text.append(character) }
            }
        }
        return text
    }

    private static func contents(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
}
