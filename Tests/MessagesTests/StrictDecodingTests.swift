import Messages
import TestSupport
import Testing

@Suite("Every message is decoded strictly")
struct StrictDecodingTests {
    @Test("A message survives the way out and back", arguments: Kind.all)
    func roundTrip(kind: Kind) throws {
        for payload in [kind.full, kind.smallest] {
            #expect(try kind.recode(payload) == payload)
        }
    }

    @Test("The sample fills in every key, so the tests below reach them all", arguments: Kind.all)
    func samplesAreComplete(kind: Kind) throws {
        let full = Set(try kind.document.places.map(\.path.shape))
        let smallest = Set(try JSONValue.parse(kind.smallest.header).places.map(\.path.shape))
        #expect(smallest.isSubset(of: full))
        for shape in kind.optional { #expect(full.contains(shape), "\(shape)") }
    }

    @Test("A missing key is an error exactly if the key is required", arguments: Kind.all)
    func missing(kind: Kind) throws {
        for (path, _) in try kind.document.places where path.key != nil {
            let error = kind.fault(try kind.document.replacing(path, with: nil))
            if kind.optional.contains(path.shape) {
                #expect(error == nil, "\(path)")
            } else {
                #expect(
                    error == MessageError(.malformedField, at: "header.\(path)", "missing"),
                    "\(path)")
            }
        }
    }

    @Test("A null is an error at every key and in every list", arguments: Kind.all)
    func null(kind: Kind) throws {
        for (path, _) in try kind.document.places where !path.steps.isEmpty {
            let error = try #require(kind.fault(try kind.document.replacing(path, with: .null)))
            #expect(error.code == .malformedField, "\(path)")
            #expect(error.path == "header.\(path)")
            let absent = error.reason.hasPrefix("null or missing where a")
            #expect(absent || error.reason == "not true or false", "\(error)")
        }
    }

    @Test("An unknown key is an error at every depth", arguments: Kind.all)
    func unknown(kind: Kind) throws {
        for (path, value) in try kind.document.places {
            guard case .object = value else { continue }
            let place = path.then(.key("surprise"))
            let error = kind.fault(try kind.document.replacing(place, with: .number(1)))
            #expect(error == MessageError(.malformedField, at: "header.\(place)", "unknown key"))
        }
    }

    @Test("A value of another type is an error everywhere", arguments: Kind.all)
    func wrongType(kind: Kind) throws {
        for (path, value) in try kind.document.places {
            let other: JSONValue
            let expected: [String]
            switch value {
            case .string: (other, expected) = (.number(7), ["not a string"])
            case .number:
                (other, expected) = (.string("7"), ["not a number", "not a whole number"])
            case .bool: (other, expected) = (.number(1), ["not true or false"])
            case .array: (other, expected) = (.object([:]), ["not a list"])
            case .object: (other, expected) = (.array([]), ["not an object"])
            case .null, .raw: continue
            }
            let error = try #require(kind.fault(try kind.document.replacing(path, with: other)))
            #expect(error.code == .malformedField, "\(path)")
            #expect(error.path == (path.steps.isEmpty ? "header" : "header.\(path)"))
            #expect(expected.contains(error.reason), "\(error)")
        }
    }

    @Test("A word outside a closed set is an error that lists the set", arguments: Kind.all)
    func wrongWord(kind: Kind) throws {
        for (path, value) in try kind.document.places {
            guard let words = kind.words(at: path), value.text != nil else { continue }
            let error = kind.fault(try kind.document.replacing(path, with: .string("sideways")))
            let text = "\"sideways\" is none of \(words.joined(separator: ", "))"
            #expect(error == MessageError(.invalidValue, at: "header.\(path)", text))
        }
    }

    @Test("Another version is called another version, whatever else it holds", arguments: Kind.all)
    func wrongSchema(kind: Kind) throws {
        let path = JSONPath([.key("schema")])
        let other = try kind.document.replacing(path, with: .string("\(kind.schema)0"))
            .replacing(JSONPath([.key("later")]), with: .bool(true))
        #expect(
            kind.fault(other)
                == MessageError(
                    .wrongSchema, at: "header.schema",
                    "\"\(kind.schema)0\" where \"\(kind.schema)\" is expected"))
    }

    @Test(
        "What is not JSON in UTF-8 is called that", arguments: Kind.all,
        ["", "{", "nonsense", "{\"schema\":\"\u{0}\"}", "{}}", "[1,,2]"])
    func notJSON(kind: Kind, text: String) {
        #expect(
            kind.fault(header: Array(text.utf8))
                == MessageError(.malformedJSON, at: "header", "not JSON"))
    }

    @Test("JSON in UTF-16 is refused", arguments: Kind.all)
    func utf16(kind: Kind) throws {
        let units = try kind.document.json.utf16
        let error = kind.fault(header: units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
        #expect(error == MessageError(.malformedJSON, at: "header", "not JSON"))
    }

    @Test("A header over the limit is refused before it is parsed")
    func largeHeader() {
        let header = [UInt8](repeating: UInt8(ascii: " "), count: Limits.header + 1)
        #expect(
            Kind.receipt.fault(header: header)
                == MessageError(
                    .tooLarge, at: "header",
                    "\(Limits.header + 1) bytes where at most \(Limits.header) are taken"))
    }

    @Test("A list may have as many entries as the limit, and not one more")
    func longList() throws {
        let path = JSONPath([.key("contexts")])
        func fault(_ count: Int) throws -> MessageError? {
            let list = JSONValue.raw("[\"a\"" + String(repeating: ",\"a\"", count: count - 1) + "]")
            return Kind.event.fault(try Kind.event.document.replacing(path, with: list))
        }
        #expect(try fault(Limits.listCount) == nil)
        #expect(
            try fault(Limits.listCount + 1)
                == MessageError(
                    .tooLarge, at: "header.contexts",
                    "100001 entries where at most 100000 are taken"))
    }
}
