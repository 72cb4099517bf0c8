internal import CLinux
internal import Glibc
public import Messages

/// Reads the documents a file holds: one, one a line, or the pages of a WARC archive.
public struct DocumentReader: Sendable {
    /// What a file gives.
    public enum Finding: Hashable, Sendable {
        /// A document, and the keys of its object that were not understood.
        case document(RawDocument, ignored: [String], line: Int?)
        /// Something that cannot be taken: in which line, and why.
        case fault(line: Int?, reason: String)
    }

    /// What the documents say about where they come from.
    public let source: String
    /// Who publishes them, if they do not say.
    public let publisher: String?
    /// When they were published, if they do not say.
    public let published: Timestamp?
    /// Largest document, in bytes.
    public let limit: Int

    /// A reader for documents of `source`.
    public init(
        source: String, publisher: String? = nil, published: Timestamp? = nil,
        limit: Int = Limits.document
    ) {
        self.source = source
        self.publisher = publisher
        self.published = published
        self.limit = limit
    }

    /// Reads the file at `path`, which the source calls `item`, and hands over what it gives.
    ///
    /// - Parameter required: whether it is a fault if the file is not there; else it was taken
    ///   away meanwhile, and gives nothing.
    public func read(
        path: String, item: String, fetched: Timestamp, required: Bool = false,
        _ take: (Finding) async throws -> Void
    ) async rethrows {
        // Without O_NONBLOCK the opening of a pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            if errno == ENOENT && !required && !DocumentReader.isLink(path) { return }
            try await take(.fault(line: nil, reason: String(cString: strerror(errno))))
            return
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            try await take(.fault(line: nil, reason: "not a regular file"))
            return
        }
        try await read(descriptor, item: item, path: path, fetched: fetched, take)
    }

    /// Reads an open file or pipe to its end.
    ///
    /// - Parameters:
    ///   - path: its name, for the ending; nil if it has none.
    ///   - interrupt: a descriptor that, as soon as it can be read from, has the reading given up:
    ///     what was not complete by then gives nothing.
    public func read(
        _ descriptor: Int32, item: String, path: String?, fetched: Timestamp,
        unless interrupt: Int32? = nil, _ take: (Finding) async throws -> Void
    ) async rethrows {
        if let path, ArchiveReader.isArchive(path) {
            let archive = ArchiveReader(source: source, publisher: publisher, limit: limit)
            try await archive.read(descriptor, fetched: fetched, take)
            return
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var whole: [UInt8] = []
        var size = 0
        var kind: Kind?
        // Text that is escaped as \uXXXX takes up to six bytes for two.
        var splitter = LineSplitter(limit: limit * 4)
        while true {
            if let interrupt, DocumentReader.isInterrupted(interrupt, before: descriptor) { return }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 {
                try await take(.fault(line: nil, reason: String(cString: strerror(errno))))
                return
            }
            if count == 0 { break }
            let chunk = buffer[..<count]
            if kind == nil { kind = Kind(path: path, start: chunk) }
            if kind == .lines {
                for line in splitter.append(chunk) { try await take(finding(line, fetched)) }
            } else {
                size += count
                // What is too large is measured, not held.
                if size <= limit { whole += chunk } else { whole = [] }
            }
        }
        if kind == .lines {
            for line in splitter.finish() { try await take(finding(line, fetched)) }
        } else if size > limit {
            try await take(
                .fault(line: nil, reason: "\(size) bytes, at most \(limit) are taken"))
        } else {
            let document = RawDocument(
                source: source, item: item, format: kind == .html ? .html : .text,
                publisher: publisher, published: published, fetched: fetched, body: whole)
            try await take(.document(document, ignored: [], line: nil))
        }
    }

    private func finding(_ line: LineSplitter.Line, _ fetched: Timestamp) -> Finding {
        switch line {
        case .tooLong(let number, let size):
            return .fault(line: number, reason: "\(size) bytes, at most \(limit * 4) are taken")
        case .bytes(let number, let bytes):
            do throws(Submission.Refusal) {
                var submission = try Submission(json: bytes)
                if submission.published == nil { submission.published = published }
                guard submission.text.utf8.count <= limit else {
                    return .fault(
                        line: number,
                        reason:
                            "text: \(submission.text.utf8.count) bytes, at most \(limit) are taken")
                }
                return .document(
                    submission.document(source: source, publisher: publisher, fetched: fetched),
                    ignored: submission.ignored, line: number)
            } catch {
                return .fault(line: number, reason: error.reason)
            }
        }
    }

    /// Waits until there is something to read; true if `interrupt` has something.
    private static func isInterrupted(_ interrupt: Int32, before descriptor: Int32) -> Bool {
        var waiting = [
            pollfd(fd: interrupt, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&waiting, 2, -1) < 0 && errno == EINTR {}
        return waiting[0].revents != 0
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// How a file is read.
    enum Kind: Hashable {
        case text, html, lines

        /// By the name's ending, else by how it begins.
        init(path: String?, start: some Collection<UInt8>) {
            let name = (path ?? "").lowercased()
            if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") || name.hasSuffix(".json") {
                self = .lines
            } else if name.hasSuffix(".html") || name.hasSuffix(".htm") || name.hasSuffix(".xhtml")
            {
                self = .html
            } else if name.hasSuffix(".txt") || name.hasSuffix(".md") {
                self = .text
            } else {
                self = Kind(start: start)
            }
        }

        private init(start: some Collection<UInt8>) {
            var rest = Array(start.prefix(512))
            if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest.removeFirst(3) }
            let text = String(decoding: rest, as: UTF8.self).lowercased()
                .drop(while: \.isWhitespace)
            if text.hasPrefix("{") {
                self = .lines
            } else if text.first == "<",
                let next = text.dropFirst().unicodeScalars.first,
                next == "!" || next == "?" || ("a"..."z").contains(next)
            {
                // Nobody begins a plain text with a tag.
                self = .html
            } else {
                self = .text
            }
        }
    }
}
