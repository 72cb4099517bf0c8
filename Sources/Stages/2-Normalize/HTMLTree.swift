import CXML

/// An HTML page as a flat list of nodes in document order, free of the parser's memory.
struct HTMLTree {
    /// An element or a piece of text.
    struct Node {
        var tag: HTMLTag
        var isText = false
        /// Whether it is `<h1>`.
        var isTitle = false
        /// What its class, id and role make of it.
        var role: ElementRole = []
        var parent: Int32
        /// The first node after everything inside.
        var end: Int32
        /// The text's bytes in ``bytes``.
        var start: Int32 = 0
        var count: Int32 = 0
    }

    private(set) var nodes: [Node] = []
    /// The text of all text nodes.
    private(set) var bytes: [UInt8] = []
    private(set) var metadata = HTMLMetadata()
    /// Whether there were more nodes than are looked at.
    private(set) var isCut = false

    private let names: ElementNames

    /// Nodes looked at; what follows is not.
    private static let nodeLimit = 400_000

    /// Parses `page`; whatever it is, some tree comes out, if only an empty one.
    init(
        _ page: [UInt8], encoding: String?, names: ElementNames, checkpoint: () throws -> Void
    ) throws {
        Self.startParser
        self.names = names
        let page = HTMLGuard.bounded(page)
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_NONET.rawValue
            | HTML_PARSE_COMPACT.rawValue
        let document = page.withUnsafeBytes { buffer in
            htmlReadMemory(
                buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: buffer.count), nil,
                encoding, Int32(options))
        }
        guard let document else { return }
        defer { xmlFreeDoc(document) }
        try checkpoint()
        try read(document, checkpoint)
    }

    /// libxml2 wants to be set up once before several threads use it.
    private static let startParser: Void = xmlInitParser()

    /// Walks the parser's tree without recursion, because its depth comes from outside.
    private mutating func read(
        _ document: htmlDocPtr, _ checkpoint: () throws -> Void
    ) throws {
        // The pointers live until `document` is freed, after this returns.
        var next = xmlDocGetRootElement(document)
        var parent: Int32 = -1
        var steps = 0
        while let node = next {
            steps += 1
            if steps % 10_000 == 0 { try checkpoint() }
            guard nodes.count < Self.nodeLimit, bytes.count < Int(Int32.max) / 2 else {
                isCut = true
                break
            }
            let index = Int32(nodes.count)
            var entersChildren = false
            switch node.pointee.type {
            case XML_ELEMENT_NODE: entersChildren = append(element: node, parent)
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE: append(text: node, parent)
            default: break
            }
            if entersChildren, let child = node.pointee.children {
                parent = index
                next = child
                continue
            }
            var climbing = node
            while climbing.pointee.next == nil, parent >= 0, let above = climbing.pointee.parent {
                nodes[Int(parent)].end = Int32(nodes.count)
                parent = nodes[Int(parent)].parent
                climbing = above
            }
            next = parent < 0 && climbing.pointee.next == nil ? nil : climbing.pointee.next
        }
        while parent >= 0 {
            nodes[Int(parent)].end = Int32(nodes.count)
            parent = nodes[Int(parent)].parent
        }
    }

    /// Adds an element and says whether what is inside matters.
    private mutating func append(element node: xmlNodePtr, _ parent: Int32) -> Bool {
        guard let name = node.pointee.name else { return false }
        let tag = HTMLTag(name)
        var entry = Node(tag: tag, parent: parent, end: Int32(nodes.count) + 1)
        let attributes = HTMLAttributes(node)
        if tag != .hidden, tag != .body {
            let (role, isMain) = attributes.role(names)
            entry.role = role
            if isMain { entry.tag = .main }
        }
        metadata.take(name, attributes, node, entry.role, nodes.count)
        entry.isTitle = name[0] == UInt8(ascii: "h") && name[1] == UInt8(ascii: "1") && name[2] == 0
        nodes.append(entry)
        // The head is hidden, but holds what the page says of itself.
        return tag != .hidden || (name[0] == UInt8(ascii: "h") && name[1] == UInt8(ascii: "e"))
    }

    private mutating func append(text node: xmlNodePtr, _ parent: Int32) {
        guard let content = node.pointee.content else { return }
        let start = bytes.count
        bytes.append(contentsOf: UnsafeBufferPointer(start: content, count: length(content)))
        nodes.append(
            Node(
                tag: .inline, isText: true, parent: parent, end: Int32(nodes.count) + 1,
                start: Int32(start), count: Int32(bytes.count - start)))
    }

    private func length(_ text: UnsafePointer<xmlChar>) -> Int { Int(xmlStrlen(text)) }
}
