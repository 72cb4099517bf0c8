import Arguments
import Daemon
import Messages
import Ontology

/// `chancery ontology …`: the books that events are coded by.
enum OntologyCommand: Verb {
    /// By which book numbers and types are shown.
    enum Scheme: String, CaseIterable {
        case plover2 = "plover-2"
        case plover2Summary = "plover-2-summary"
        case plover2021 = "plover-2021"
        case gdelt, phoenix, icews

        /// The scheme of quads; the table of 2021 has none, and takes PLOVER's.
        var quads: String { self == .plover2021 ? Self.plover2.rawValue : rawValue }

        /// Whose Goldstein values go with it.
        var goldstein: GoldsteinList {
            switch self {
            case .phoenix: .phoenix
            case .icews: .icews
            default: .gdelt
            }
        }
    }

    private static let scheme = Option(
        "scheme", .choice(of: Scheme.self), fallback: "plover-2", "whose quads and readings")
    private static let format = Console.EventFormat.option

    static let command = Command(
        "ontology", "types, modes, contexts, codes and sectors that events are coded by",
        discussion: """
            Shows the tables in `ontology` of the data directory. Books contradict each other; \
            --scheme chooses whose quads are shown, with plover-2021 also the types, modes and \
            contexts that the table of 2021 gives to CAMEO codes. docs/ontology.md tells where \
            they differ and what is used when nothing is chosen.
            """,
        options: [
            format,
            Option(
                "data", .path, placeholder: "DIR", environment: "CHANCERY_DATA",
                "the directory of models and lexicons"),
        ],
        subcommands: [
            Command("types", "the event types, with quad and score", options: [scheme]),
            Command(
                "modes", "the modes of each type, with score and CAMEO code",
                options: [scheme, typeOption]),
            Command("contexts", "what an event may be about"),
            Command(
                "cameo", "the CAMEO codes, with type, mode, contexts, quad and Goldstein value",
                discussion: """
                    With codes: those, and all below them. With --type, --mode or --context: the \
                    codes that stand for them in PLOVER 2.0.
                    """,
                options: [
                    scheme,
                    Option(
                        "goldstein", .choice(of: GoldsteinList.self),
                        "whose Goldstein values (default: those of the scheme, else gdelt)"),
                    typeOption,
                    Option("mode", .text, placeholder: "MODE", "only of this mode"),
                    Option(
                        "context", .text, placeholder: "CONTEXT", repeats: true,
                        "only of one of these contexts"),
                ],
                positionals: [
                    Positional("code", .text, presence: .repeated(atLeast: 0), "CAMEO codes")
                ]),
            Command("sectors", "who actors are, and kinds of actors that belong to no state"),
            Command("status", "what an act becomes in formats that know no status"),
            Command("quads", "the quad classes of every scheme"),
        ],
        examples: [
            .init("chancery ontology types --scheme gdelt", "the types with GDELT's quads"),
            .init("chancery ontology cameo 16 --scheme plover-2021", "one root, as in 2021"),
            .init("chancery ontology cameo --type REQUEST --mode assist", "back from PLOVER"),
        ])

    private static let typeOption = Option(
        "type", .choice(of: EventType.self), "only of this type")

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let tables = try OntologyTables(
            directory: try DataDirectory.find(given: parsed.string("data")) + "/ontology")
        let format = console.format(parsed, Console.EventFormat.table, orElse: .jsonl)
        let lines = OntologyLines(tables: tables)
        switch parsed.command.last {
        case "types": try OntologyLines.TypeLine.show(lines.types(scheme(parsed)), format, console)
        case "modes":
            try OntologyLines.ModeLine.show(
                lines.modes(scheme(parsed), only: type(parsed)), format, console)
        case "contexts": try OntologyLines.ContextLine.show(lines.contexts, format, console)
        case "cameo": try OntologyLines.CodeLine.show(codes(parsed, lines), format, console)
        case "sectors": try OntologyLines.SectorLine.show(lines.sectors, format, console)
        case "status": try OntologyLines.StatusLine.show(lines.status, format, console)
        default: try OntologyLines.QuadLine.show(lines.quads, format, console)
        }
        return .ok
    }

    private static func scheme(_ parsed: Parsed) -> Scheme {
        parsed.choice("scheme", as: Scheme.self) ?? .plover2
    }

    private static func type(_ parsed: Parsed) -> EventType? {
        parsed.choice("type", as: EventType.self)
    }

    private static func codes(
        _ parsed: Parsed, _ lines: OntologyLines
    ) throws -> [OntologyLines.CodeLine] {
        let asked = parsed.strings("code")
        for code in asked where lines.tables.codes[code] == nil {
            throw UsageError("\(code) is not a CAMEO code; roots have two digits, as 01")
        }
        if let mode = parsed.string("mode"), let type = type(parsed),
            lines.tables.mode(mode, of: type) == nil
        {
            throw UsageError(
                "--mode: \(type.rawValue) has no mode \(mode); see chancery ontology modes")
        }
        let contexts = parsed.strings("context")
        for context in contexts where !lines.tables.contexts.contains(where: { $0.name == context })
        {
            throw UsageError(
                "--context: there is no context \(context); see chancery ontology contexts")
        }
        let scheme = scheme(parsed)
        return lines.codes(
            scheme, parsed.choice("goldstein", as: GoldsteinList.self) ?? scheme.goldstein
        ) { code in
            (asked.isEmpty || asked.contains(where: code.code.hasPrefix))
                && (type(parsed) == nil || code.type == type(parsed))
                && (parsed.string("mode") == nil || code.mode == parsed.string("mode"))
                && (contexts.isEmpty || code.contexts.contains(where: contexts.contains))
        }
    }
}
