internal import FoundationEssentials

/// The sentences of a CoNLL-U file (https://universaldependencies.org/format.html).
public struct Treebank: Sendable {
    /// A syntactic word.
    public struct Word: Sendable {
        /// As it is written.
        public var form: String
        /// Its dictionary form; `_` if the treebank has none.
        public var lemma: String
        /// Its universal part of speech.
        public var upos: String
        /// The number from 1 of its governor; 0 for the root.
        public var head: Int
        /// Its relation to that.
        public var relation: String
        /// Whether a space follows.
        public var spaceAfter: Bool
        /// Its roleset, if it is a predicate.
        public var roleset: String?
        /// The predicates whose argument it heads, from 1, and its roles there.
        public var arguments: [(predicate: Int, role: String)]
    }

    /// A piece of surface text: a word, or several that are written as one.
    public struct Surface: Sendable {
        /// As it is written.
        public var form: String
        /// Its words, from 0.
        public var words: Range<Int>
        /// Whether a space follows.
        public var spaceAfter: Bool
    }

    /// A sentence.
    public struct Sentence: Sendable {
        /// Its words.
        public var words: [Word] = []
        /// The same as it is written.
        public var surface: [Surface] = []
        /// Its mentions.
        public var mentions: [EntityBrackets.Mention] = []
        /// Whether a document begins here.
        public var beginsDocument = false
        /// Whether a paragraph begins here.
        public var beginsParagraph = false
        /// Whether predicates and roles are annotated.
        public var hasRoles = false
        /// The genre of its document; empty if it is not told.
        public var genre = ""
    }

    /// The sentences.
    public private(set) var sentences: [Sentence] = []

    /// Largest file, in bytes.
    public static let sizeLimit = 512 << 20

    /// Reads the bytes of a file, which may be gzipped; `file` is named in errors.
    public init(_ bytes: [UInt8], file: String) throws(DatasetError) {
        var bytes = bytes
        if Gzip.isPacked(bytes) {
            guard let unpacked = Gzip.unpacked(bytes) else {
                throw DatasetError(file, "is a damaged or incomplete gzip file")
            }
            bytes = unpacked
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DatasetError(file, "is not UTF-8")
        }
        var block = Block()
        var number = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty {
                try finish(&block, file, number)
            } else if line.first == UInt8(ascii: "#") {
                block.comment(String(Substring(line)))
            } else {
                try block.row(Substring(line), file, number)
            }
        }
        try finish(&block, file, number)
        guard !sentences.isEmpty else { throw DatasetError(file, "has no sentence") }
    }

    /// Leaves only documents of some genres; the first sentence of each document tells its own.
    public mutating func keep(genres: Set<String>, file: String) throws(DatasetError) {
        let kept = documents.filter { genres.contains(sentences[$0.lowerBound].genre) }
        guard !kept.isEmpty else {
            throw DatasetError(
                file, "has no document of genre \(genres.sorted().joined(separator: " or "))")
        }
        sentences = kept.flatMap { sentences[$0] }
    }

    /// The sentences of each document, as ranges.
    public var documents: [Range<Int>] {
        var starts = sentences.indices.filter { sentences[$0].beginsDocument }
        if starts.first != 0 { starts.insert(0, at: 0) }
        return zip(starts, starts.dropFirst() + [sentences.count]).map { $0..<$1 }
    }

    private mutating func finish(
        _ block: inout Block, _ file: String, _ line: Int
    ) throws(DatasetError) {
        guard !block.sentence.words.isEmpty else { return }
        for word in block.sentence.words where word.head > block.sentence.words.count {
            throw DatasetError(
                file, line: line, "a word's head is \(word.head), beyond the sentence")
        }
        do throws(EntityBrackets.Fault) {
            block.sentence.mentions = try EntityBrackets.read(block.entities)
        } catch {
            throw DatasetError(file, line: line, "in the sentence before: \(error.reason)")
        }
        sentences.append(block.sentence)
        let genre = block.sentence.genre
        block = Block()
        block.sentence.genre = genre
    }

    /// A sentence while it is read.
    private struct Block {
        var sentence = Sentence()
        var entities: [String] = []
        /// The last word of a surface token that covers several.
        var covered = 0

        mutating func comment(_ line: String) {
            if line.hasPrefix("# newdoc") {
                sentence.beginsDocument = true
                sentence.genre = ""
            } else if line.hasPrefix("# newpar") {
                sentence.beginsParagraph = true
            } else if line.hasPrefix("# meta::genre = ") {
                sentence.genre = String(line.dropFirst(16))
            } else if line == "# srl = yes" {
                sentence.hasRoles = true
            }
        }

        mutating func row(
            _ line: Substring, _ file: String, _ number: Int
        ) throws(DatasetError) {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 10 else {
                throw DatasetError(file, line: number, "has \(columns.count) columns, not 10")
            }
            let misc = columns[9].split(separator: "|")
            let spaceAfter = !misc.contains("SpaceAfter=No")
            if columns[0].contains(".") { return }
            if let hyphen = columns[0].firstIndex(of: "-") {
                guard let first = Int(columns[0][..<hyphen]),
                    let last = Int(columns[0][columns[0].index(after: hyphen)...]),
                    first == sentence.words.count + 1, last >= first, last - first < 100
                else {
                    throw DatasetError(file, line: number, "\(columns[0]) is no range of words")
                }
                sentence.surface.append(
                    Surface(
                        form: String(columns[1]), words: first - 1..<last, spaceAfter: spaceAfter))
                covered = last
                return
            }
            guard Int(columns[0]) == sentence.words.count + 1 else {
                throw DatasetError(
                    file, line: number,
                    "word \(columns[0]) where \(sentence.words.count + 1) was due")
            }
            guard let head = columns[6] == "_" ? 0 : Int(columns[6]), head >= 0 else {
                throw DatasetError(file, line: number, "\(columns[6]) is no head")
            }
            var word = Word(
                form: String(columns[1]), lemma: String(columns[2]), upos: String(columns[3]),
                head: head, relation: String(columns[7]), spaceAfter: spaceAfter, roleset: nil,
                arguments: [])
            var entity = ""
            for item in misc {
                if item.hasPrefix("Pred=") {
                    word.roleset = String(item.dropFirst(5))
                } else if item.hasPrefix("Entity=") {
                    entity = String(item.dropFirst(7))
                } else if item.hasPrefix("Arg=") {
                    for pair in item.dropFirst(4).split(separator: ",") {
                        let parts = pair.split(separator: ":", maxSplits: 1)
                        guard parts.count == 2, let predicate = Int(parts[0]), predicate > 0 else {
                            throw DatasetError(file, line: number, "\(pair) is no argument")
                        }
                        word.arguments.append((predicate, String(parts[1])))
                    }
                }
            }
            sentence.words.append(word)
            entities.append(entity)
            if sentence.words.count > covered {
                let place = sentence.words.count - 1
                sentence.surface.append(
                    Surface(form: word.form, words: place..<place + 1, spaceAfter: spaceAfter))
            }
        }
    }
}
