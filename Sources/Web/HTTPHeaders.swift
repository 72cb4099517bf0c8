/// The header fields of a response, in the order they came.
public struct HTTPHeaders: Hashable, Sendable {
    /// A field; its name in lower case, its value as it was sent, without the space around it.
    public struct Field: Hashable, Sendable {
        public var name: String
        public var value: String
    }

    /// All fields.
    public private(set) var fields: [Field] = []

    /// No fields.
    public init() {}

    /// These fields.
    public init(_ fields: [(String, String)]) {
        for (name, value) in fields { append(name, value) }
    }

    /// Adds a field.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }

    /// The first field called `name`, which is in lower case.
    public subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All fields called `name`, joined as RFC 9110 (5.3) has it for lists; nil if there is none.
    public func list(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Takes one line of a header as it came; false if it is no field.
    mutating func take(line: some Collection<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon != line.startIndex else {
            return false
        }
        let isSpace = { (byte: UInt8) in
            byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
        }
        let name = line[..<colon]
        var value = Array(line[line.index(after: colon)...].drop(while: isSpace))
        while let last = value.last, isSpace(last) { value.removeLast() }
        guard !name.contains(where: isSpace) else { return false }
        append(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        return true
    }
}
