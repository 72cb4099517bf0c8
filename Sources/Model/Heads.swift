internal import Tensors

/// The weights of all heads but coreference. Projections of one family lie side by side, so that
/// one product makes them all.
struct Heads: Sendable {
    /// Where a projection's values begin in a row, and how many they are.
    struct Part: Sendable {
        var start: Int
        var width: Int
    }

    /// Which row of the mixture a family reads.
    struct Family: Sendable {
        var row: Int
        /// Its projections, side by side.
        var projections: Linear
    }

    /// [families, states]: what each state counts for.
    let mixture: FloatArray
    let states: Int
    let morphology: Family
    let syntax: Family
    let roles: Family
    let entities: Family

    /// Of the hidden values of tags.
    let tagOutput: Linear
    let arcDependent, arcHead, relationDependent, relationHead: Part
    let arcs: FloatMatrix
    let arcRight: FloatArray
    let relationForm: Biaffine
    let predicateHidden, rolePredicate, roleArgument: Part
    let predicateOutput: Linear
    let roleForm: Biaffine
    let mentionStart, mentionEnd: Part
    let mentionForm: Biaffine
    /// What types the mentions found.
    let types: SpanTypes

    init(
        _ file: TensorFile, _ layout: Layout, _ labels: Labels, _ encoder: Encoder
    ) throws(TensorError) {
        func width(_ name: String) throws(TensorError) -> Int { try Heads.width(name, file) }
        func family(_ name: String, _ projections: [String]) throws(TensorError) -> (Family, [Part])
        {
            try Heads.family(name, projections, file, layout, encoder)
        }
        func same(_ parts: [Part], _ name: String) throws(TensorError) -> Int {
            guard parts[0].width == parts[1].width else {
                throw TensorError(
                    .mismatched, file: file.path, "the sides of \(name) differ in width")
            }
            return parts[0].width
        }
        func check(_ found: Int, _ expected: Int, _ name: String) throws(TensorError) {
            guard found == expected else {
                throw TensorError(
                    .mismatched, file: file.path, "has \(found) \(name), but the labels \(expected)"
                )
            }
        }
        states = encoder.layers.count + 1
        mixture = try file.floats("mixture", [layout.families.count, states])
        var parts: [Part]
        (morphology, parts) = try family("morphology", ["tags.hidden"])
        tagOutput = try Linear(
            file, ["tags.output"], inputs: parts[0].width, outputs: [try width("tags.output")])
        try check(tagOutput.outputs, layout.tagCount, "tag scores")
        try check(layout.tags["upos"]?.count ?? 0, labels.upos.count, "parts of speech")
        try check(layout.tags["lemma"]?.count ?? 0, labels.lemmaRules.count, "lemma rules")
        for feature in labels.features {
            try check(
                layout.tags[feature.name]?.count ?? 0, feature.values.count,
                "values of \(feature.name)")
        }
        (syntax, parts) = try family(
            "syntax", ["arcs.dependent", "arcs.head", "relations.dependent", "relations.head"])
        (arcDependent, arcHead, relationDependent, relationHead) =
            (parts[0], parts[1], parts[2], parts[3])
        let arcWidth = try same([arcDependent, arcHead], "arcs")
        arcs = FloatMatrix(
            try file.floats("arcs.bilinear", [arcWidth, arcWidth]), inputs: arcWidth,
            outputs: arcWidth)
        arcRight = try file.floats("arcs.right", [arcWidth])
        relationForm = try Biaffine(
            file, "relations", labels: labels.relations.count,
            width: try same([relationDependent, relationHead], "relations"))
        (roles, parts) = try family(
            "roles", ["predicates.hidden", "roles.predicate", "roles.argument"])
        (predicateHidden, rolePredicate, roleArgument) = (parts[0], parts[1], parts[2])
        predicateOutput = try Linear(
            file, ["predicates.output"], inputs: predicateHidden.width,
            outputs: [1 + labels.senses.count])
        roleForm = try Biaffine(
            file, "roles", labels: labels.roles.count,
            width: try same([rolePredicate, roleArgument], "roles"))
        (entities, parts) = try family("entities", ["mentions.start", "mentions.end"])
        (mentionStart, mentionEnd) = (parts[0], parts[1])
        mentionForm = try Biaffine(
            file, "mentions", labels: 1, width: try same(parts, "mentions"))
        // Type 0 is none.
        types = try SpanTypes(file, inputs: encoder.width, types: labels.entities.count - 1)
    }
}

extension Heads {
    /// The width of the projection or linear map `name`.
    static func width(_ name: String, _ file: TensorFile) throws(TensorError) -> Int {
        guard let size = file.shape(name + ".weight")?.first, (1...65_536).contains(size) else {
            throw TensorError(
                .mismatched, file: file.path, "has no usable tensor \(name).weight")
        }
        return size
    }

    /// The projections of a family, side by side, and where each stands.
    static func family(
        _ name: String, _ projections: [String], _ file: TensorFile, _ layout: Layout,
        _ encoder: Encoder
    ) throws(TensorError) -> (Family, [Part]) {
        var parts: [Part] = []
        var start = 0
        for projection in projections {
            let size = try width(projection, file)
            parts.append(Part(start: start, width: size))
            start += size
        }
        let linear = try Linear(
            file, projections, inputs: encoder.width, outputs: parts.map(\.width),
            precision: encoder.precision)
        // The layout was checked to name them all.
        return (Family(row: layout.families.firstIndex(of: name) ?? 0, projections: linear), parts)
    }
}
