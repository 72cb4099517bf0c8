internal import Language

/// A convention of quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
/// 4 material conflict, and 0 for what it leaves out.
public struct QuadScheme: Sendable, Hashable {
    /// What decides.
    public enum Basis: String, Sendable {
        /// The PLOVER type.
        case type
        /// The root of the CAMEO code.
        case root
    }

    /// Its name, as `plover-2`; what events call `quadScheme`.
    public let name: String
    /// What decides.
    public let basis: Basis
    /// The quads of its types or roots.
    public let quads: [String: Int]

    /// The quad of a type or a root, whichever it goes by; 0 if it leaves that out.
    public func quad(of member: String) -> Int { quads[member] ?? 0 }

    static func all(_ table: Table) throws(LanguageError) -> [QuadScheme] {
        var order: [String] = []
        var bases: [String: Basis] = [:]
        var quads: [String: [String: Int]] = [:]
        for row in table.rows {
            let name = try row.text(0)
            guard let basis = Basis(rawValue: try row.text(1)) else {
                throw row.error("\"\(row.fields[1])\" is neither type nor root")
            }
            guard let number = try row.number(2), let quad = Int(exactly: number),
                (0...4).contains(quad)
            else { throw row.error("the quad is not 0 to 4") }
            if bases[name] == nil { order.append(name) }
            guard bases[name] ?? basis == basis else {
                throw row.error("\(name) goes by type and by root")
            }
            bases[name] = basis
            for member in row.list(3) {
                guard quads[name, default: [:]].updateValue(quad, forKey: member) == nil else {
                    throw row.error("\(name) has \(member) twice")
                }
            }
        }
        return order.map { name in
            QuadScheme(name: name, basis: bases[name] ?? .type, quads: quads[name] ?? [:])
        }
    }
}
