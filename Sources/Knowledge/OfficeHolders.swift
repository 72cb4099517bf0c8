public import Messages

/// Who holds the offices of the tables, by country or organisation.
public struct OfficeHolders: Sendable {
    private struct Tenure {
        var person: String
        var office: Person.Office
        var title: String
    }

    private let tenures: [String: [Tenure]]

    /// The offices that `data` knows.
    public init(_ data: LanguageData) {
        var tenures: [String: [Tenure]] = [:]
        for person in data.persons {
            for office in person.offices {
                tenures[office.body, default: []].append(
                    Tenure(
                        person: person.name, office: office,
                        title: OfficeHolders.key(office.title)))
            }
        }
        self.tenures = tenures
    }

    /// The one who holds the office called `title` in a country or organisation on `day`; nil if
    /// the tables know nobody, or several. What is called so in a breakaway territory is no office of
    /// the state that claims it.
    public func holder(
        of title: String, in body: String, on day: Day, isBreakaway: Bool = false
    ) -> String? {
        let title = OfficeHolders.key(title)
        var holders: Set<String> = []
        for tenure in tenures[body] ?? []
        where tenure.title == title && tenure.office.distance(to: day) == 0
            && (tenure.office.sector == "PRE") == isBreakaway
        {
            holders.insert(tenure.person)
        }
        return holders.count == 1 ? holders.first : nil
    }

    /// The spelling that offices are compared in: "secretary general", "defense minister".
    private static func key(_ title: String) -> String {
        title.lowercased().split { $0 == " " || $0 == "-" }
            .map { $0 == "defense" ? "defence" : String($0) }.joined(separator: " ")
    }
}
