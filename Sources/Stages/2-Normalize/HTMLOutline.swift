/// Finds the part of a page that is the article.
struct HTMLOutline {
    /// A stretch of nodes that belongs to the article.
    struct Piece {
        var nodes: Range<Int>
        /// Only headings and whole sentences of it: it lies between the title and the text.
        var isLead: Bool
    }

    /// The article, in order; empty on an empty page.
    private(set) var pieces: [Piece] = []
    /// For every node, whether it and what is inside is left out.
    private(set) var isDropped: [Bool]
    /// For every node, whether it stands in something that is about other things than the article.
    private var foreign: [Bool] = []

    private let tree: HTMLTree
    private var measures: HTMLMeasures
    /// Running text that was left out because readers wrote it, if something else was there.
    private var commented = 0

    init(_ tree: HTMLTree) {
        self.tree = tree
        let nothing = [Bool](repeating: false, count: tree.nodes.count)
        let whole = HTMLMeasures(tree, without: nothing)
        isDropped = nothing
        measures = whole
        guard !tree.nodes.isEmpty else { return }
        for level in Strictness.allCases {
            isDropped = nothing
            foreign = nothing
            drop(level, whole)
            measures = HTMLMeasures(tree, without: isDropped)
            // Names lie on some pages. What they leave must be a fair part of what is there, not
            // counting what readers wrote, which may be any amount.
            let left = measures.running(0)
            let all = whole.running(0)
            let isFair = left * 5 >= all - commented && (left >= 80 || all < 400)
            if isFair || left >= 1000 { break }
        }
        guard let root = choose() else { return }
        let start = beginning(before: root)
        if start < root { pieces.append(Piece(nodes: start..<root, isLead: true)) }
        pieces.append(Piece(nodes: root..<Int(tree.nodes[root].end), isLead: false))
    }

    /// Elements named as the article's text that are looked at: each is compared with each.
    private static let bodyLimit = 500

    // MARK: What is left out

    /// How much is left out because of its name.
    private enum Strictness: CaseIterable {
        /// All that the names tell.
        case names
        /// Only what the elements themselves are for.
        case elements
    }

    private mutating func drop(_ level: Strictness, _ whole: HTMLMeasures) {
        let total = whole.running(0)
        let keeps = markers(whole)
        commented = 0
        var index = 0
        while index < tree.nodes.count {
            let node = tree.nodes[index]
            if !node.isText,
                let reason = leaving(index, level, whole, total: total, keeps: keeps)
            {
                isDropped[index] = true
                if node.role.contains(.comments) { commented += whole.running(index) }
                if reason == .foreign {
                    for inside in index..<max(index + 1, Int(node.end)) { foreign[inside] = true }
                }
                index = max(index + 1, Int(node.end))
            } else {
                index += 1
            }
        }
    }

    /// For every node, how many titles and article bodies stand before it.
    private func markers(_ whole: HTMLMeasures) -> [Int32] {
        var count: Int32 = 0
        var before = [Int32](repeating: 0, count: tree.nodes.count + 1)
        for (index, node) in tree.nodes.enumerated() {
            before[index] = count
            let isBody = node.role.contains(.body) && node.role.isDisjoint(with: [.comments])
            if node.isTitle || (isBody && whole.running(index) > 200) { count += 1 }
        }
        before[tree.nodes.count] = count
        return before
    }

    /// Why something is left out.
    private enum Leaving {
        /// It is about other things.
        case foreign
        /// It is about the article, but no part of its text: dates, names, buttons.
        case aside
    }

    private func leaving(
        _ index: Int, _ level: Strictness, _ whole: HTMLMeasures, total: Int, keeps: [Int32]
    ) -> Leaving? {
        let node = tree.nodes[index]
        let running = whole.running(index)
        // Some sites wrap the whole page in a form, or in something named after a part of it.
        let isMost = running * 10 > total * 6
        let holdsArticle = keeps[Int(node.end)] - keeps[index] > 0
        let isArticle = isMost || (holdsArticle && running * 3 > total)
        switch node.tag {
        case .hidden: return .foreign
        case .noscript: if running < 250 || running * 4 < total { return .foreign }
        case .furniture: if !isArticle { return .foreign }
        case .caption: return .foreign
        case .header:
            if !isMost, !isInside(.article, index), !isInside(.main, index),
                !(holdsArticle && !holdsMenu(index))
            {
                return .foreign
            }
        case .figure: if !whole.isTable(tree, index) { return .foreign }
        default: break
        }
        if node.role.contains(.hidden), !isMost { return .foreign }
        let isList = isLinkList(node, index, whole)
        guard level == .names, node.tag != .body, !node.role.isEmpty else {
            return isList ? .aside : nil
        }
        if node.role.contains(.comments), !node.role.contains(.live), !holdsArticle {
            return .foreign
        }
        let isWhole = node.tag == .article || node.tag == .main || isArticle
        if node.role.contains(.furniture), !isWhole,
            !(node.role.contains(.body) && running * 4 > total)
        {
            return .foreign
        }
        if node.role.contains(.slight), !node.role.contains(.body), !isWhole, !holdsArticle,
            !isWithinSentence(node)
        {
            let isLead = node.role.contains(.lead) && whole.linked(index) == 0
            if !isLead, running < 200 || whole.linked(index) * 4 > whole.visible(index) {
                return .aside
            }
        }
        return isList ? .aside : nil
    }

    /// Whether `node` is a part of a paragraph, such as the place that opens it.
    private func isWithinSentence(_ node: HTMLTree.Node) -> Bool {
        guard !node.tag.separates, node.parent >= 0 else { return false }
        return tree.nodes[Int(node.parent)].tag == .paragraph
    }

    private func holdsMenu(_ index: Int) -> Bool {
        tree.nodes[index..<Int(tree.nodes[index].end)].contains { $0.tag == .furniture }
    }

    /// Whether `node` holds links and hardly anything else: a menu, whatever it is called.
    private func isLinkList(
        _ node: HTMLTree.Node, _ index: Int, _ whole: HTMLMeasures
    ) -> Bool {
        guard node.tag.separates, node.tag != .heading, whole.running(index) == 0 else {
            return false
        }
        return whole.anchors(index) >= 3 && whole.linked(index) * 100 >= whole.visible(index) * 65
    }

    private func isInside(_ tag: HTMLTag, _ index: Int) -> Bool {
        var parent = tree.nodes[index].parent
        // Few elements stand between; a hostile page has any number.
        for _ in 0..<32 where parent >= 0 {
            if tree.nodes[Int(parent)].tag == tag { return true }
            parent = tree.nodes[Int(parent)].parent
        }
        return false
    }

    // MARK: What is the article

    private func choose() -> Int? {
        let total = measures.running(0)
        if let body = statedBody(), measures.running(body) * 10 >= total * 3 { return body }
        var root = 0
        if let article = largest({ $0.tag == .article }), measures.running(article) * 2 > total {
            root = article
        } else if let main = largest({ $0.tag == .main }), measures.running(main) * 2 > total {
            root = main
        } else if let body = tree.nodes.firstIndex(where: { $0.tag == .body }) {
            root = body
        }
        return densest(from: root)
    }

    /// The element that says of itself that it holds the article's text; of several with parts of
    /// one article, the smallest that holds them all.
    private func statedBody() -> Int? {
        var bodies: [Int] = []
        var index = 0
        while index < tree.nodes.count, bodies.count < Self.bodyLimit {
            let node = tree.nodes[index]
            if isDropped[index] {
                index = max(index + 1, Int(node.end))
                continue
            }
            if node.role.contains(.body), node.tag != .body, measures.running(index) > 0 {
                bodies.append(index)
            }
            index += 1
        }
        guard var best = bodies.max(by: { measures.running($0) < measures.running($1) }) else {
            return nil
        }
        // The innermost that still holds nearly all of it.
        let most = measures.running(best)
        for body in bodies where body > best && body < Int(tree.nodes[best].end) {
            if measures.running(body) * 10 >= most * 9 { best = body }
        }
        let others = bodies.filter {
            ($0 < best || $0 >= Int(tree.nodes[best].end))
                && Int(tree.nodes[$0].end) <= max(best, Int(tree.nodes[$0].end))
                && !contains($0, best) && measures.running($0) * 8 >= most
        }
        guard !others.isEmpty else { return best }
        let outermost = others.filter { other in
            !others.contains { $0 != other && contains($0, other) }
        }
        let sum = outermost.reduce(most) { $0 + measures.running($1) }
        var common = best
        while !outermost.allSatisfy({ contains(common, $0) }) {
            let parent = tree.nodes[common].parent
            guard parent >= 0, tree.nodes[common].tag != .article else { return best }
            common = Int(parent)
        }
        return measures.running(common) * 2 <= sum * 3 ? common : best
    }

    private func contains(_ outer: Int, _ inner: Int) -> Bool {
        outer <= inner && inner < Int(tree.nodes[outer].end)
    }

    private func largest(_ matches: (HTMLTree.Node) -> Bool) -> Int? {
        var best: Int?
        for (index, node) in tree.nodes.enumerated() where matches(node) && !isDropped[index] {
            if measures.running(index) > best.map(measures.running) ?? 0 { best = index }
        }
        return best
    }

    /// The smallest element inside `start` that still holds nearly all of its running text.
    private func densest(from start: Int) -> Int {
        var node = start
        let needed = measures.running(start)
        guard needed > 0 else { return start }
        while true {
            var child = node + 1
            var step: Int?
            while child < Int(tree.nodes[node].end) {
                if measures.running(child) * 100 >= needed * 92 {
                    step = child
                    break
                }
                child = Int(tree.nodes[child].end)
            }
            // A paragraph is not a page's main part, only its text is.
            guard let step, tree.nodes[step].tag.separates, tree.nodes[step].tag != .paragraph,
                tree.nodes[step].tag != .heading
            else { return node }
            node = step
        }
    }

    /// Where the article begins, if that is before `root`, its text: at the last title, or at a
    /// heading or summary close by.
    private func beginning(before root: Int) -> Int {
        var near = root
        for _ in 0..<4 {
            let parent = Int(tree.nodes[near].parent)
            guard parent > 0, tree.nodes[parent].tag != .body else { break }
            near = parent
        }
        var index = 0
        var title = root
        var summary = root
        while index < root {
            let node = tree.nodes[index]
            if isDropped[index] {
                index = max(index + 1, Int(node.end))
                continue
            }
            if node.isTitle { title = index }
            if index > near, summary == root, node.role.contains(.lead), Int(node.end) <= root,
                measures.running(index) > 0
            {
                summary = index
            }
            index += 1
        }
        return title < root ? title : summary
    }

    /// Whether `node` stands in something that is about other things than the article.
    func isForeign(_ node: Int) -> Bool { foreign[node] }

    /// Whether the page is a list of what can be read elsewhere rather than something to read.
    var isListing: Bool {
        guard let range = pieces.last?.nodes else { return false }
        var linked = 0
        var index = range.lowerBound
        while index < range.upperBound {
            let node = tree.nodes[index]
            if isDropped[index] {
                index = max(index + 1, Int(node.end))
                continue
            }
            let isLinked =
                measures.visible(index) >= 20
                && measures.linked(index) * 10 >= measures.visible(index) * 8
            if node.tag == .heading, isLinked {
                linked += 1
            } else if node.tag == .anchor, isInside(.heading, index) == false,
                holdsHeading(index)
            {
                linked += 1
            }
            index += 1
        }
        return linked >= 5 && measures.running(in: range) < linked * 400
    }

    private func holdsHeading(_ index: Int) -> Bool {
        tree.nodes[index..<Int(tree.nodes[index].end)].contains { $0.tag == .heading }
    }
}

extension HTMLMeasures {
    /// Whether a figure holds what is more than a picture: a table, a quotation.
    fileprivate func isTable(_ tree: HTMLTree, _ figure: Int) -> Bool {
        tree.nodes[figure..<Int(tree.nodes[figure].end)].contains {
            switch $0.tag {
            case .row, .quote, .preformatted, .item: true
            default: false
            }
        }
    }
}
