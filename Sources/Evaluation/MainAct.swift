internal import Messages

/// Which act stands for a sentence that tells several.
enum MainAct {
    /// The one told first, because what a sentence is about stands before what it adds.
    static func choice(_ acts: [RelationCoding]) -> RelationCoding? {
        acts.min { left, right in place(left) < place(right) }
    }

    private static func place(_ coding: RelationCoding) -> Int { coding.trigger?.start ?? .max }
}
