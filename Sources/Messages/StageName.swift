/// One of the five stages, in the order of the pipeline.
public enum StageName: String, CaseIterable, Codable, Comparable, Sendable {
    case fetch, normalize, extract, classify, publish

    /// The stage's place in the pipeline, from 0 for Fetch.
    public var index: Int {
        switch self {
        case .fetch: 0
        case .normalize: 1
        case .extract: 2
        case .classify: 3
        case .publish: 4
        }
    }

    /// The stage that takes what this one gives; nil after Publish.
    public var next: StageName? {
        switch self {
        case .fetch: .normalize
        case .normalize: .extract
        case .extract: .classify
        case .classify: .publish
        case .publish: nil
        }
    }

    /// The stages that take tasks: all but Fetch, which offers them.
    public static let working: [StageName] = [.normalize, .extract, .classify, .publish]

    public static func < (left: StageName, right: StageName) -> Bool { left.index < right.index }
}
