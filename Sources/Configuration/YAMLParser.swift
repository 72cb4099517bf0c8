internal import CYAML

/// Reads one YAML document into a tree, with libyaml.
///
/// Only what a configuration needs: no anchors and aliases (so no bombs of references), no tags, no
/// second document, no repeated keys, and only text as keys.
struct YAMLParser: ~Copyable {
    /// Deeper nesting is refused.
    static let deepest = 32
    /// Longer files are refused, in bytes.
    static let longest = 1 << 20

    private enum Token {
        case scalar(String, plain: Bool)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
        case documentStart, documentEnd, streamStart, streamEnd
    }

    private struct Event {
        var token: Token
        var line: Int
        var column: Int
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeBufferPointer<UInt8>
    private let file: String?

    /// The tree of `bytes`; nil if there is no document in them. `file` is for error messages.
    static func parse(_ bytes: [UInt8], file: String?) throws(ConfigurationError) -> YAMLNode? {
        guard bytes.count <= longest else {
            throw ConfigurationError(
                file: file, line: 1,
                message: "is longer than \(longest >> 20) MiB, which no configuration needs")
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let line = firstLineNotUTF8(content) {
            throw ConfigurationError(
                file: file, line: line, message: "is not valid UTF-8; save the file as UTF-8")
        }
        let result: Result<YAMLNode?, ConfigurationError> = content.withUnsafeBufferPointer {
            input in
            do throws(ConfigurationError) {
                let parser = try YAMLParser(input, file: file)
                return .success(try parser.document())
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// `input` must outlive the parser: libyaml reads from it as it goes.
    private init(_ input: UnsafeBufferPointer<UInt8>, file: String?) throws(ConfigurationError) {
        self.input = input
        self.file = file
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            throw ConfigurationError(file: file, line: 1, message: "there is no memory to read it")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    private func document() throws(ConfigurationError) -> YAMLNode? {
        var root: YAMLNode?
        while true {
            let event = try next()
            switch event.token {
            case .streamStart, .documentEnd: continue
            case .streamEnd: return root
            case .documentStart where root == nil: root = try node(from: next(), depth: 1)
            default:
                throw error(
                    event.line, "a second document begins here; a configuration is only one")
            }
        }
    }

    private func node(from event: Event, depth: Int) throws(ConfigurationError) -> YAMLNode {
        if depth > Self.deepest {
            throw error(event.line, "is nested deeper than \(Self.deepest) levels")
        }
        var node = YAMLNode(content: .sequence([]), line: event.line, column: event.column)
        switch event.token {
        case .scalar(let text, let plain):
            node.content = .scalar(text, plain: plain)
        case .sequenceStart:
            var items: [YAMLNode] = []
            while true {
                let event = try next()
                if case .sequenceEnd = event.token { break }
                items.append(try self.node(from: event, depth: depth + 1))
            }
            node.content = .sequence(items)
        case .mappingStart:
            node.content = .mapping(try entries(depth: depth))
        default:
            throw error(event.line, "is not valid YAML")
        }
        return node
    }

    private func entries(depth: Int) throws(ConfigurationError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.token { return entries }
            guard case .scalar(let key, _) = event.token else {
                throw error(event.line, "a list or a group of keys cannot be a key")
            }
            if let first = lines.updateValue(event.line, forKey: key) {
                throw error(event.line, "the key \(quoted(key)) already stands in line \(first)")
            }
            let value = try node(from: next(), depth: depth + 1)
            entries.append(.init(key: key, line: event.line, value: value))
        }
    }

    private func next() throws(ConfigurationError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        let token: Token
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        switch event.type {
        case YAML_STREAM_START_EVENT: token = .streamStart
        case YAML_STREAM_END_EVENT: token = .streamEnd
        case YAML_DOCUMENT_START_EVENT: token = .documentStart
        case YAML_DOCUMENT_END_EVENT: token = .documentEnd
        case YAML_SEQUENCE_END_EVENT: token = .sequenceEnd
        case YAML_MAPPING_END_EVENT: token = .mappingEnd
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            token = .scalar(
                String(decoding: bytes, as: UTF8.self),
                plain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            (anchor, tag) = (scalar.anchor, scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            token = .sequenceStart
            (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            token = .mappingStart
            (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
        default:
            throw error(line, "aliases (*name) are not supported; write the value again")
        }
        if anchor != nil { throw error(line, "anchors (&name) are not supported") }
        if tag != nil { throw error(line, "tags (!name) are not supported; write the bare value") }
        return Event(token: token, line: line, column: Int(event.start_mark.column) + 1)
    }

    private func error(_ line: Int, _ message: String) -> ConfigurationError {
        ConfigurationError(file: file, line: line, message: message)
    }
}

extension YAMLParser {
    /// What libyaml complains about, in words for a person.
    private func syntaxError() -> ConfigurationError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unknown problem"
        let context = parser.pointee.context.map { String(cString: $0) }
        let line = Int(parser.pointee.problem_mark.line) + 1
        let contextLine = Int(parser.pointee.context_mark.line) + 1
        if parser.pointee.error == YAML_READER_ERROR {
            // The reader has no line, only an offset.
            let offset = min(Int(parser.pointee.problem_offset), input.count)
            return error(
                input[..<offset].count { $0 == 0x0A } + 1, "holds a control character; remove it")
        }
        if let context, context.contains("quoted scalar"), problem.contains("end of stream") {
            return error(contextLine, "a quoted text begins here and does not end")
        }
        let position = Int(parser.pointee.problem_mark.index)
        if byte(atCharacter: position) == 0x09 {
            return error(line, "is indented with a tab; YAML allows only spaces there")
        }
        let where_ = context.map { ", \($0) from line \(contextLine)" } ?? ""
        return error(line, "is not valid YAML: \(problem)\(where_)")
    }

    /// libyaml counts characters, not bytes.
    private func byte(atCharacter index: Int) -> UInt8? {
        input.lazy.filter { $0 & 0xC0 != 0x80 }.dropFirst(index).first
    }

    private static func firstLineNotUTF8(_ bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let index = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
        return (index ?? 0) + 1
    }
}
