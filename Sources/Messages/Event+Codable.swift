extension Event {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case schema, epoch, sequence, id, revision, change, type, mode, modes, contexts, status
        case channel, cameo, quad, quadScheme, goldstein, ploverScore, sources, targets
        case mediators, topic, place, date, attribution, casualties, confidence, evidence
        case mentions, article, firstSeen, coder
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictContainer<CodingKeys>(decoder, schema: Event.schema)
        epoch = try fields.optional(.epoch)
        sequence = try fields.optional(.sequence)
        id = try fields.value(.id)
        revision = try fields.value(.revision)
        change = try fields.value(.change)
        type = try fields.value(.type)
        mode = try fields.optional(.mode)
        let several: [String]? = try fields.optional(.modes)
        if let several, several.count < 2 {
            throw fields.reject(.modes, "fewer than two; a single mode stands in mode alone")
        }
        modes = several ?? []
        contexts = try fields.value(.contexts)
        status = try fields.value(.status)
        channel = try fields.optional(.channel)
        cameo = try fields.optional(.cameo)
        quad = try fields.optional(.quad)
        quadScheme = try fields.value(.quadScheme)
        goldstein = try fields.optional(.goldstein)
        ploverScore = try fields.optional(.ploverScore)
        sources = try fields.value(.sources)
        targets = try fields.value(.targets)
        mediators = try fields.value(.mediators)
        topic = try fields.optional(.topic)
        place = try fields.optional(.place)
        date = try fields.value(.date)
        attribution = try fields.optional(.attribution)
        casualties = try fields.optional(.casualties)
        confidence = try fields.value(.confidence)
        evidence = try fields.value(.evidence)
        mentions = try fields.value(.mentions)
        article = try fields.value(.article)
        firstSeen = try fields.optional(.firstSeen)
        coder = try fields.value(.coder)
        try check(fields)
    }

    private func check(_ fields: StrictContainer<CodingKeys>) throws {
        try fields.check(sequence, least: 1, .sequence)
        try fields.check(revision, least: 1, .revision)
        try fields.check(quad, in: 1...4, .quad)
        try fields.check(goldstein, in: -10...10, .goldstein)
        try fields.check(ploverScore, in: -10...10, .ploverScore)
        try fields.check(confidence, in: 0...1, .confidence)
        if mentions.isEmpty { throw fields.reject(.mentions, "empty") }
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(Event.schema, forKey: .schema)
        try fields.encodeIfPresent(epoch, forKey: .epoch)
        try fields.encodeIfPresent(sequence, forKey: .sequence)
        try fields.encode(id, forKey: .id)
        try fields.encode(revision, forKey: .revision)
        try fields.encode(change, forKey: .change)
        try fields.encode(type, forKey: .type)
        try fields.encodeIfPresent(mode, forKey: .mode)
        if modes.count > 1 { try fields.encode(modes, forKey: .modes) }
        try fields.encode(contexts, forKey: .contexts)
        try fields.encode(status, forKey: .status)
        try fields.encodeIfPresent(channel, forKey: .channel)
        try fields.encodeIfPresent(cameo, forKey: .cameo)
        try fields.encodeIfPresent(quad, forKey: .quad)
        try fields.encode(quadScheme, forKey: .quadScheme)
        try fields.encodeIfPresent(goldstein, forKey: .goldstein)
        try fields.encodeIfPresent(ploverScore, forKey: .ploverScore)
        try fields.encode(sources, forKey: .sources)
        try fields.encode(targets, forKey: .targets)
        try fields.encode(mediators, forKey: .mediators)
        try fields.encodeIfPresent(topic, forKey: .topic)
        try fields.encodeIfPresent(place, forKey: .place)
        try fields.encode(date, forKey: .date)
        try fields.encodeIfPresent(attribution, forKey: .attribution)
        try fields.encodeIfPresent(casualties, forKey: .casualties)
        try fields.encode(confidence, forKey: .confidence)
        try fields.encode(evidence, forKey: .evidence)
        try fields.encode(mentions, forKey: .mentions)
        try fields.encode(article, forKey: .article)
        try fields.encodeIfPresent(firstSeen, forKey: .firstSeen)
        try fields.encode(coder, forKey: .coder)
    }
}
