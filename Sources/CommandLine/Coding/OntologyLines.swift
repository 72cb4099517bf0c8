import Arguments
import Messages
import Ontology

/// The tables of the ontology, line by line.
struct OntologyLines {
    struct TypeLine: TableLine {
        var type: String
        var quad: Int?
        var quadScheme: String
        var score: Double?
        var needsTarget: Bool
        var modes: [String]
        var cameo: String
        var meaning: String

        static let columns: [Table.Column] = [
            .init("type"), .init("quad", .right), .init("score", .right), .init("target"),
            .init("cameo"), .init("meaning", shrinksTo: 20),
        ]

        var cells: [String] {
            [
                type, quad.map { "\($0)" } ?? "", OntologyLines.number(score),
                needsTarget ? "needed" : "", cameo, meaning,
            ]
        }
    }

    struct ModeLine: TableLine {
        var type: String
        var mode: String
        var quad: Int?
        var quadScheme: String
        var score: Double
        var cameo: String
        var meaning: String

        static let columns: [Table.Column] = [
            .init("type"), .init("mode"), .init("quad", .right), .init("score", .right),
            .init("cameo"), .init("meaning", shrinksTo: 20),
        ]

        var cells: [String] {
            [
                type, mode, quad.map { "\($0)" } ?? "", OntologyLines.number(score), cameo, meaning,
            ]
        }
    }

    struct ContextLine: TableLine {
        var context: String
        var meaning: String
        var words: [String]

        static let columns: [Table.Column] = [
            .init("context"), .init("meaning", shrinksTo: 20), .init("words", shrinksTo: 10),
        ]

        var cells: [String] { [context, meaning, words.joined(separator: ", ")] }
    }

    struct CodeLine: TableLine {
        var code: String
        var level: String
        var type: String?
        var mode: String?
        var contexts: [String]
        var quad: Int?
        var quadScheme: String
        var goldstein: Double
        var goldsteinList: String
        var meaning: String

        static let columns: [Table.Column] = [
            .init("code"), .init("type"), .init("mode"), .init("contexts", shrinksTo: 10),
            .init("quad", .right), .init("goldstein", .right), .init("meaning", shrinksTo: 20),
        ]

        var cells: [String] {
            [
                code, type ?? "", mode ?? "", contexts.joined(separator: ", "),
                quad.map { "\($0)" } ?? "", OntologyLines.number(goldstein), meaning,
            ]
        }
    }

    struct SectorLine: TableLine {
        var sector: String
        var kind: String
        var cameo: [String]
        var meaning: String

        static let columns: [Table.Column] = [
            .init("code"), .init("kind"), .init("cameo"), .init("meaning", shrinksTo: 20),
        ]

        var cells: [String] { [sector, kind, cameo.joined(separator: ", "), meaning] }
    }

    struct StatusLine: TableLine {
        var type: String
        var planned: String
        var negated: String
        var refused: String

        static let columns: [Table.Column] = [
            .init("type"), .init("planned"), .init("negated"), .init("refused"),
        ]

        var cells: [String] { [type, planned, negated, refused] }
    }

    struct QuadLine: TableLine {
        var quadScheme: String
        var by: String
        var quad: Int
        var members: [String]

        static let columns: [Table.Column] = [
            .init("scheme"), .init("by"), .init("quad", .right), .init("members", shrinksTo: 20),
        ]

        var cells: [String] { [quadScheme, by, "\(quad)", members.joined(separator: " ")] }
    }

    let tables: OntologyTables

    /// A number without a needless fraction.
    static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        return value == value.rounded() ? "\(Int(value))" : "\(value)"
    }

    func types(_ scheme: OntologyCommand.Scheme) -> [TypeLine] {
        EventType.allCases.compactMap { type in
            guard let rule = tables.types[type] else { return nil }
            return TypeLine(
                type: type.rawValue, quad: quad(type, rule.cameo, scheme),
                quadScheme: scheme.quads, score: rule.score, needsTarget: rule.needsTarget,
                modes: tables.modes[type]?.map(\.name) ?? [], cameo: rule.cameo,
                meaning: rule.meaning)
        }
    }

    func modes(_ scheme: OntologyCommand.Scheme, only type: EventType?) -> [ModeLine] {
        EventType.allCases.filter { type == nil || $0 == type }.flatMap { type in
            (tables.modes[type] ?? []).map { mode in
                ModeLine(
                    type: type.rawValue, mode: mode.name, quad: quad(type, mode.cameo, scheme),
                    quadScheme: scheme.quads, score: mode.score, cameo: mode.cameo,
                    meaning: mode.meaning)
            }
        }
    }

    var contexts: [ContextLine] {
        tables.contexts.map { ContextLine(context: $0.name, meaning: $0.meaning, words: $0.words) }
    }

    func codes(
        _ scheme: OntologyCommand.Scheme, _ list: GoldsteinList, where wanted: (CameoCode) -> Bool
    ) -> [CodeLine] {
        tables.codes.values.filter(wanted).sorted { $0.code < $1.code }.map { code in
            var line = CodeLine(
                code: code.code, level: code.level, type: code.type.rawValue, mode: code.mode,
                contexts: code.contexts, quad: quad(code.type, code.code, scheme),
                quadScheme: scheme.quads, goldstein: tables.goldstein(code.code, list),
                goldsteinList: list.rawValue, meaning: code.meaning)
            if scheme == .plover2021 {
                line.type = code.edition2021?.type
                line.mode = code.edition2021?.mode
                line.contexts = code.edition2021?.contexts ?? []
                line.quad = line.type.flatMap(EventType.init).flatMap {
                    quad($0, code.code, scheme)
                }
            }
            return line
        }
    }

    var sectors: [SectorLine] {
        tables.sectors.map {
            SectorLine(sector: $0.code, kind: $0.kind, cameo: $0.cameo, meaning: $0.meaning)
        }
    }

    var status: [StatusLine] {
        EventType.allCases.map { type in
            StatusLine(
                type: type.rawValue, planned: tables.turned(type, .planned).rawValue,
                negated: tables.turned(type, .negated).rawValue,
                refused: tables.turned(type, .refused).rawValue)
        }
    }

    var quads: [QuadLine] {
        tables.quadSchemes.flatMap { scheme in
            Dictionary(grouping: scheme.quads, by: \.value).sorted { $0.key < $1.key }.map {
                QuadLine(
                    quadScheme: scheme.name, by: scheme.basis.rawValue, quad: $0.key,
                    members: $0.value.map(\.key).sorted())
            }
        }
    }

    /// Nil for what the scheme has no quad for.
    private func quad(
        _ type: EventType, _ code: String, _ scheme: OntologyCommand.Scheme
    ) -> Int? {
        guard let scheme = tables.quadScheme(scheme.quads) else { return nil }
        switch scheme.basis {
        case .type: return scheme.quads[type.rawValue]
        case .root: return scheme.quads[String(code.prefix(2))]
        }
    }
}
