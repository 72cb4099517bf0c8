import Daemon
import Glibc
import Messages

/// Reads what `code` is given: text, HTML, or JSON Lines with an article each.
struct DocumentInput {
    /// What the command line says about all of them.
    struct Defaults {
        var publisher: String?
        var published: Timestamp?
        var fetched: Timestamp
    }

    /// A document, or why there is none, and where it stands.
    struct Item {
        /// `file` or `file:line`.
        var place: String
        var document: Result<RawDocument, DaemonError>
    }

    /// What is in a file.
    enum Kind: Hashable {
        case text, html, lines

        /// By the file's name, else by how it begins.
        init(name: String, bytes: [UInt8]) {
            let ending = name.split(separator: ".").last.map { $0.lowercased() }
            switch ending {
            case "jsonl", "ndjson": self = .lines
            case "html", "htm", "xhtml": self = .html
            case "txt", "text": self = .text
            default:
                switch bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
                case UInt8(ascii: "{"): self = .lines
                case UInt8(ascii: "<"): self = .html
                default: self = .text
                }
            }
        }
    }

    /// Larger files are refused, in bytes.
    static let longest = 512 << 20

    let defaults: Defaults

    /// The documents in `bytes`, which `name` holds.
    func items(in bytes: [UInt8], name: String) -> [Item] {
        let kind = Kind(name: name, bytes: bytes)
        guard kind == .lines else {
            return [
                Item(
                    place: name,
                    document: checked(
                        RawDocument(
                            source: "code", item: name, format: kind == .html ? .html : .text,
                            publisher: defaults.publisher, published: defaults.published,
                            fetched: defaults.fetched, body: bytes)))
            ]
        }
        var items: [Item] = []
        for (index, line) in bytes.split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).enumerated() where !line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
            let place = "\(name):\(index + 1)"
            items.append(Item(place: place, document: article(Array(line), place)))
        }
        return items
    }

    private func article(_ line: [UInt8], _ place: String) -> Result<RawDocument, DaemonError> {
        do {
            let given = try JSON.decode(Submission.self, from: line)
            guard let text = given.text ?? given.html, given.text == nil || given.html == nil
            else { return .failure(DaemonError(.badInput, "needs either text or html")) }
            return checked(
                RawDocument(
                    source: "code", item: given.id ?? given.url ?? place, id: given.id,
                    format: given.text == nil ? .html : .text, url: given.url,
                    title: given.title, publisher: given.publisher ?? defaults.publisher,
                    published: given.published ?? defaults.published, language: given.language,
                    fetched: defaults.fetched, body: Array(text.utf8)))
        } catch {
            return .failure(DaemonError(.badInput, "\(error)"))
        }
    }

    private func checked(_ document: RawDocument) -> Result<RawDocument, DaemonError> {
        guard document.body.count <= Limits.document else {
            return .failure(
                DaemonError(
                    .badInput,
                    "has \(document.body.count) bytes, at most \(Limits.document) are taken"))
        }
        return .success(document)
    }

    /// An article as a line says it. Other keys are left alone.
    private struct Submission: Decodable {
        var id: String?
        var url: String?
        var title: String?
        var publisher: String?
        var published: Timestamp?
        var language: String?
        var text: String?
        var html: String?
    }

    /// All bytes of a file; `-` is standard input.
    static func read(_ path: String) throws(DaemonError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { if path != "-" { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw unreadable(path)
            }
            bytes += chunk[..<count]
            guard bytes.count <= longest else {
                throw DaemonError(.noInput, "\(path): is larger than \(longest >> 20) MiB")
            }
        }
    }

    private static func unreadable(_ path: String) -> DaemonError {
        DaemonError(.noInput, "\(path): \(String(cString: strerror(errno)))")
    }
}
