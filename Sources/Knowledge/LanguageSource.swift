internal import Language
internal import Threads

/// The tables in force, which may be changed while stages work: who takes them holds a whole set,
/// and the next who comes gets the new one.
public final class LanguageSource: Sendable {
    private let held: Locked<LanguageData>

    /// A source of `data`.
    public init(_ data: LanguageData) { held = Locked(data) }

    /// The tables in force now.
    public var current: LanguageData { held.withLock { $0 } }

    /// Puts `data` in force.
    public func replace(with data: LanguageData) { held.withLock { $0 = data } }
}
