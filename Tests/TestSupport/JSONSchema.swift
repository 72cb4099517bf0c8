import Messages

/// Checks JSON documents against a JSON Schema, as far as the project's own schemas need it: type,
/// enum, const, required, properties, additionalProperties (false), items, minimum, maximum,
/// minItems, maxItems, pattern and `$ref` into `$defs`. A keyword it does not know is a fault, so
/// that a schema cannot promise what no test checks.
public struct JSONSchema: Sendable {
    /// The schema as a document.
    public let root: JSONValue

    /// The schema written in `bytes`.
    public init(_ bytes: [UInt8]) throws { root = try JSONValue.parse(bytes) }

    /// What is wrong with `value`, each fault with its place; empty if it is valid.
    public func faults(in value: JSONValue) -> [String] {
        var faults: [String] = []
        check(value, root, JSONPath(), &faults)
        return faults
    }

    /// The schema that `schema` stands for, references followed.
    public func resolved(_ schema: JSONValue) -> JSONValue {
        guard let name = schema["$ref"]?.text?.split(separator: "/").last else { return schema }
        return root["$defs"]?[String(name)] ?? .null
    }

    private func check(
        _ value: JSONValue, _ schema: JSONValue, _ path: JSONPath, _ faults: inout [String]
    ) {
        guard case .object(let keywords) = resolved(schema) else {
            faults.append("\(path): the schema refers to nothing")
            return
        }
        for (keyword, rule) in keywords {
            if !accepts(value, keyword, rule) {
                faults.append("\(path): \(value.json.prefix(60)) breaks \(keyword) \(rule.json)")
            }
        }
        if case .object(let members) = value {
            for (key, member) in members {
                let place = path.then(.key(key))
                if let inner = keywords["properties"]?[key] {
                    check(member, inner, place, &faults)
                } else if keywords["additionalProperties"] == .bool(false) {
                    faults.append("\(place): unknown key")
                }
            }
        }
        if case .array(let entries) = value, let items = keywords["items"] {
            for (index, entry) in entries.enumerated() {
                check(entry, items, path.then(.index(index)), &faults)
            }
        }
    }

    private func accepts(_ value: JSONValue, _ keyword: String, _ rule: JSONValue) -> Bool {
        switch (keyword, value, rule) {
        case ("type", _, _): return isType(value, rule.text ?? "")
        case ("enum", _, _): return rule.entries.contains(value)
        case ("const", _, _): return rule == value
        case ("required", .object(let members), _):
            return rule.entries.allSatisfy { members[$0.text ?? ""] != nil }
        case ("minimum", .number(let number), .number(let bound)): return number >= bound
        case ("maximum", .number(let number), .number(let bound)): return number <= bound
        case ("minItems", .array(let entries), .number(let bound)):
            return Double(entries.count) >= bound
        case ("maxItems", .array(let entries), .number(let bound)):
            return Double(entries.count) <= bound
        case ("pattern", .string(let text), .string(let pattern)):
            guard let regex = try? Regex(pattern) else { return false }
            return text.firstMatch(of: regex) != nil
        case ("required", _, _), ("minimum", _, _), ("maximum", _, _), ("minItems", _, _),
            ("maxItems", _, _), ("pattern", _, _):
            return true  // Says nothing about other types.
        case ("properties", _, _), ("additionalProperties", _, .bool(false)), ("items", _, _),
            ("description", _, _), ("title", _, _), ("$schema", _, _), ("$defs", _, _):
            return true
        default: return false
        }
    }

    private func isType(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.string, "string"), (.number, "number"), (.bool, "boolean"), (.array, "array"),
            (.object, "object"), (.null, "null"):
            true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
