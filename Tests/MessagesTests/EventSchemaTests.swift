import FoundationEssentials
import Messages
import TestSupport
import Testing

@Suite("The published schema and the Swift types say the same")
struct EventSchemaTests {
    static func schema() throws -> JSONSchema {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "docs/event.schema.json")
        return try JSONSchema(Array(Data(contentsOf: file)))
    }

    @Test("What the encoder writes is valid", arguments: [Event.sample, .smallest])
    func written(event: Event) throws {
        #expect(try Self.schema().faults(in: JSONValue.of(event)) == [])
    }

    @Test("The example in the documentation is valid and is read")
    func example() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/event.md"), encoding: .utf8)
        let start = try #require(page.firstRange(of: "```json\n"))
        let rest = page[start.upperBound...]
        let end = try #require(rest.firstRange(of: "\n```"))
        let bytes = Array(rest[..<end.lowerBound].utf8)
        #expect(try Self.schema().faults(in: JSONValue.parse(bytes)) == [])
        let event = try JSON.decode(Event.self, from: bytes)
        let sentence = ScalarText(event.evidence.sentence)
        func words(_ span: Span) -> String { sentence[span.shifted(by: -event.evidence.offset)] }
        #expect(words(event.evidence.triggerSpan) == event.evidence.trigger)
        for actor in event.sources + event.targets { #expect(words(actor.span) == actor.text) }
        if let topic = event.topic { #expect(words(topic.span) == topic.text) }
    }

    @Test("Both have the same keys, required the same, at every depth")
    func keys() throws {
        let schema = try Self.schema()
        var shapes: Set<String> = []
        func walk(_ part: JSONValue, _ shape: String) throws {
            let resolved = schema.resolved(part)
            if let items = resolved["items"] { try walk(items, shape + ".*") }
            guard case .object(let members)? = resolved["properties"] else { return }
            #expect(resolved["additionalProperties"] == .bool(false), "\(shape)")
            let required = Set((resolved["required"]?.entries ?? []).compactMap(\.text))
            #expect(required.isSubset(of: members.keys))
            for (key, member) in members {
                let place = shape.isEmpty ? key : shape + "." + key
                shapes.insert(place)
                #expect(required.contains(key) != Kind.event.optional.contains(place), "\(place)")
                try walk(member, place)
            }
        }
        try walk(schema.root, "")
        let written = Set(
            try Kind.event.document.places.filter { $0.path.key != nil }.map(\.path.shape))
        #expect(shapes == written)
    }

    @Test("Both have the same words in every closed set")
    func words() throws {
        let schema = try Self.schema()
        var closed = 0
        for (path, _) in try Kind.event.document.places where path.key != nil {
            var part = schema.root
            for step in path.steps {
                part = schema.resolved(part)
                if case .key(let key) = step {
                    part = part["properties"]?[key] ?? .null
                } else {
                    part = part["items"] ?? .null
                }
            }
            let words = schema.resolved(part)["enum"]?.entries.compactMap(\.text)
            #expect(words == Kind.event.words(at: path), "\(path)")
            closed += words == nil ? 0 : 1
        }
        #expect(closed == 9)
    }

    @Test("A fault at any place is refused by both")
    func faults() throws {
        let schema = try Self.schema()
        let document = try Kind.event.document
        func agree(_ broken: JSONValue, _ path: JSONPath) {
            let valid = schema.faults(in: broken).isEmpty
            #expect(valid == (Kind.event.fault(broken) == nil), "\(path) \(broken.json)")
        }
        for (path, value) in document.places where !path.steps.isEmpty {
            agree(document.replacing(path, with: .null), path)
            agree(document.replacing(path, with: nil), path)
            agree(document.replacing(path, with: .object(["x": .number(1)])), path)
            if case .object = value {
                let surprise = path.then(.key("surprise"))
                agree(document.replacing(surprise, with: .string("x")), surprise)
            }
            if case .number = value {
                for number in [-1000.0, -11, -1, -0.5, 0, 0.5, 1, 4, 5, 11, 91, 181] {
                    // That a span ends after its start is beyond a schema.
                    if case .index? = path.steps.last { continue }
                    agree(document.replacing(path, with: .number(number)), path)
                }
            }
            if case .string = value {
                agree(document.replacing(path, with: .string("sideways")), path)
                agree(document.replacing(path, with: .bool(true)), path)
            }
            if case .array = value { agree(document.replacing(path, with: .array([])), path) }
        }
    }

    @Test(
        "Times are valid for both or for none",
        arguments: [
            "2031-03-04", "2031-03-04T06:12Z", "2031-03-04 06:12:09.5+02:00", "2031-03-04T06:12:09",
            "2031-03-04T06:12:09-0200", "yesterday", "2031-3-4", "2031-03-04T", "2031-03-04T06Z",
            "",
        ])
    func times(text: String) throws {
        let broken = try Kind.event.document.replacing(
            JSONPath([.key("firstSeen")]), with: .string(text))
        let valid = try Self.schema().faults(in: broken).isEmpty
        #expect(valid == (Kind.event.fault(broken) == nil))
    }
}
