/// Finds the part of a page that is the article.
struct HTMLOutline {
    /// The element that holds the article; nil on an empty page.
    private(set) var root: Int?
    /// For every node, whether it and what is inside is left out.
    private(set) var isDropped: [Bool]

    private let tree: HTMLTree
    /// For every node, the running text in the nodes before it, in bytes.
    private var before: [Int]

    init(_ tree: HTMLTree) {
        self.tree = tree
        isDropped = [Bool](repeating: false, count: tree.nodes.count)
        before = []
        measure()
        drop()
        measure()
        root = choose()
    }

    /// Bytes of running text inside `node`.
    private func text(_ node: Int) -> Int { before[Int(tree.nodes[node].end)] - before[node] }

    /// Counts the text that stands in paragraphs rather than in links, menus and captions.
    private mutating func measure() {
        let nodes = tree.nodes
        before = [Int](repeating: 0, count: nodes.count + 1)
        // The text between two separating edges is one run; it counts as a whole or not at all.
        var total = 0
        var run = (plain: 0, linked: 0)
        var linkEnd = 0
        var hiddenEnd = 0
        func close(_ run: inout (plain: Int, linked: Int)) -> Int {
            defer { run = (0, 0) }
            return run.plain + run.linked >= 40 && run.linked * 2 <= run.plain ? run.plain : 0
        }
        var separators: [Int] = []
        for (index, node) in nodes.enumerated() {
            var edge = node.tag.separates || node.tag == .cell
            while let end = separators.last, end <= index {
                separators.removeLast()
                edge = true
            }
            if edge { total += close(&run) }
            before[index] = total
            if index < hiddenEnd { continue }
            if isDropped[index] || node.tag == .hidden {
                hiddenEnd = Int(node.end)
                continue
            }
            if node.tag.separates || node.tag == .cell { separators.append(Int(node.end)) }
            if node.tag == .anchor || node.tag == .heading { linkEnd = max(linkEnd, Int(node.end)) }
            if node.isText {
                let visible = tree.visibleCount(node)
                if index < linkEnd { run.linked += visible } else { run.plain += visible }
            }
        }
        total += close(&run)
        before[nodes.count] = total
    }

    /// Leaves out furniture, unless most of the text stands in it: some sites wrap the whole page
    /// in a form.
    private mutating func drop() {
        guard !tree.nodes.isEmpty else { return }
        let total = text(0)
        for (index, node) in tree.nodes.enumerated() {
            if node.tag == .hidden {
                isDropped[index] = true
                continue
            }
            guard node.tag == .furniture || node.isNamedFurniture else { continue }
            if node.tag == .article || node.tag == .main || node.isArticleBody { continue }
            if text(index) * 10 > total * 6 { continue }
            isDropped[index] = true
        }
    }

    private func choose() -> Int? {
        guard !tree.nodes.isEmpty else { return nil }
        let total = text(0)
        var root = 0
        if let stated = largest({ $0.isArticleBody }), text(stated) * 4 > total {
            return stated
        }
        if let article = largest({ $0.tag == .article }), text(article) * 2 > total {
            root = article
        } else if let main = largest({ $0.tag == .main }), text(main) * 2 > total {
            root = main
        } else if let body = tree.nodes.firstIndex(where: { $0.tag == .body }) {
            root = body
        }
        return densest(from: root)
    }

    private func largest(_ matches: (HTMLTree.Node) -> Bool) -> Int? {
        var best: Int?
        for (index, node) in tree.nodes.enumerated() where matches(node) && !isDropped[index] {
            if text(index) > best.map(text) ?? 0 { best = index }
        }
        return best
    }

    /// The smallest element inside `start` that still holds nearly all of its running text.
    private func densest(from start: Int) -> Int {
        var node = start
        let needed = text(start)
        guard needed > 0 else { return start }
        while true {
            var child = node + 1
            var step: Int?
            while child < Int(tree.nodes[node].end) {
                if text(child) * 100 >= needed * 85 {
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
}

extension HTMLTree {
    /// The bytes of a text node that are not white space.
    func visibleCount(_ node: Node) -> Int {
        let start = Int(node.start)
        var count = 0
        for position in start..<(start + Int(node.count)) where bytes[position] > 0x20 {
            count += 1
        }
        return count
    }
}
