import Messages

/// The articles between the journal and Publish, with the sums every decision needs, kept while
/// articles change so that no decision walks through all of them.
struct HubWindow {
    private(set) var articles: [TaskID: HubArticle] = [:]
    /// Bytes of their messages.
    private(set) var bytes = 0
    /// Tasks in anyone's hands.
    private(set) var inHand = 0
    /// Of these, the ones that run alone.
    private(set) var alone = 0
    /// Waiting articles that may only run alone.
    private(set) var suspects: Set<TaskID> = []
    private var inHandByStage = [Int](repeating: 0, count: StageName.allCases.count)
    private var largeByStage = [Int](repeating: 0, count: StageName.allCases.count)
    private let crashesBeforeAlone: Int

    init(crashesBeforeAlone: Int) { self.crashesBeforeAlone = crashesBeforeAlone }

    var count: Int { articles.count }
    var isEmpty: Bool { articles.isEmpty }
    var values: Dictionary<TaskID, HubArticle>.Values { articles.values }

    subscript(task: TaskID) -> HubArticle? {
        get { articles[task] }
        set {
            if let old = articles[task] { add(old, task, -1) }
            articles[task] = newValue
            if let newValue { add(newValue, task, 1) }
        }
    }

    /// Tasks of `stage` in anyone's hands.
    func inHand(_ stage: StageName) -> Int { inHandByStage[stage.index] }

    /// Of these, the large ones.
    func largeInHand(_ stage: StageName) -> Int { largeByStage[stage.index] }

    /// The articles that fulfil a condition, in the journal's order.
    func ordered(where condition: (HubArticle) -> Bool) -> [TaskID] {
        articles.filter { condition($0.value) }
            .sorted { $0.value.position < $1.value.position }
            .map(\.key)
    }

    private mutating func add(_ article: HubArticle, _ task: TaskID, _ sign: Int) {
        bytes += sign * article.payload.count
        switch article.phase {
        case .inHand(let lease):
            inHand += sign
            inHandByStage[article.stage.index] += sign
            if lease.alone { alone += sign }
            if lease.large { largeByStage[article.stage.index] += sign }
        case .queued where article.crashes >= crashesBeforeAlone:
            if sign > 0 { suspects.insert(task) } else { suspects.remove(task) }
        case .queued, .recording, .delayed: break
        }
    }
}
