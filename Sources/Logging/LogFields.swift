/// A value in a record.
public enum LogScalar: Equatable, Sendable {
    /// Text, cut to a kilobyte when written.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case real(Double)
    /// Yes or no.
    case flag(Bool)
}

/// What can stand as a value in ``LogFields``.
public protocol LogValue: Sendable {
    /// The value as it is written.
    var logged: LogScalar { get }
}

extension String: LogValue {
    /// The text itself.
    public var logged: LogScalar { .text(self) }
}
extension Substring: LogValue {
    /// The text itself.
    public var logged: LogScalar { .text(String(self)) }
}
extension Bool: LogValue {
    /// True or false.
    public var logged: LogScalar { .flag(self) }
}
extension Double: LogValue {
    /// The number itself.
    public var logged: LogScalar { .real(self) }
}
extension LogValue where Self: BinaryInteger {
    /// The number; one beyond 63 bits becomes text.
    public var logged: LogScalar { Int64(exactly: self).map(LogScalar.integer) ?? .text("\(self)") }
}
extension Int: LogValue {}
extension Int32: LogValue {}
extension Int64: LogValue {}
extension UInt16: LogValue {}
extension UInt32: LogValue {}
extension UInt64: LogValue {}
extension Duration: LogValue {
    /// Seconds.
    public var logged: LogScalar {
        .real(Double(components.seconds) + Double(components.attoseconds) / 1e18)
    }
}

/// The fields of a record, in the order they were given; each key once.
public struct LogFields: ExpressibleByDictionaryLiteral, Equatable, Sendable {
    struct Entry: Equatable, Sendable {
        var key: LogKey
        var value: LogScalar
    }

    private(set) var entries: [Entry] = []

    /// No fields.
    public init() {}

    /// The fields of a literal; of a repeated key the last value counts.
    public init(dictionaryLiteral elements: (LogKey, any LogValue)...) {
        entries.reserveCapacity(elements.count)
        for (key, value) in elements { self[key] = value.logged }
    }

    /// The value of `key`, nil if there is none.
    public subscript(key: LogKey) -> LogScalar? {
        get { entries.first { $0.key == key }?.value }
        set {
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(key: key, value: value))
            case (nil, nil): break
            }
        }
    }
}
