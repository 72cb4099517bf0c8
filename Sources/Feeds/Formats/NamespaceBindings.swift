/// Which prefix stands for which vocabulary, in the elements that are open.
struct NamespaceBindings {
    private var bindings: [(prefix: String, namespace: FeedNamespace)] = []

    /// Bindings in force at once; more are not looked at.
    private static let limit = 128

    var count: Int { bindings.count }

    /// Takes in what the tag just read declares. The root's own vocabulary, whatever it is, is the
    /// feed's.
    mutating func read(_ scanner: MarkupScanner, isRoot: Bool) {
        let own = isRoot ? Self.prefix(of: scanner.tagName).prefix : nil
        for attribute in scanner.attributes where bindings.count < Self.limit {
            let name = scanner.bytes[attribute.name]
            guard name.starts(with: "xmlns".utf8) else { continue }
            let rest = name.dropFirst(5)
            guard rest.isEmpty || rest.first == UInt8(ascii: ":") else { continue }
            let prefix = Ascii.lowercased(rest.dropFirst())
            let uri = String(decoding: scanner.values[attribute.value], as: UTF8.self)
            var namespace = FeedNamespace(uri: Ascii.trimmed(uri))
            if prefix == own, namespace == .unknown { namespace = .core }
            bindings.append((prefix, namespace))
        }
    }

    /// Forgets all bindings but the first `count`.
    mutating func drop(to count: Int) {
        if bindings.count > count { bindings.removeLast(bindings.count - count) }
    }

    /// The vocabulary and the name in lower case of the element called `name`.
    func resolve(_ name: ArraySlice<UInt8>) -> (FeedNamespace, String) {
        let (prefix, local) = Self.prefix(of: name)
        if let found = bindings.last(where: { $0.prefix == prefix }) {
            return (found.namespace, local)
        }
        return (prefix.isEmpty ? .core : FeedNamespace(undeclared: prefix), local)
    }

    private static func prefix(of name: ArraySlice<UInt8>) -> (prefix: String, local: String) {
        guard let colon = name.firstIndex(of: UInt8(ascii: ":")) else {
            return ("", Ascii.lowercased(name))
        }
        return (Ascii.lowercased(name[..<colon]), Ascii.lowercased(name[(colon + 1)...]))
    }
}
