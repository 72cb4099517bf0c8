/// How a single value is read from text, written back, and described when it is wrong.
struct Scalar<Value: Sendable>: Sendable {
    /// What came of reading.
    enum Outcome {
        case value(Value)
        /// Not what is expected.
        case mismatch
        /// Understood and refused, for the reason given: "… needs a port".
        case refused(String)
    }

    /// What is expected, after "is not".
    let expectation: String
    let read: @Sendable (String, borrowing Reading) -> Outcome
    /// YAML for a value; nil if it is left out.
    let write: @Sendable (Value) -> String?
}

extension Scalar {
    /// The same reader as `scalar`, for a setting that may be missing.
    static func optional<Wrapped>(_ scalar: Scalar<Wrapped>) -> Scalar where Value == Wrapped? {
        Scalar(
            expectation: scalar.expectation,
            read: { text, reading in
                switch scalar.read(text, reading) {
                case .value(let value): .value(value)
                case .mismatch: .mismatch
                case .refused(let reason): .refused(reason)
                }
            },
            write: { value in value.flatMap(scalar.write) })
    }

    /// Reads `node` as the value of `key`; nil if it is wrong, which is then in `reading`.
    func value(of node: YAMLNode, key: String, in reading: inout Reading) -> Value? {
        guard case .scalar(let text, _) = node.content else {
            reading.fail(key, line: node.line, "expects \(expectation), not \(node.kind)")
            return nil
        }
        if node.isNull {
            reading.fail(key, line: node.line, "has no value; expects \(expectation)")
            return nil
        }
        switch read(text, reading) {
        case .value(let value): return value
        case .mismatch: reading.fail(key, line: node.line, "\(quoted(text)) is not \(expectation)")
        case .refused(let reason): reading.fail(key, line: node.line, "\(quoted(text)) \(reason)")
        }
        return nil
    }
}
