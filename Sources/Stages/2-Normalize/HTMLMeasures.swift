/// How much text stands before each node of a tree, by kind, so that the text inside any element is
/// one subtraction away.
struct HTMLMeasures {
    /// Text of running paragraphs, outside links and headings, in bytes.
    private var running: [Int32]
    /// All text that is not white space, in bytes.
    private var visible: [Int32]
    /// The part of it inside links.
    private var linked: [Int32]
    /// Links.
    private var anchors: [Int32]
    private let ends: (Int) -> Int

    /// Bytes from which text between two paragraph edges counts as running.
    private static let runLimit = 40

    /// Measures `tree` without what `isDropped` says is left out.
    init(_ tree: HTMLTree, without isDropped: [Bool]) {
        let nodes = tree.nodes
        ends = { Int(nodes[$0].end) }
        running = [Int32](repeating: 0, count: nodes.count + 1)
        visible = running
        linked = running
        anchors = running
        // The text between two separating edges is one run; it counts as a whole or not at all.
        var total = (running: 0, visible: 0, linked: 0, anchors: 0)
        var run = (plain: 0, linked: 0)
        var linkEnd = 0
        var headingEnd = 0
        var hiddenEnd = 0
        func close() {
            if run.plain + run.linked >= Self.runLimit && run.linked * 2 <= run.plain {
                total.running += run.plain
            }
            run = (0, 0)
        }
        var separators: [Int] = []
        for (index, node) in nodes.enumerated() {
            var edge = node.tag.separates || node.tag == .cell
            while let end = separators.last, end <= index {
                separators.removeLast()
                edge = true
            }
            if edge { close() }
            running[index] = Int32(total.running)
            visible[index] = Int32(total.visible)
            linked[index] = Int32(total.linked)
            anchors[index] = Int32(total.anchors)
            if index < hiddenEnd { continue }
            if isDropped[index] || node.tag == .hidden {
                hiddenEnd = Int(node.end)
                continue
            }
            if node.tag.separates || node.tag == .cell { separators.append(Int(node.end)) }
            if node.tag == .anchor {
                linkEnd = max(linkEnd, Int(node.end))
                total.anchors += 1
            }
            if node.tag == .heading { headingEnd = max(headingEnd, Int(node.end)) }
            guard node.isText else { continue }
            let count = tree.visibleCount(node)
            total.visible += count
            if index < linkEnd { total.linked += count }
            if index < max(linkEnd, headingEnd) { run.linked += count } else { run.plain += count }
        }
        close()
        running[nodes.count] = Int32(total.running)
        visible[nodes.count] = Int32(total.visible)
        linked[nodes.count] = Int32(total.linked)
        anchors[nodes.count] = Int32(total.anchors)
    }

    /// Running text inside `node`.
    func running(_ node: Int) -> Int { Int(running[ends(node)] - running[node]) }
    /// Text inside `node`.
    func visible(_ node: Int) -> Int { Int(visible[ends(node)] - visible[node]) }
    /// Linked text inside `node`.
    func linked(_ node: Int) -> Int { Int(linked[ends(node)] - linked[node]) }
    /// Links inside `node`.
    func anchors(_ node: Int) -> Int { Int(anchors[ends(node)] - anchors[node]) }
    /// Running text in `range` of nodes.
    func running(in range: Range<Int>) -> Int {
        Int(running[range.upperBound] - running[range.lowerBound])
    }
}

extension HTMLTree {
    /// The bytes of a text node that are not white space.
    func visibleCount(_ node: Node) -> Int {
        let start = Int(node.start)
        return bytes.withUnsafeBufferPointer { bytes in
            var count = 0
            for position in start..<(start + Int(node.count)) where bytes[position] > 0x20 {
                count += 1
            }
            return count
        }
    }
}
