import Arguments
import Daemon
import Evaluation
import Knowledge
import Messages
import Ontology
import Threads

/// What commands that measure the coder work with.
struct Coding {
    static let options: [Option] =
        [
            Option(
                "format", .choice(of: Console.EventFormat.self),
                "how it looks (default: table on a terminal, else jsonl)"),
            CoderConfiguration.option,
        ] + ModelPlace.options

    /// For sets of single sentences, which do not say when they were written.
    static let published = Option(
        "published", .text, placeholder: "DATE",
        "when sentences were published that name no year: 2020-06-15 (default: today)")

    let coder: any EventCoder
    let tables: OntologyTables
    /// Codes that stand where a country's does: states, and kinds of actors of no state.
    let countries: Set<String>

    /// Loads the coder that `parsed` asks for.
    init(
        _ parsed: Parsed, _ console: Console,
        today: Day = Timestamp(seconds: WallClock.seconds).day
    ) throws {
        let data = try LanguageData.load(
            directory: try DataDirectory.find(given: parsed.string("data")))
        tables = data.ontology
        countries = tables.groups.union(data.countries.map(\.code))
        let configuration =
            parsed.choice("configuration", as: CoderConfiguration.self) ?? .usual
        coder = try configuration.load(data, parsed, console, today: today)()
    }

    /// The day that `--published` says, else today.
    static func day(_ parsed: Parsed) throws(UsageError) -> Day {
        guard let text = parsed.string("published") else {
            return Timestamp(seconds: WallClock.seconds).day
        }
        guard let day = Day(text) else {
            throw UsageError("--published: \(text) is not a date like 2020-06-15")
        }
        return day
    }

    static func format(_ parsed: Parsed, _ console: Console) -> Console.EventFormat {
        console.format(parsed, .table, orElse: .jsonl)
    }
}
