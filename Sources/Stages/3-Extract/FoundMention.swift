internal import Messages

/// A mention of an actor while its sentence is read.
struct FoundMention {
    /// The first token, in the sentence.
    var first: Int
    /// The last token.
    var last: Int
    /// What goes into the candidates.
    var mention: ActorMention
    /// Whether the words only modify a noun after them: "Turkish" in "Turkish interference".
    var isModifier = false
    /// Whether it is a name that is no actor's: "Kurdish", "the West".
    var isNobody = false
    /// Whether it is an agent of somebody else than those of whom the text tells.
    var isForeign = false
    /// Whether it is somebody not told before, who is only of the place that is told with it.
    var isVague = false
    /// Whether the words rather name a place: "in Paris", a city that is no capital.
    var isPlace = false
    /// Whether it is one person.
    var isPerson = false
    /// Whether it is more than one.
    var isPlural = false
    /// Who it is, if that is told or stands in the tables.
    var person: String?
    /// The office held on the day of the text.
    var office: String?
    /// The number of its last word, by which "the …" may refer back.
    var head: Int32 = -1
    /// The number of the last word of the office that somebody known by name holds, by which "the
    /// president" may refer back.
    var officeHead: Int32 = -1
    /// The number it has in the candidates, once it has one.
    var number = -1

    /// Whether it may do something.
    var canAct: Bool { !isModifier && !isPlace }
}
