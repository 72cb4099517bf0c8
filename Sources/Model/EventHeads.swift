internal import Tensors

/// The weights of the heads that find events. Their projections lie side by side, so that one
/// product makes them all.
struct EventHeads: Sendable {
    let family: Heads.Family
    /// Of the hidden values: what happens at a word.
    let hidden: Heads.Part
    /// A word as the beginning of a trigger, and as part of a phrase.
    let anchor, actor: Heads.Part
    /// Acts, statuses, modes, contexts.
    let output: Linear
    let columns: Layout.Events
    let partForm: Biaffine
    let pair: Pair

    /// What tells the type of an event between two phrases.
    struct Pair: Sendable {
        let trigger: Linear
        let source, target: Unbiased
        let output: Linear
        /// What is added to the score of a source where a target is asked for.
        let shared: Float
    }

    init(
        _ file: TensorFile, _ layout: Layout, _ labels: EventLabels, _ encoder: Encoder
    ) throws(TensorError) {
        columns = layout.events
        func check(_ found: Int, _ expected: Int, _ name: String) throws(TensorError) {
            guard found == expected else {
                throw TensorError(
                    .mismatched, file: file.path, "has \(found) \(name), but the labels \(expected)"
                )
            }
        }
        let types = labels.types.count
        try check(columns.act.count, types + EventLabels.before, "acts")
        try check(columns.status.count, labels.statuses.count, "statuses of events")
        try check(columns.mode.count, labels.modes.count, "modes")
        try check(columns.context.count, labels.contexts.count, "contexts")
        let parts: [Heads.Part]
        (family, parts) = try Heads.family(
            "events", ["events.hidden", "events.anchor", "events.actor"], file, layout, encoder)
        (hidden, anchor, actor) = (parts[0], parts[1], parts[2])
        output = try Linear(
            file, ["events.output"], inputs: hidden.width, outputs: [columns.count])
        try check(anchor.width, actor.width, "values of events.anchor")
        partForm = try Biaffine(
            file, "events.parts", labels: labels.parts.count, width: anchor.width)
        let width = try Heads.width("events.pair.trigger", file)
        pair = Pair(
            trigger: try Linear(
                file, ["events.pair.trigger"], inputs: encoder.width, outputs: [width]),
            source: try Unbiased(
                file, "events.pair.source", inputs: encoder.width, outputs: width),
            target: try Unbiased(
                file, "events.pair.target", inputs: encoder.width, outputs: width),
            output: try Linear(file, ["events.pair.output"], inputs: width, outputs: [types]),
            shared: try file.floats("events.pair.shared", [1])[0])
    }
}
