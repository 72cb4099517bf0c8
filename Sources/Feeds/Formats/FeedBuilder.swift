internal import Messages

/// Builds a feed of what the scanner finds in RSS, RDF or Atom; one builder, because real feeds mix
/// their vocabularies.
struct FeedBuilder {
    /// An element that is open.
    struct Frame {
        var name: Range<Int>
        var element: FeedElement
        /// What addresses are relative to.
        var base: String?
        /// The same, if the feed itself says so.
        var statedBase: String?
        /// How many namespace bindings there were before it.
        var bindings: Int
    }

    var scanner: MarkupScanner
    var feed = Feed()
    var draft = FeedDraft()
    /// The entry that is open.
    var entry: FeedDraft?
    var entries: [FeedDraft] = []
    var frames: [Frame] = []
    var capture: TextCapture?
    /// Somebody whose name and address are being read, and the number of elements around.
    var person: (FeedPerson, depth: Int)?
    /// The number of elements open around a part whose titles and links are not the feed's.
    var apart: (depth: Int, isSource: Bool)?
    var namespaces = NamespaceBindings()
    var period = UpdatePeriod()
    let url: String?

    init(_ decoded: TextEncoding.Decoded, url: String?) {
        scanner = MarkupScanner(decoded.bytes)
        scanner.isRepaired = decoded.isRepaired
        self.url = url
    }

    /// Reads to the end.
    mutating func build() throws(FeedError) -> Feed {
        while let token = scanner.next() {
            switch token {
            case .start: try start()
            case .end: end()
            case .text: capture?.append(scanner.text)
            }
        }
        guard feed.isTruncated || !frames.isEmpty || hasRoot else {
            throw FeedError(.notAFeed, "there is no element in it; feeds are XML or JSON")
        }
        if !frames.isEmpty { scanner.isRepaired = true }
        while !frames.isEmpty { pop() }
        finishEntry()
        draft.fill(&feed)
        feed.ttl = feed.ttl ?? period.duration
        let inherited = feed.format == .atom ? feed.authors : []
        feed.entries = entries.map { $0.entry(inheriting: inherited) }
        resolveRest()
        feed.isTruncated = feed.isTruncated || scanner.isTruncated
        feed.isRepaired = scanner.isRepaired
        return feed
    }

    /// Whether the root element was seen.
    var hasRoot = false

    /// The feed's page is what its entries' addresses are relative to if there is nothing else.
    private mutating func resolveRest() {
        guard let page = feed.url else { return }
        for index in feed.entries.indices {
            guard let url = feed.entries[index].url else { continue }
            feed.entries[index].url = URLReference.resolve(url, against: page)
        }
    }

    // MARK: Elements

    private mutating func start() throws(FeedError) {
        guard frames.count < FeedLimits.depth else {
            scanner.isTruncated = true
            return
        }
        let before = namespaces.count
        namespaces.read(scanner, isRoot: frames.isEmpty)
        let (namespace, name) = namespaces.resolve(scanner.tagName)
        var element = FeedElement(namespace, name)
        if !hasRoot {
            try takeRoot(element, namespace, name)
            hasRoot = true
        }
        let parent = frames.last
        var frame = Frame(
            name: scanner.name, element: element, base: parent?.base ?? url,
            statedBase: parent?.statedBase, bindings: before)
        if let stated = scanner.value("xml:base") {
            let base = URLReference.resolve(stated, against: frame.base)
            frame.base = base
            frame.statedBase = base
        }
        if case .entry = element { closeUnclosed() }
        let isSelfClosing = scanner.isSelfClosing
        if capture != nil, !takesPart(element) {
            element = .markup
            frame.element = .markup
            frames.append(frame)
            capture?.start(scanner, base: frame.statedBase, depth: frames.count)
        } else {
            frames.append(frame)
            open(element, parent?.element ?? .other)
        }
        if isSelfClosing { pop() }
    }

    /// Whether an element inside of captured text is more than a part of it.
    private func takesPart(_ element: FeedElement) -> Bool {
        switch (capture?.element, element) {
        case (.author?, .name), (.author?, .email), (.author?, .uri): true
        default: false
        }
    }

    /// An entry inside of an entry, or of a title, means that the one before was never closed.
    private mutating func closeUnclosed() {
        guard entry != nil || capture != nil,
            let open = frames.lastIndex(where: {
                if case .entry = $0.element { return true }
                return false
            })
        else { return }
        scanner.isRepaired = true
        while frames.count > open { pop() }
    }

    private mutating func end() {
        let name = scanner.tagName
        guard
            let index = frames.lastIndex(where: {
                Ascii.isSame(scanner.bytes[$0.name], name)
            })
        else {
            scanner.isRepaired = true
            return
        }
        // Elements of HTML that were left open end with their parent; all else is repair.
        if index < frames.count - 1 { scanner.isRepaired = true }
        while frames.count > index { pop() }
    }

    /// Closes the innermost element.
    mutating func pop() {
        let depth = frames.count
        guard let frame = frames.popLast() else { return }
        namespaces.drop(to: frame.bindings)
        if case .markup = frame.element {
            capture?.end(scanner.bytes[frame.name], depth: depth)
            return
        }
        if let done = capture, done.depth == depth {
            capture = nil
            take(done)
        }
        if let (found, owner) = person, owner == depth {
            person = nil
            add(found, frame.element)
        }
        if let part = apart, part.depth == depth { apart = nil }
        if case .entry = frame.element, apart == nil { finishEntry() }
    }

    private mutating func finishEntry() {
        guard let done = entry else { return }
        entry = nil
        guard entries.count < FeedLimits.entries else {
            feed.isTruncated = true
            return
        }
        entries.append(done)
    }
}
