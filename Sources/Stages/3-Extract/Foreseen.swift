internal import Messages

/// What an article tells somewhere and that is known from its first word on: whose affairs it tells,
/// and whom it names in full. Headings name by surname or abbreviation who is named below them.
struct Foreseen {
    /// Somebody named.
    struct Member {
        var mention: ActorMention
        var holder: MentionMemory.Holder
    }

    /// The state whose affairs are told; nil if none is known.
    var home: String?
    /// By folded surname.
    private var members: [String: Member] = [:]
    /// By abbreviation.
    private var bodies: [String: Member] = [:]

    init(home: String? = nil) { self.home = home }

    /// Who alone bears a surname, a name in full or an abbreviation, as the whole article tells.
    init(home: String?, members: [String: Member], bodies: [String: Member]) {
        self.home = home
        self.members = members
        self.bodies = bodies
    }

    /// Who bears a surname.
    func person(surname: String) -> Member? { members[surname] }

    /// Which body is abbreviated so.
    func body(abbreviated word: String) -> Member? { bodies[word] }
}
