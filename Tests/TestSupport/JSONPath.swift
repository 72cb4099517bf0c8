/// A place in a JSON document, written as errors write it: `paragraphs[3].span`.
public struct JSONPath: Hashable, Sendable, CustomStringConvertible {
    /// One step down.
    public enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    /// The steps from the root.
    public var steps: [Step]

    /// The place reached by `steps`.
    public init(_ steps: [Step] = []) { self.steps = steps }

    /// The place one step below.
    public func then(_ step: Step) -> JSONPath { JSONPath(steps + [step]) }

    /// The last step, if it is a key.
    public var key: String? { if case .key(let key)? = steps.last { key } else { nil } }

    /// The keys on the way, without indices: the same for every entry of a list.
    public var shape: String {
        steps.map { if case .key(let key) = $0 { key } else { "*" } }.joined(separator: ".")
    }

    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }
}

extension JSONValue {
    /// Every place in the document with what stands there, the root first.
    public var places: [(path: JSONPath, value: JSONValue)] {
        var found: [(path: JSONPath, value: JSONValue)] = []
        func walk(_ value: JSONValue, _ path: JSONPath) {
            found.append((path, value))
            switch value {
            case .array(let entries):
                for (index, entry) in entries.enumerated() { walk(entry, path.then(.index(index))) }
            case .object(let members):
                for (key, member) in members.sorted(by: { $0.key < $1.key }) {
                    walk(member, path.then(.key(key)))
                }
            default: break
            }
        }
        walk(self, JSONPath())
        return found
    }

    /// The document with another value at `path`, or with nothing there for nil.
    public func replacing(_ path: JSONPath, with value: JSONValue?) -> JSONValue {
        replacing(path.steps[...], with: value)
    }

    private func replacing(_ steps: ArraySlice<JSONPath.Step>, with value: JSONValue?) -> JSONValue
    {
        guard let step = steps.first else { return value ?? .null }
        let rest = steps.dropFirst()
        switch (self, step) {
        case (.object(var members), .key(let key)):
            members[key] =
                rest.isEmpty ? value : (members[key] ?? .null).replacing(rest, with: value)
            return .object(members)
        case (.array(var entries), .index(let index)):
            if rest.isEmpty, value == nil {
                entries.remove(at: index)
            } else if entries.indices.contains(index) {
                entries[index] = entries[index].replacing(rest, with: value)
            } else {
                entries.append(value ?? .null)
            }
            return .array(entries)
        default: return self
        }
    }
}
