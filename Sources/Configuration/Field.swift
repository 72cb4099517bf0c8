internal import Notation

/// One key of a group of settings: how it is read, how it is written, and what it is for.
struct Field<Root: Sendable>: Sendable {
    let key: String
    /// A sentence or two for the effective configuration; a newline breaks the line.
    let comment: String
    /// Reads the value of the key into the root.
    let read: @Sendable (YAMLNode, _ trail: String, inout Root, inout Reading) -> Void
    /// The lines of the key and its value, not indented; none if there is nothing to write.
    let write: @Sendable (Root) -> [String]

    /// A key with a single value.
    init<Value>(
        _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable, _ scalar: Scalar<Value>,
        _ comment: String
    ) {
        self.key = key
        self.comment = comment
        read = { node, trail, root, reading in
            if let value = scalar.value(of: node, key: trail, in: &reading) {
                root[keyPath: path] = value
            }
        }
        write = { root in scalar.write(root[keyPath: path]).map { ["\(key): \($0)"] } ?? [] }
    }

    /// A key with a group of keys under it.
    init<Group>(
        _ key: String, _ path: any WritableKeyPath<Root, Group> & Sendable, fields: [Field<Group>],
        _ comment: String
    ) {
        self.key = key
        self.comment = comment
        read = { node, trail, root, reading in
            fields.read(node, trail: trail, into: &root[keyPath: path], &reading)
        }
        write = { root in
            ["\(key):"] + fields.write(root[keyPath: path], commented: true).map { "  \($0)" }
        }
    }

    /// A key with a list of groups. An item that is only text stands for a group with the key
    /// `shorthand`, which every group must have.
    init<Item>(
        _ key: String, _ path: any WritableKeyPath<Root, [Item]> & Sendable, fields: [Field<Item>],
        blank: Item, shorthand: String, limit: Int, _ comment: String
    ) {
        self.key = key
        self.comment = comment
        read = { node, trail, root, reading in
            if node.isNull { return }
            guard case .sequence(let nodes) = node.content else {
                reading.fail(trail, line: node.line, "expects a list (- …), not \(node.kind)")
                return
            }
            if nodes.count > limit {
                reading.fail(
                    trail, line: node.line, "has \(nodes.count) items; \(limit) are allowed")
                return
            }
            root[keyPath: path] = nodes.enumerated().map { index, node in
                let entries: [YAMLNode.Entry]
                switch node.content {
                case .mapping(let given): entries = given
                default: entries = [.init(key: shorthand, line: node.line, value: node)]
                }
                var item = blank
                let trail = "\(trail)[\(index + 1)]"
                fields.read(entries, trail: trail, into: &item, &reading)
                if !entries.contains(where: { $0.key == shorthand }) {
                    reading.fail(trail, line: node.line, "needs the key \(shorthand)")
                }
                return item
            }
        }
        write = { root in
            let items = root[keyPath: path]
            if items.isEmpty { return ["\(key): []"] }
            return ["\(key):"]
                + items.flatMap { item in
                    fields.write(item, commented: false).enumerated().map { index, line in
                        index == 0 ? "  - \(line)" : "    \(line)"
                    }
                }
        }
    }
}

extension Array {
    /// Reads the keys under `node` into `root`.
    func read<Root>(
        _ node: YAMLNode, trail: String, into root: inout Root, _ reading: inout Reading
    ) where Element == Field<Root> {
        if node.isNull { return }
        guard case .mapping(let entries) = node.content else {
            reading.fail(trail, line: node.line, "expects keys (key: value), not \(node.kind)")
            return
        }
        read(entries, trail: trail, into: &root, &reading)
    }

    /// Reads `entries` into `root`; a key that no field has is a mistake.
    func read<Root>(
        _ entries: [YAMLNode.Entry], trail: String, into root: inout Root, _ reading: inout Reading
    ) where Element == Field<Root> {
        for entry in entries {
            let name = entry.key.utf8.count <= 60 ? entry.key : "\(entry.key.prefix(30))…"
            let trail = trail.isEmpty ? name : "\(trail).\(name)"
            guard let field = first(where: { $0.key == entry.key }) else {
                reading.fail(
                    YAMLText.isPrintable(trail) ? trail : quoted(trail), line: entry.line,
                    unknownKey(entry.key))
                continue
            }
            reading.note(trail, line: entry.line)
            field.read(entry.value, trail, &root, &reading)
        }
    }

    private func unknownKey<Root>(_ key: String) -> String where Element == Field<Root> {
        let keys = map(\.key)
        let nearest = Spelling.nearest(to: key, among: keys)
        let advice = nearest.map { "did you mean \($0)? " } ?? ""
        return "unknown key; \(advice)allowed here: \(keys.joined(separator: ", "))"
    }

    /// The lines of `root`, with the fields' comments above them if wanted.
    func write<Root>(_ root: Root, commented: Bool) -> [String] where Element == Field<Root> {
        flatMap { field in
            let lines = field.write(root)
            guard commented else { return lines }
            let comments = field.comment.split(separator: "\n").map { "# \($0)" }
            return comments + (lines.isEmpty ? ["# \(field.key):"] : lines)
        }
    }
}

extension YAMLText {
    /// Whether `text` can stand in a message as it is.
    static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
    }
}
