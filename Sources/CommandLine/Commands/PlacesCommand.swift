import Arguments
import Daemon
import Extract
import Messages

/// `chancery places`: where a text is.
enum PlacesCommand: Verb {
    static let command = Command(
        "places", "the places that a text names, with coordinates",
        discussion: """
            Reads a text, or only the name of a place, as the daemon reads it in an article, and \
            prints each place, a line each: `text, span, name, country, admin1, latitude, \
            longitude, geonameId, precision`. What is unknown is absent. Of several places of one \
            name the text decides: a country named beside it or before, nearness to its other \
            places, else population.
            """,
        options: [
            Console.EventFormat.option, LanguagePlace.date,
        ] + LanguagePlace.options,
        positionals: [LanguagePlace.words("the text; - is standard input")],
        examples: [
            .init("chancery places 'Springfield, Illinois'", "one place"),
            .init("chancery places - < article.txt", "all that an article names"),
        ])

    /// A place as it is printed.
    private struct Line: Encodable {
        var mention: PlaceMention

        private enum CodingKeys: String, CodingKey { case span }

        func encode(to encoder: any Encoder) throws {
            try mention.place.encode(to: encoder)
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(mention.span, forKey: .span)
        }
    }

    static func run(_ parsed: Parsed, _ console: Console) async throws -> ExitCode {
        let day = try LanguagePlace.day("date", parsed)
        let text = try LanguagePlace.text("text", parsed)
        let extractor = Extractor(data: try LanguagePlace.data(parsed, console))
        let found = extractor.places(in: text, on: day)
        try console.print(
            found, parsed, json: Line.init,
            columns: [
                .init("TEXT", shrinksTo: 12), .init("NAME", shrinksTo: 12), .init("COUNTRY"),
                .init("DIVISION", shrinksTo: 8), .init("LATITUDE", .right),
                .init("LONGITUDE", .right), .init("PRECISION"), .init("GEONAMES", .right),
            ]
        ) { mention in
            let place = mention.place
            return [
                place.text, place.name, place.country ?? "", place.admin1 ?? "",
                place.latitude.map { "\($0)" } ?? "", place.longitude.map { "\($0)" } ?? "",
                place.precision.rawValue, place.geonameId.map { "\($0)" } ?? "",
            ]
        }
        return .ok
    }
}
