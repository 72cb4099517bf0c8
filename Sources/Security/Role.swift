public import Messages

/// What a key may be used for, as an allow-list names it.
public enum Role: Hashable, Sendable, CustomStringConvertible {
    /// Hand in articles.
    case publish
    /// Read events, broadcast or from the log.
    case subscribe
    /// Serve a stage. Without one: those that keep nothing, Normalize, Extract and Classify. Fetch
    /// and Publish are there once and hold state, so they must be named.
    case work(StageName?)

    /// The stages that `work` alone admits to.
    public static let plainStages: Set<StageName> = [.normalize, .extract, .classify]

    /// Reads `publish`, `subscribe`, `work` or `work:<stage>`; nil if it is none of them.
    public init?(_ text: some StringProtocol) {
        switch text {
        case "publish": self = .publish
        case "subscribe": self = .subscribe
        case "work": self = .work(nil)
        case _ where text.hasPrefix("work:"):
            guard let stage = StageName(rawValue: String(text.dropFirst(5))) else { return nil }
            self = .work(stage)
        default: return nil
        }
    }

    /// Whether a key with this role may do what needs `asked`. Asking for `work` without a stage
    /// asks for any.
    func grants(_ asked: Role) -> Bool {
        switch (self, asked) {
        case (.publish, .publish), (.subscribe, .subscribe), (.work, .work(nil)): true
        case (.work(nil), .work(let stage?)): Role.plainStages.contains(stage)
        case (.work(let mine?), .work(let stage?)): mine == stage
        default: false
        }
    }

    /// The role as it is written.
    public var description: String {
        switch self {
        case .publish: "publish"
        case .subscribe: "subscribe"
        case .work(nil): "work"
        case .work(let stage?): "work:\(stage.rawValue)"
        }
    }
}
