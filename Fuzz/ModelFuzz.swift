// Fuzzing of Sources/Model: a folder with a language model in which one file is not what it should
// be. `deploy/fuzz Model`, from the project's folder: the model is that of the tests.
//
// The first byte of an input chooses. 0: the rest is the labels, 1: the vocabulary, 2: the header of
// the weights, before the true values; 3: a list of values to change, three bytes where and two what.
// The model is refused with a reason that names its file, or it reads, and all that it says of the
// words are labels it has and places that are there.

import Foundation

@testable import Model

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let start, count > 0 else { return 0 }
    // The fuzzer owns `count` bytes at `start` for the length of this call.
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let rest = Array(input.dropFirst())
    let folder = Folder.shared
    switch input[0] % 4 {
    case 0: folder.examine(LanguageModel.File.labels, rest)
    case 1: folder.examine(LanguageModel.File.vocabulary, rest)
    case 2: folder.examine(LanguageModel.File.weights, folder.weights(header: rest))
    default: folder.examine(LanguageModel.File.weights, folder.weights(changed: rest[...]))
    }
    return 0
}

/// The model of the tests, and the place where copies of it are tried.
private struct Folder: Sendable {
    static let shared = Folder()

    private let path: String
    private let files: [String: [UInt8]]
    /// Where the values begin in the file of the weights.
    private let values: Int

    private init() {
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        path = "\(base)/chancery-fuzz-\(getpid())"
        mkdir(path, 0o700)
        atexit { try? FileManager.default.removeItem(atPath: Folder.shared.path) }
        var files: [String: [UInt8]] = [:]
        for name in [
            LanguageModel.File.weights, LanguageModel.File.labels, LanguageModel.File.vocabulary,
        ] {
            let file = "Tests/ModelTests/Fixtures/small/\(name)"
            guard let data = FileManager.default.contents(atPath: file) else {
                fatalError("no \(file)")
            }
            files[name] = Array(data)
        }
        self.files = files
        let length = files[LanguageModel.File.weights]!.prefix(8).reversed()
            .reduce(0) { $0 << 8 | Int($1) }
        values = 8 + length
        for (name, bytes) in files { write(name, bytes) }
    }

    func weights(header: [UInt8]) -> [UInt8] {
        var header = header
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
        return length + header + files[LanguageModel.File.weights]![values...]
    }

    func weights(changed changes: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = files[LanguageModel.File.weights]!
        let count = (bytes.count - values) / 2
        var rest = changes
        while rest.count >= 5 {
            let place = rest.prefix(3).reduce(0) { $0 << 8 | Int($1) } % count
            rest = rest.dropFirst(3)
            for byte in 0..<2 { bytes[values + 2 * place + byte] = rest.removeFirst() }
        }
        return bytes
    }

    func examine(_ name: String, _ bytes: [UInt8]) {
        write(name, bytes)
        defer { write(name, files[name]!) }
        do throws(ModelError) {
            read(try LanguageModel(folder: path))
        } catch {
            precondition(error.code == .malformed || error.code == .foreign, "\(error)")
            precondition("\(error)".hasPrefix(path + "/") && !error.reason.isEmpty, "\(error)")
        }
    }

    /// A new file each time: one that is mapped must not be cut.
    private func write(_ name: String, _ bytes: [UInt8]) {
        let file = path + "/" + name
        unlink(file)
        precondition(FileManager.default.createFile(atPath: file, contents: Data(bytes)))
    }
}

private let sentences = [
    ["Norway", "and", "Kenya", "signed", "2", "accords", "in", "the", "U.N.", "'s", "hall", "."],
    ["They", "did", "n't", "\u{301}", "\u{1F1F3}\u{1F1F4}", "I\u{307}stanbul", "x"], [], ["."],
    Array(repeating: "unaffordable", count: 300),
]

private func read(_ model: LanguageModel) {
    let labels = model.labels
    let readings = Reader(model).read(sentences)
    precondition(readings.count == sentences.count)
    for (forms, reading) in zip(sentences, readings) {
        let places = forms.indices
        precondition(reading.forms == forms && reading.words.count == forms.count)
        for (place, word) in reading.words.enumerated() {
            precondition((0...forms.count).contains(word.head) && word.head != place + 1)
            precondition(labels.relations.indices.contains(word.relation))
            precondition(labels.upos.indices.contains(word.upos))
            _ = labels.features(word)
        }
        for predicate in reading.predicates {
            precondition(places.contains(predicate.word) && !predicate.roleset.isEmpty)
            for argument in predicate.arguments {
                precondition(places.contains(argument.word))
                precondition(labels.roles.indices.contains(argument.role))
            }
        }
        for mention in reading.mentions {
            precondition(mention.first <= mention.last)
            precondition(places.contains(mention.first) && places.contains(mention.last))
            precondition((mention.first...mention.last).contains(mention.head))
            precondition(labels.entities.indices.contains(mention.type) && mention.entity >= 0)
        }
    }
}
